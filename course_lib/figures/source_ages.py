"""When the documents were written, beside the years in which practice changed."""

import re
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.names import topic_name
from course_lib.content.sources import Source
from course_lib.figures.drawing import (
    DOCUMENT,
    HAIR,
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

ROW = 0.32  # inches a year, at least
ABOVE = 0.2  # inches above the names that stand upright
# Places across the figure, in hundredths of its width.
YEARS, BARS, BAR, DOTS, DOT, MOST_DOTS = 12.5, 14.0, 6.2, 41.0, 2.8, 5


@dataclass(frozen=True)
class Written:
    """When one document was written: in one year, or within a span it does not state itself."""

    name: str
    first: int
    last: int
    dated: bool


@dataclass(frozen=True)
class Change:
    """A year in which practice left a claim of the documents behind, or added to it."""

    year: int
    claim: Claim


def written(course: Course) -> list[Written]:
    """Return when each document with a known time was written, the oldest first."""
    spans = [
        Written(_name(source), first, last, source.year is not None)
        for source in _documents(course)
        if (first := source.year or source.year_from) and (last := source.year or source.year_to)
    ]
    return sorted(spans, key=lambda span: (span.first, span.last))


def undated(course: Course) -> list[str]:
    """Return the names of the documents whose time nobody knows."""
    known = {span.name for span in written(course)}
    return [_name(source) for source in _documents(course) if _name(source) not in known]


def changes(course: Course) -> list[Change]:
    """Return every change of practice that a claim of the documents carries, the oldest first."""
    found = [
        Change(int(year[0]), claim)
        for claim in course.claims.values()
        if claim.moved_on and (year := re.search(r"\d{4}", claim.moved_on.since))
    ]
    return sorted(found, key=lambda change: change.year)


def later_than(course: Course, document: Written) -> int:
    """Return how many of the changes came after `document` was written, as far as is known."""
    return sum(change.year > document.last for change in changes(course))


def source_ages(course: Course) -> Figure:
    """Draw the years downwards: documents as bars, changes as dots with their topics."""
    spans, changed = written(course), changes(course)
    years = [span.first for span in spans] + [change.year for change in changed]
    years += [span.last for span in spans]
    first, last = min(years), max(years)
    by_year = {
        year: [change for change in changed if change.year == year]
        for year in dict.fromkeys(change.year for change in changed)
    }
    lines = max(_topics(some).count("\n") + 1 for some in by_year.values())
    tall = max(ROW, lines * LINE_HEIGHT)
    head = max(width_of(span.name) for span in spans) + ABOVE
    with matplotlib.rc_context(SETTINGS):
        figure, axes = narrow_sheet(head + (last - first + 1) * tall)
        axes.set(xlim=(0, 100), ylim=(last + 1, first - head / tall))
        for year in range(first, last + 1):
            axes.plot([0, 100], [year, year], color=HAIR, lw=0.8)
            write(axes, (YEARS, year + 0.5), str(year), ha="right")
        for place, span in enumerate(spans):
            _bar(axes, BARS + place * BAR, span)
            middle = BARS + (place + 0.5) * BAR - 1
            write(axes, (middle, first - 0.2), span.name, rotation=90, ha="center", va="bottom")
        words = broken(_("Changes of practice"), (100 - DOTS) / 100 * NARROW)
        write(axes, (DOTS - 1, first - 0.2), words, va="bottom", linespacing=1.05)
        for year, some in by_year.items():
            _dots(axes, year, some)
        return figure


def _documents(course: Course) -> list[Source]:
    return [source for source in course.sources.values() if source.document]


def _name(source: Source) -> str:
    return source.short.split(",")[0]


def _bar(axes: Axes, left: float, span: Written) -> None:
    """Draw a document: filled where it is dated, a dashed frame where only a span is known."""
    years = span.last - span.first + 1
    box: Any = {"xy": (left, span.first + 0.08), "width": BAR - 2, "height": years - 0.16}
    if span.dated:
        axes.add_patch(Rectangle(**box, facecolor=DOCUMENT, linewidth=0))
    else:
        axes.add_patch(
            Rectangle(**box, facecolor="none", edgecolor=DOCUMENT, linewidth=1.6, linestyle="--")
        )


def _dots(axes: Axes, year: int, changed: list[Change]) -> None:
    """Draw a dot for each change of `year`, and the topics they belong to."""
    for place in range(len(changed)):
        x = DOTS + DOT * (place % MOST_DOTS)
        axes.plot([x], [year + 0.5], marker="o", markersize=6.5, color=TODAY, linewidth=0)
    write(axes, (_after(changed), year + 0.5), _topics(changed), linespacing=1.05)


def _topics(changed: list[Change]) -> str:
    """Return the topics of `changed` in as many lines as they need beside their dots."""
    topics = dict.fromkeys(topic_name(change.claim.topic) for change in changed)
    return broken(upper_first(", ".join(topics)), (100 - _after(changed)) / 100 * NARROW)


def _after(changed: list[Change]) -> float:
    """Return where the dots of `changed` end, in hundredths of the width."""
    return DOTS + DOT * (min(len(changed), MOST_DOTS) - 0.2)
