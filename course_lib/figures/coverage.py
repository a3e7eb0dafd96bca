"""Which topics each document speaks of, and practice today: the fuller a cell, the darker."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_lib.content.claims import Topic
from course_lib.content.course import Course
from course_lib.content.names import topic_name
from course_lib.figures.drawing import (
    DOCUMENT,
    HAIR,
    INK,
    SETTINGS,
    TODAY,
    narrow_sheet,
    write,
)
from course_lib.language import _, upper_first

ROW = 0.265  # inches
HEAD = 1.35  # inches above the rows, for names that stand upright
FOOT = 0.35  # inches below the rows, for the brackets
LABELS = 2.9  # columns that the names of the topics take
GAP = 0.4  # of a column, before practice today
LIGHTEST, DARKEST = 0.14, 0.5  # how much colour a cell with one sentence, and the fullest, gets


@dataclass(frozen=True)
class Column:
    """One document, or practice today; documents of one family stand together."""

    name: str
    sources: frozenset[str]
    family: str | None

    @property
    def is_today(self) -> bool:
        """Tell whether this is practice today."""
        return self.family is None


@dataclass(frozen=True)
class Coverage:
    """How many sentences of each topic stand in each column."""

    topics: tuple[Topic, ...]
    columns: tuple[Column, ...]
    counts: dict[tuple[str, Column], int]

    def count(self, topic: str, column: Column) -> int:
        """Return how many sentences on `topic` stand in `column`."""
        return self.counts.get((topic, column), 0)

    @property
    def only_today(self) -> tuple[Topic, ...]:
        """The topics on which no document says anything."""
        return tuple(t for t in self.topics if all(self.count(t, c) == 0 for c in self.documents))

    @property
    def only_documents(self) -> tuple[Topic, ...]:
        """The topics on which the course has no sentence of practice today."""
        [today] = [column for column in self.columns if column.is_today]
        return tuple(topic for topic in self.topics if self.count(topic, today) == 0)

    @property
    def documents(self) -> tuple[Column, ...]:
        """The columns of the documents."""
        return tuple(column for column in self.columns if not column.is_today)


def coverage_of(course: Course) -> Coverage:
    """Return what each document and practice today cover, topic by topic."""
    documents = [source for source in course.sources.values() if source.document]
    families = list(dict.fromkeys(source.family for source in documents))
    documents.sort(key=lambda source: families.index(source.family))
    columns = (
        *(Column(s.short.split(",")[0], frozenset({s.id}), s.family) for s in documents),
        Column(
            _("Practice today"),
            frozenset(source.id for source in course.sources.values() if not source.document),
            None,
        ),
    )
    counts: dict[tuple[str, Column], int] = {}
    for claim in course.claims.values():
        standing = {s.source for s in claim.stands}
        for column in columns:
            if standing & column.sources:
                counts[claim.topic, column] = counts.get((claim.topic, column), 0) + 1
    there = {claim.topic for claim in course.claims.values()}
    topics = tuple(topic for topic in get_args(Topic) if topic in there)
    return Coverage(topics, columns, counts)


def coverage(course: Course) -> Figure:
    """Draw the topics as rows, the documents and practice today as columns."""
    covered = coverage_of(course)
    rows = len(covered.topics)
    height = HEAD + rows * ROW + FOOT
    with matplotlib.rc_context(SETTINGS):
        figure, axes = narrow_sheet(height)
        axes.set(
            xlim=(-LABELS, len(covered.columns) + GAP),
            ylim=(rows + FOOT / ROW, -HEAD / ROW),
        )
        for row, topic in enumerate(covered.topics):
            write(axes, (-0.15, row + 0.5), upper_first(topic_name(topic)), ha="right")
            for index, column in enumerate(covered.columns):
                _cell(axes, _left(index, column), row, covered, topic, column)
        for index, column in enumerate(covered.columns):
            middle = _left(index, column) + 0.5
            write(axes, (middle, -0.25), column.name, rotation=90, ha="center", va="bottom")
        _brackets(axes, covered)
        return figure


def _left(index: int, column: Column) -> float:
    return index + (GAP if column.is_today else 0)


def _cell(
    axes: Axes, left: float, row: int, covered: Coverage, topic: str, column: Column
) -> None:
    count = covered.count(topic, column)
    most = max(covered.counts.values())
    colour = TODAY if column.is_today else DOCUMENT
    box: Any = {"xy": (left + 0.05, row + 0.06), "width": 0.9, "height": 0.88}
    if not count:
        axes.add_patch(Rectangle(**box, facecolor="none", edgecolor=HAIR, linewidth=1))
        return
    full = LIGHTEST + (DARKEST - LIGHTEST) * (count / most) ** 0.5
    axes.add_patch(Rectangle(**box, facecolor=colour, alpha=full, linewidth=0))
    write(axes, (left + 0.5, row + 0.5), str(count), ha="center")


def _brackets(axes: Axes, covered: Coverage) -> None:
    """Hold the documents of one family together, below their columns."""
    below = len(covered.topics) + 0.3
    places = enumerate(covered.columns)
    for family, members in groupby(places, key=lambda member: member[1].family):
        ends = [index for index, _column in members]
        if family is None or len(ends) == 1:
            continue
        left, right = ends[0] + 0.1, ends[-1] + 0.9
        axes.plot(
            [left, left, right, right], [below - 0.2, below, below, below - 0.2], color=INK, lw=1
        )
        write(axes, ((left + right) / 2, below + 0.5), _("one family"), ha="center")
