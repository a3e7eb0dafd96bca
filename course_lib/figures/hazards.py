"""Two groups over the years: the yearly risk in steps, and who has had a recurrence so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure

from course_lib.clinical.hazards import Span, share
from course_lib.figures.drawing import (
    ACCENT,
    HAIR,
    INK,
    LINE,
    NARROW,
    NARROW_SIZE,
    SETTINGS,
    broken,
    new_figure,
)
from course_lib.language import _

LOOKS = ((ACCENT, "-"), (INK, (0, (6, 2))))  # groups differ in line as well as in colour
HEIGHT = 3.6
ROOM = 1.05  # of the highest value: a little room above the lines
EDGE = 0.6  # inches beside the title
EVERY = 5  # years from one mark of the axis to the next


@dataclass(frozen=True)
class Line:
    """One line as it is drawn: its name, its years, and the values in per cent."""

    name: str
    years: tuple[int, ...]
    values: tuple[float, ...]


def yearly_lines(groups: Sequence[tuple[str, Sequence[Span]]]) -> tuple[Line, ...]:
    """Return each group's yearly rate: a step at the beginning and one at the end of each span."""
    return tuple(
        Line(
            name,
            tuple(year for span in of for year in (span.start, span.end)),
            tuple(rate for span in of for rate in (span.rate, span.rate)),
        )
        for name, of in groups
    )


def share_lines(groups: Sequence[tuple[str, Sequence[Span]]]) -> tuple[Line, ...]:
    """Return each group's share with recurrence at every full year."""
    return tuple(
        Line(name, years := tuple(range(of[-1].end + 1)), tuple(share(of, y) for y in years))
        for name, of in groups
    )


def over_years(lines: Sequence[Line], title: str, clock: str, width: float = NARROW) -> Figure:
    """Draw `lines`; `title` says what is drawn, `clock` what the years are counted from."""
    last = max(line.years[-1] for line in lines)
    highest = max(value for line in lines for value in line.values)
    with matplotlib.rc_context(SETTINGS | {"font.size": NARROW_SIZE}):
        figure = new_figure(width, HEIGHT)
        axes = figure.subplots()
        for line, (colour, dashes) in zip(lines, LOOKS, strict=True):
            axes.plot(
                line.years, line.values, color=colour, linestyle=dashes, linewidth=2.2,
                label=line.name,
            )
        axes.set(xlim=(0, last), ylim=(0, highest * ROOM))
        axes.set_xticks(range(0, last + 1, EVERY))
        axes.set_xlabel(clock)
        axes.grid(axis="y", color=HAIR, linewidth=0.8)
        axes.tick_params(length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        axes.set_axisbelow(True)
        axes.legend(
            title=broken(title, width - EDGE), alignment="left", loc="lower left",
            bbox_to_anchor=(0, 1), borderaxespad=0.2, frameon=False, labelcolor=INK,
            handlelength=2.6, title_fontsize=NARROW_SIZE,
        )
        return figure


def yearly_title() -> str:
    """Return what the figure of yearly risks shows."""
    return _("Recurrences a year in each hundred")


def share_title() -> str:
    """Return what the figure of total shares shows."""
    return _("With a recurrence so far, of each hundred")
