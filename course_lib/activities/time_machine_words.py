"""What the time machine says and shows: its questions, its people, its verdicts, whose years."""

from collections.abc import Sequence

from course_lib.clinical.hazards import OUT_OF, Span, rate, share, whole_people
from course_lib.content.course import Course
from course_lib.figures.drawing import NARROW, WIDE, light, svg
from course_lib.figures.hazards import (
    over_years,
    share_lines,
    share_title,
    yearly_lines,
    yearly_title,
)
from course_lib.language import _
from course_lib.ui.blocks import Callout, Details, Drawing, Paragraph, Table
from course_lib.ui.chips import chips
from course_lib.ui.people import Group, Hundred

NEWER = "distant-recurrence-by-period-ebctcg"
NEWER_CLAIMS = ("distant-recurrence-has-fallen", "older-tables-too-high")
CLAIMS = (
    "yearly-risk-by-receptor",
    "yearly-and-total-risk-cross",
    "risk-peaks-early",
    "receptor-negative-returns-early",
    *NEWER_CLAIMS,
)
COMPARED = ("er-positive-n1-3", "er-positive-n4-9", "er-negative-n0", "er-negative-n1-3",
            "er-negative-n4-9")
EXAMPLE = "er-positive-n1-3"
STEP = 5  # years between the rows of the table of shares

Groups = tuple[Sequence[Span], Sequence[Span]]


def names() -> tuple[str, str]:
    """Return the names of the two groups."""
    return _("Oestrogen receptor-positive"), _("Oestrogen receptor-negative")


def questions() -> dict[str, str]:
    """Return what the learner is to guess and to find, by view."""
    return {
        "yearly": _(
            "At first, the yearly risk is higher after receptor-negative cancer. After how many "
            "years is it higher after receptor-positive cancer?"
        ),
        "total": _(
            "After how many years have more of the hundred with receptor-positive cancer had a "
            "recurrence than of the hundred with receptor-negative cancer?"
        ),
    }


def found() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return what there was to find, and the claims that say so, by view."""
    return {
        "yearly": (
            _(
                "A quiet start is no promise: what looks like the better group at first carries "
                "the higher risk later."
            ),
            ("yearly-risk-by-receptor", "risk-peaks-early"),
        ),
        "total": (
            _(
                "A head start is not lost at once. The yearly risks change places first; then it "
                "takes years until the sums do."
            ),
            ("yearly-and-total-risk-cross", "receptor-negative-returns-early"),
        ),
    }


def slider_label() -> str:
    """Return what the slider moves."""
    return _("Years of follow-up")


def said(view: str, year: int, groups: Groups) -> str:
    """Return the year and what is seen in it, in one sentence."""
    if view == "yearly":
        positive, negative = (rate(of, year) for of in groups)
        return _(
            "From year {year} to year {next}: {positive:g} % with receptor-positive, "
            "{negative:g} % with receptor-negative cancer."
        ).format(year=year, next=year + 1, positive=positive, negative=negative)
    now = [whole_people(share(of, year)) for of in groups]
    return _(
        "By year {year}: {positive} of 100 with receptor-positive, {negative} of 100 with "
        "receptor-negative cancer."
    ).format(year=year, positive=now[0], negative=now[1])


def yearly_people(name: str, of: Sequence[Span], year: int, shown: bool) -> Hundred:
    """Return a hundred without recurrence so far, and in how many it comes in the year ahead."""
    ill = whole_people(rate(of, year)) if shown else 0
    if not shown:
        return _waiting(name)
    return Hundred(name, (
        Group("new", ill, _("recurrence in this year")),
        Group("open", OUT_OF - ill, _("no recurrence in this year")),
    ))


def total_people(name: str, of: Sequence[Span], year: int, shown: bool) -> Hundred:
    """Return a hundred at the start, and in how many it has come after so many years."""
    if not shown:
        return _waiting(name)
    so_far = whole_people(share(of, year))
    before = whole_people(share(of, max(0, year - 1)))
    return Hundred(name, (
        Group("full", before, _("recurrence in an earlier year")),
        Group("new", so_far - before, _("recurrence in the last year")),
        Group("open", OUT_OF - so_far, _("no recurrence so far")),
    ))


def _waiting(name: str) -> Hundred:
    return Hundred(name, (Group("open", OUT_OF, _("people: guess first, then look")),))


def verdict_words(
    view: str, verdict: str, year: int, groups: Groups, guessed: str
) -> tuple[str, str]:
    """Return the title and the reason of a verdict on the `year` at which the learner stopped."""
    if view == "yearly":
        values = [f"{rate(of, year):g}\u00a0%" for of in groups]
    else:
        values = [_("{n} of 100").format(n=whole_people(share(of, year))) for of in groups]
    compared = _("At year {year} it is {positive} with receptor-positive and {negative} with "
                 "receptor-negative cancer.").format(
        year=year, positive=values[0], negative=values[1])
    title = {
        "early": _("Not yet."),
        "level": _("You have found it: they draw level."),
        "right": _("You have found it."),
        "late": _("There is an earlier year."),
    }[verdict]
    more = {
        "early": _("Move on."),
        "level": _("One year more, and it shows in whole people."),
        "right": _("It is the first year in which this is so."),
        "late": _("Go back to the first one."),
    }[verdict]
    words = [compared, more]
    if verdict in {"level", "right"} and guessed.isdigit():
        words.append(_("Your guess was about {n} years.").format(n=guessed))
    return title, " ".join(words)


def whose(course: Course, numbers: str) -> Callout:
    """Return whose years these are, what is counted, and what they must not be used for."""
    counted = course.numbers[numbers]
    return Callout("notice", _("A population, not this person"), (
        Paragraph(_("{people}; {period}. Counted is recurrence of breast cancer.").format(
            people=counted.population, period=counted.period)),
        Paragraph(counted.not_for, strong=True),
        Paragraph(
            _("People are whole: each number is rounded, and halves count as one. How many so far "
              "is worked out from the yearly rates, as if nobody died of anything else before."),
            quiet=True,
        ),
    ))


def newer(course: Course) -> Callout:
    """Return the modern comparison that always stands beside the older cohort."""
    values = course.numbers[NEWER].values
    before, after = (
        whole_people(float(values[f"{EXAMPLE}-{when}"].value)) for when in ("1990s", "2000s")
    )
    example = _(
        "Of 100 women with receptor-positive cancer and 1 to 3 involved nodes, about {before} had "
        "a distant recurrence within 10 years if diagnosed in the 1990s, and about {after} if "
        "diagnosed from 2000 to 2009."
    ).format(before=before, after=after)
    rows = tuple(
        (_kind(key), str(values[f"{key}-1990s"]), str(values[f"{key}-2000s"])) for key in COMPARED
    )
    table = Table(
        _("Distant recurrence within 10 years of diagnosis, by years of diagnosis"),
        (_("Cancer"), _("1990s"), _("2000 to 2009")),
        rows,
    )
    counted = course.numbers[NEWER]
    who = _("{people}; {period}. Distant recurrence only, so these cannot be subtracted from the "
            "pictures above.").format(people=counted.population, period=counted.period)
    claims = tuple(
        Paragraph(course.claims[id_].says, chips(course, [id_])) for id_ in NEWER_CLAIMS
    )
    return Callout("moved-on", _("Since then it has become rarer"), (
        Paragraph(example),
        *claims,
        Details("newer", _("The newer numbers"), (table, Paragraph(who, quiet=True))),
    ))


def _kind(key: str) -> str:
    receptor = names()[0 if key.startswith("er-positive") else 1]
    nodes = {
        "n0": _("no involved nodes"),
        "n1-3": _("1 to 3 involved nodes"),
        "n4-9": _("4 to 9 involved nodes"),
    }[key.removeprefix("er-positive-").removeprefix("er-negative-")]
    return _("{receptor}, {nodes}").format(receptor=receptor, nodes=nodes)


def drawing(course: Course, view: str, groups: Sequence[tuple[str, Sequence[Span]]]) -> Drawing:
    """Return the lines of both groups over all years, with whose years they are."""
    yearly = view == "yearly"
    lines = yearly_lines(groups) if yearly else share_lines(groups)
    title = yearly_title() if yearly else share_title()
    narrow, wide = (
        light(svg(over_years(lines, title, slider_label(), width))) for width in (NARROW, WIDE)
    )
    counted = course.numbers["yearly-hazard-colleoni"]
    caption = _(
        "{title}. {message} Recurrence of breast cancer; {people}; {period}. A population, not "
        "this person."
    ).format(
        title=title,
        message=_highest(groups) if yearly else _so_far(groups),
        people=counted.population,
        period=counted.period,
    )
    return Drawing(narrow, wide, caption)


def _highest(groups: Sequence[tuple[str, Sequence[Span]]]) -> str:
    highest = [(name, max(spans, key=lambda span: span.rate)) for name, spans in groups]
    return " ".join(
        _("{name}: highest in years {start} to {end}, with {rate:g}\u00a0%.").format(
            name=name, start=span.start, end=span.end, rate=span.rate
        )
        for name, span in highest
    )


def _so_far(groups: Sequence[tuple[str, Sequence[Span]]]) -> str:
    return " ".join(
        _("{name}: {people} of 100 after {years} years.").format(
            name=name,
            people=whole_people(share(spans, spans[-1].end)),
            years=spans[-1].end,
        )
        for name, spans in groups
    )


def all_numbers(view: str, groups: Groups) -> tuple[Table, ...]:
    """Return the numbers of the figure as a table."""
    head = (_("Years of follow-up"), *names())
    if view == "yearly":
        rows = tuple(
            (
                _("{start} to {end}").format(start=one.start, end=one.end),
                f"{one.rate:g}\u00a0%",
                f"{other.rate:g}\u00a0%",
            )
            for one, other in zip(*groups, strict=True)
        )
        return (Table(_("Recurrences a year in each hundred"), head, rows),)
    last = groups[0][-1].end
    years = sorted({*range(0, last + 1, STEP), *range(STEP, 2 * STEP)})
    shares = tuple(
        (str(year), *(str(whole_people(share(of, year))) for of in groups)) for year in years
    )
    return (Table(_("How many of 100 have had a recurrence so far"), head, shares),)
