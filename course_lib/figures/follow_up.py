"""The visits of follow-up after early breast cancer, year by year."""

from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure

from course_lib.content.course import Course
from course_lib.content.numbers import NumberSet
from course_lib.figures.drawing import INK, LINE, NARROW, SETTINGS, TODAY, new_figure
from course_lib.figures.picture import Picture
from course_lib.language import _

NUMBERS = "follow-up-schedule"
YEARS = 10
MONTHS = 12


@dataclass(frozen=True)
class Year:
    """One year of follow-up: the fewest and the most visits that the interval makes."""

    year: int
    fewest: int
    most: int


def years(numbers: NumberSet) -> tuple[Year, ...]:
    """Return the visits of each year that the intervals (in months) of `numbers` make.

    An interval of m months makes 12 / m visits a year.
    """
    value = {key: int(one.value) for key, one in numbers.values.items()}
    found = []
    for year in range(1, YEARS + 1):
        if year <= value["first-until"]:
            low, high = value["first-low"], value["first-high"]
        elif year <= value["later-until"]:
            low, high = value["later-low"], value["later-high"]
        else:
            low = high = MONTHS
        found.append(Year(year, MONTHS // high, MONTHS // low))
    return tuple(found)


def follow_up(numbers: NumberSet) -> Figure:
    """Draw the visits of each year: filled for the fewest, open for those that may be added."""
    with matplotlib.rc_context(SETTINGS):
        figure = new_figure(NARROW, 3.6)
        axes = figure.subplots()
        for one in years(numbers):
            for visit in range(1, one.most + 1):
                axes.plot(
                    visit, one.year, "o", markersize=11, color=TODAY,
                    markerfacecolor=TODAY if visit <= one.fewest else "none",
                )
        axes.invert_yaxis()
        axes.set_xlim(0.5, 4.8)
        axes.set_yticks(range(1, YEARS + 1))
        axes.set_xticks([1, 2, 3, 4])
        axes.set_xlabel(_("visits in the year"), color=INK)
        axes.set_ylabel(_("year after treatment"), color=INK)
        axes.grid(axis="y", color=LINE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(left=False)
        return figure


def picture(course: Course) -> Picture:
    """Return the years of follow-up with their words."""
    numbers = course.numbers[NUMBERS]
    rows = tuple(
        (
            str(one.year),
            str(one.most) if one.fewest == one.most
            else _("{few} to {many}").format(few=one.fewest, many=one.most),
        )
        for one in years(numbers)
    )
    return Picture(
        follow_up(numbers),
        _(
            "Visits are close together at first and yearly later; an open circle may be added. "
            "A mammogram belongs to every year."
        ),
        NUMBERS,
        (_("Year"), _("Visits")),
        rows,
        ("follow-up-visit-intervals", "follow-up-yearly-mammogram"),
    )
