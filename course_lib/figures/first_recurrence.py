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

    @property
    def percent(self) -> str:
        """The share as it is written."""
        return f"{self.share:.1f} %"


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
            axes.text(bar.share + 1.5, row, bar.percent, va="center", color=INK)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel(_("share, %"))
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(left=False)
        return figure


def message(drawn: list[Bar]) -> str:
    """Say what the bars show, the longest first."""
    most, second, least = sorted(drawn, key=lambda bar: bar.share, reverse=True)
    return _(
        "The first recurrence was most often {most} ({most_share}), less often {second} "
        "({second_share}) and least often {least} ({least_share})."
    ).format(
        most=most.name.lower(),
        most_share=most.percent,
        second=second.name.lower(),
        second_share=second.percent,
        least=least.name.lower(),
        least_share=least.percent,
    )


def picture(course: Course) -> Picture:
    """Return the three bars with their words."""
    numbers = course.numbers[NUMBERS]
    drawn = bars(numbers)
    return Picture(
        first_recurrence(numbers),
        message(drawn),
        NUMBERS,
        (_("Type"), _("Share"), _("People")),
        tuple((bar.name, bar.percent, bar.count) for bar in drawn),
        ("first-recurrence-mostly-distant",),
    )
