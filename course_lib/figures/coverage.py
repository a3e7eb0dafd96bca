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
    LINE_HEIGHT,
    NARROW,
    SETTINGS,
    TODAY,
    broken,
    narrow_sheet,
    width_of,
    write,
)
from course_lib.language import _, upper_first

ROW = 0.265  # inches
FOOT = 0.35  # inches below the rows, for the brackets
NARROWEST = 0.3  # inches that a column needs for its number
TICK = 0.05  # inches that a bracket points up
BESIDE = 0.08  # inches between words and the cells that they name
GAP = 0.4  # of a column, before practice today
LIGHTEST, DARKEST = 0.12, 0.4  # how much colour a cell with one sentence, and the fullest, gets


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
    rows, columns = len(covered.topics), len(covered.columns) + GAP
    room = NARROW - columns * NARROWEST - BESIDE
    names = [broken(upper_first(topic_name(topic)), room) for topic in covered.topics]
    labels = max(width_of(line) for name in names for line in name.splitlines()) + BESIDE
    lines = max(len(name.splitlines()) for name in names)
    tall = max(ROW, lines * LINE_HEIGHT + BESIDE)
    head = max(width_of(column.name) for column in covered.columns) + 2 * BESIDE
    wide = (NARROW - labels) / columns
    with matplotlib.rc_context(SETTINGS):
        figure, axes = narrow_sheet(head + rows * tall + FOOT)
        axes.set(
            xlim=(-labels / wide, columns),
            ylim=(rows + FOOT / tall, -head / tall),
        )
        for row, (topic, name) in enumerate(zip(covered.topics, names, strict=True)):
            write(axes, (-BESIDE / wide, row + 0.5), name, ha="right", linespacing=1.05)
            for index, column in enumerate(covered.columns):
                _cell(axes, _left(index, column), row, covered, topic, column)
        for index, column in enumerate(covered.columns):
            middle = _left(index, column) + 0.5
            place = (middle, -BESIDE / tall)
            write(axes, place, column.name, rotation=90, ha="center", va="bottom")
        _brackets(axes, covered, tall)
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


def _brackets(axes: Axes, covered: Coverage, tall: float) -> None:
    """Hold the documents of one family together, below their columns; a row is `tall` inches."""
    below = len(covered.topics) + BESIDE / tall
    places = enumerate(covered.columns)
    for family, members in groupby(places, key=lambda member: member[1].family):
        ends = [index for index, _column in members]
        if family is None or len(ends) == 1:
            continue
        left, right = ends[0] + 0.1, ends[-1] + 0.9
        words = _("one family")
        axes.plot(
            [left, left, right, right],
            [below - TICK / tall, below, below, below - TICK / tall],
            color=INK,
            lw=1,
        )
        write(axes, ((left + right) / 2, below + LINE_HEIGHT / 2 / tall), words, ha="center")
