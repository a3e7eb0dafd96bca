"""Where breast cancer returned first, as three bars."""

from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure

from course_lib.content.course import Course
from course_lib.content.numbers import NumberSet
from course_lib.figures.drawing import (
    DISTANT,
    HERE,
    INK,
    NARROW,
    REGIONAL,
    SETTINGS,
    new_figure,
)
from course_lib.figures.picture import Picture
from course_lib.language import _

NUMBERS = "first-recurrence-netherlands"


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its share in per cent, and how many people it stands for."""

    name: str
    share: float
    count: str
    colour: str


def bars(numbers: NumberSet) -> list[Bar]:
    """Return the three bars of `numbers` (the set first-recurrence-netherlands)."""
    values = numbers.values
    return [
        Bar(name, float(values[key].value), values[f"{key}-count"].number, colour)
        for key, name, colour in (
            ("local", _("Local"), HERE),
            ("regional", _("Regional"), REGIONAL),
            ("distant", _("Distant"), DISTANT),
        )
    ]


def first_recurrence(numbers: NumberSet) -> Figure:
    """Draw the share of first recurrences, in per cent, that were local, regional and distant."""
    drawn = bars(numbers)
    with matplotlib.rc_context(SETTINGS):
        figure = new_figure(NARROW, 2.1)
        axes = figure.subplots()
        axes.barh(
            [bar.name for bar in drawn],
            [bar.share for bar in drawn],
            color=[bar.colour for bar in drawn],
            height=0.62,
        )
        for row, bar in enumerate(drawn):
            axes.text(bar.share + 1.5, row, f"{bar.share:.1f} %", va="center", color=INK)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel(_("share, %"))
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(left=False)
        return figure


def picture(course: Course) -> Picture:
    """Return the three bars with their words."""
    numbers = course.numbers[NUMBERS]
    return Picture(
        first_recurrence(numbers),
        _("Where the cancer returned first."),
        NUMBERS,
        (_("Type"), _("Share"), _("People")),
        tuple((bar.name, f"{bar.share:.1f} %", bar.count) for bar in bars(numbers)),
        ("first-recurrence-mostly-distant",),
    )
