"""Kaplan-Meier curves with their intervals, and how many people are still watched below them.

Groups differ in line as well as in colour, and each is named where its curve ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.clinical.cohort import Curve, Point
from course_lib.figures.drawing import (
    ACCENT,
    DOCUMENT,
    HAIR,
    INK,
    LINE,
    LINE_HEIGHT,
    NARROW,
    NARROW_SIZE,
    SETTINGS,
    WIDE,
    broken,
)
from course_lib.language import _

LOOKS = ((ACCENT, "-"), (INK, (0, (6, 2))), (DOCUMENT, (0, (1.5, 1.5))))
TOP, PLOT, FOOT, ROW = 0.42, 2.3, 0.8, 0.52  # inches: title, curves, years, one line of numbers
LEFT, GAP = 0.45, 0.08  # inches before the curves, and before their names
NAMES = {NARROW: 1.05, WIDE: 1.95}  # inches after them, by the width of the figure
TALL = 100 * LINE_HEIGHT / PLOT  # per cent of the height of the curves: a line of a name
BAND = 0.16
SAMPLE = 0.12  # of the width of the curves: a piece of line beside its name


@dataclass(frozen=True)
class Line:
    """One curve as it is drawn: its name, its corners in years and per cent, its band."""

    name: str
    points: tuple[Point, ...]
    end: float
    at_risk: tuple[int, ...]

    @property
    def last(self) -> float:
        """The share at the end of the line, in per cent."""
        return 100 * self.points[-1].share


def lines(curves: Sequence[tuple[str, Curve]], until: int) -> list[Line]:
    """Return what is drawn of `curves` up to `until` years; numbers stand at every whole year."""
    return [
        Line(
            name,
            tuple(point for point in curve.points if point.years <= until),
            min(float(until), curve.last),
            tuple(curve.at_risk(year) for year in range(until + 1)),
        )
        for name, curve in curves
    ]


def kaplan_meier(
    curves: Sequence[tuple[str, Curve]], until: int, title: str, clock: str, width: float = NARROW
) -> Figure:
    """Draw one to three curves up to `until` years.

    `title` says whose share is drawn, in per cent, and `clock` what the years are counted from.
    """
    drawn = lines(curves, until)
    curves_width = width - LEFT - NAMES[width]
    height = TOP + PLOT + FOOT + ROW * (len(drawn) + 0.3)
    with matplotlib.rc_context(SETTINGS | {"font.size": NARROW_SIZE}):
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes(
            (
                LEFT / width,
                1 - (TOP + PLOT) / height,
                curves_width / width,
                PLOT / height,
            )
        )
        axes.set(xlim=(0, until), ylim=(0, 100))
        axes.set_xticks(range(until + 1))
        axes.set_yticks(range(0, 101, 25))
        axes.grid(axis="y", color=HAIR, linewidth=0.8, clip_on=False)
        axes.tick_params(length=0, labelsize=NARROW_SIZE)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        axes.set_axisbelow(True)
        axes.set_xlabel(clock, fontsize=NARROW_SIZE)
        figure.text(0.01, 1 - 0.05 / height, title, va="top", fontsize=NARROW_SIZE)
        for line, (colour, dashes) in zip(drawn, LOOKS, strict=False):
            _draw(axes, line, colour, dashes)
        if len(drawn) > 1:
            names = [broken(line.name, NAMES[width] - GAP) for line in drawn]
            heights = [TALL * (1 + name.count("\n")) for name in names]
            places = spread([line.last for line in drawn], heights)
            for name, place in zip(names, places, strict=True):
                beside = until * (1 + GAP / curves_width)
                axes.text(beside, place, name, va="center", linespacing=1.05)
        _numbers(axes, drawn, until)
        return figure


def spread(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return `places` for names of these heights, moved up so that none covers another."""
    moved = list(places)
    lowest = 0.0
    for index in sorted(range(len(places)), key=lambda one: places[one]):
        moved[index] = max(places[index], lowest + heights[index] / 2)
        lowest = moved[index] + heights[index] / 2
    return moved


def _draw(axes: Axes, line: Line, colour: str, dashes: object) -> None:
    last = line.points[-1]
    ends = (*line.points, Point(line.end, last.share, last.low, last.high))
    years = [point.years for point in ends]
    axes.fill_between(
        years,
        [100 * point.low for point in ends],
        [100 * point.high for point in ends],
        step="post",
        color=colour,
        alpha=BAND,
        linewidth=0,
        clip_on=False,
    )
    axes.step(
        years,
        [100 * point.share for point in ends],
        where="post",
        color=colour,
        linestyle=dashes,
        linewidth=2,
        clip_on=False,
    )


def _numbers(axes: Axes, drawn: Sequence[Line], until: int) -> None:
    """Write below the curves how many people are still watched at each year."""
    how: dict[str, Any] = {
        "transform": axes.get_xaxis_transform(), "va": "center", "fontsize": NARROW_SIZE
    }
    left = -until * 0.03
    below = -FOOT / PLOT
    axes.text(left, below, _("Still followed, without an event"), **how)
    for row, (line, (colour, dashes)) in enumerate(zip(drawn, LOOKS, strict=False)):
        name = below - (row + 0.55) * ROW / PLOT
        if len(drawn) > 1:
            sample = [left, left + until * SAMPLE]
            axes.plot(
                sample, [name, name], color=colour, linestyle=dashes, linewidth=2, clip_on=False,
                transform=axes.get_xaxis_transform(),
            )
            axes.text(sample[1] + until * 0.03, name, line.name, **how)
        for year, count in enumerate(line.at_risk):
            axes.text(year, name - 0.45 * ROW / PLOT, str(count), ha="center", **how)
