"""What the activities on the women of GBSG2 share: whose data they are, curves, shares in words."""

from collections.abc import Mapping, Sequence

from course_lib.clinical.cohort import Curve, Point, Ratio, Split, curve, recurrence_free, women
from course_lib.content.course import Course
from course_lib.figures.drawing import NARROW, WIDE, light, svg
from course_lib.figures.kaplan_meier import kaplan_meier
from course_lib.language import _
from course_lib.ui.blocks import Bullets, Callout, Details, Drawing, Paragraph, Table
from course_lib.ui.chips import chips

WHO_CLAIMS = ("gbsg2-where-from", "gbsg2-data")
MORE_CLAIMS = ("gbsg2-treated-then", "gbsg2-not-all-by-chance", "older-tables-too-high")
COHORT_CLAIMS = (*WHO_CLAIMS, *MORE_CLAIMS)


def years(course: Course) -> int:
    """Return how many years after the diagnosis the curves are drawn and read."""
    return int(course.numbers["gbsg2-five-years"].values["years"].value)


def curves_of(split: Split) -> dict[str, Curve]:
    """Return the curve of each group of `split`, by its id."""
    everyone = women()
    return {
        group.id: curve(recurrence_free(split.members(group, everyone))) for group in split.groups
    }


def percent(point: Point) -> str:
    """Return the share at `point` with its interval, in words."""
    return _("{share:.1f} % ({low:.1f} to {high:.1f})").format(
        share=100 * point.share, low=100 * point.low, high=100 * point.high
    )


def ratio_words(ratio: Ratio) -> str:
    """Return `ratio` with its interval, in words."""
    return _("{value:.2f} ({low:.2f} to {high:.2f})").format(
        value=ratio.value, low=ratio.low, high=ratio.high
    )


def shares_at(years: float, curves: Sequence[tuple[str, Curve]]) -> str:
    """Return the share of each of the named `curves` after so many years, in words."""
    return "; ".join(
        _("{name} {share:.1f} %").format(name=name, share=100 * curve.at(years).share)
        for name, curve in curves
    )


def is_clear(ratio: Ratio) -> bool:
    """Tell whether the interval of `ratio` leaves “no difference” out."""
    return not ratio.low <= 1 <= ratio.high


def who(course: Course) -> str:
    """Return whom every figure of the cohort is about, and what is counted, in words."""
    data = course.numbers["gbsg2-data"]
    return _(
        "{people}; {period}. Counted is recurrence or death, whichever came first. "
        "A population of its time, not this person."
    ).format(people=data.population, period=data.period)


def curves_drawing(course: Course, split: Split, curves: Mapping[str, Curve]) -> Drawing:
    """Return the curves of `split` as a figure with its caption."""
    until = years(course)
    named = [(group.name, curves[group.id]) for group in split.groups]
    words = (_("Alive without recurrence, %"), _("years after diagnosis"))
    narrow, wide = (
        light(svg(kaplan_meier(named, until, *words, width))) for width in (NARROW, WIDE)
    )
    caption = _("{factor}: alive without recurrence at {years} years: {shares}. {who}").format(
        factor=split.name, years=until, shares=shares_at(until, named), who=who(course)
    )
    return Drawing(narrow, wide, caption)


def curves_table(course: Course, split: Split, curves: Mapping[str, Curve]) -> Table:
    """Return the numbers of the curves of `split`: the same as the figure, in words."""
    until = years(course)
    rows = tuple(
        (
            group.name,
            str(curves[group.id].people),
            str(curves[group.id].events),
            percent(curves[group.id].at(until)),
            ", ".join(str(curves[group.id].at_risk(year)) for year in range(until + 1)),
        )
        for group in split.groups
    )
    head = (
        split.name,
        _("Women"),
        _("Recurrence or death, ever"),
        _("Alive without recurrence at {years} years (95 % interval)").format(years=until),
        _("Still followed at 0 to {years} years").format(years=until),
    )
    return Table(_("The curves as a table"), head, rows, wide=True)


def cohort_notice(course: Course) -> Callout:
    """Return who these women were and were not: it stands beside every figure of them."""
    limit = Paragraph(course.numbers["gbsg2-data"].not_for, strong=True)
    more = Details("whose", _("More on these women"), (sentences(course, MORE_CLAIMS),))
    blocks = (limit, sentences(course, WHO_CLAIMS), more)
    return Callout("notice", _("Whose lives these curves tell"), blocks)


def sentences(course: Course, claims: Sequence[str]) -> Bullets:
    """Return each of `claims` as a sentence with its chip."""
    said = (Paragraph(course.claims[id_].says, chips(course, [id_])) for id_ in claims)
    return Bullets(tuple(said))
