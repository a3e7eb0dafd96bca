"""A forest plot: one row a comparison, a mark at its value and a line as wide as its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from course_lib.figures.drawing import ACCENT, HAIR, INK, LINE, NARROW, NARROW_SIZE, SETTINGS

ROW, TOP, FOOT, EDGE = 0.56, 0.4, 0.66, 0.2  # inches
TOUCHING = 0.28  # of a row: where the words stand above the mark


@dataclass(frozen=True)
class Row:
    """One comparison: its name, its value with the interval, and how it is written."""

    name: str
    value: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Head:
    """A line of words above the rows that belong together."""

    name: str


def forest(
    rows: Sequence[Row], title: str, axis: str, ticks: Sequence[float], width: float = NARROW
) -> Figure:
    """Draw ratios as `rows` on a logarithmic scale with these `ticks`; 1 is no difference."""
    return _rows(rows, title, axis, ticks, width, same=1.0)


def shares(
    rows: Sequence[Row | Head], title: str, axis: str, ticks: Sequence[float], width: float = NARROW
) -> Figure:
    """Draw shares in per cent as `rows` on a plain scale with these `ticks`."""
    return _rows(rows, title, axis, ticks, width, same=None)


def _rows(
    rows: Sequence[Row | Head], title: str, axis: str, ticks: Sequence[float], width: float,
    same: float | None,
) -> Figure:
    height = TOP + ROW * len(rows) + FOOT
    with matplotlib.rc_context(SETTINGS | {"font.size": NARROW_SIZE}):
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes(
            (EDGE / width, FOOT / height, 1 - 2 * EDGE / width, ROW * len(rows) / height)
        )
        if same is not None:
            axes.set_xscale("log")
            axes.axvline(same, color=INK, linewidth=1, clip_on=False)
        axes.set(xlim=(min(ticks), max(ticks)), ylim=(len(rows), 0))
        axes.xaxis.set_major_locator(FixedLocator(list(ticks)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _place: f"{tick:g}"))
        axes.set_yticks([])
        axes.tick_params(length=0, labelsize=NARROW_SIZE)
        axes.grid(axis="x", color=HAIR, linewidth=0.8, clip_on=False)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        axes.set_xlabel(axis, fontsize=NARROW_SIZE)
        figure.text(0.01, 1 - 0.05 / height, title, va="top")
        for place, row in enumerate(rows):
            if isinstance(row, Row):
                _draw(axes, place, row, same, width)
            else:
                how: Any = {"transform": axes.get_yaxis_transform(), "fontweight": "bold"}
                axes.text(0, place + 0.7, row.name, va="center", **how)
        return figure


def _draw(axes: Axes, place: int, row: Row, same: float | None, width: float) -> None:
    unclear = same is not None and row.low <= same <= row.high
    words, mark = place + TOUCHING, place + 0.72
    ends = axes.get_xlim()
    axes.text(0, words, row.name, va="center", transform=axes.get_yaxis_transform())
    if width > NARROW:  # a phone has no room for both: see the table
        axes.text(
            1, words, row.words, va="center", ha="right", transform=axes.get_yaxis_transform()
        )
    inside = [max(row.low, ends[0]), min(row.high, ends[1])]
    axes.plot(inside, [mark, mark], color=ACCENT, linewidth=2, clip_on=False)
    axes.plot(
        [row.value], [mark], marker="o" if unclear else "s", markersize=7, linestyle="none",
        color=ACCENT, markerfacecolor="none" if unclear else ACCENT, clip_on=False,
    )
