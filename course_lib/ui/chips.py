"""Source chips: who says it, how far it was checked, and the way to the claim."""

from collections.abc import Iterable

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.language import _
from course_lib.ui.blocks import Chip

MOST_NAMES = 2


def chips(course: Course, claims: Iterable[str], here: bool = False) -> tuple[Chip, ...]:
    """Return a chip for each claim id, in order; `here` is for the sources page itself."""
    elsewhere = "" if here else opens_in_a_new_tab()
    return tuple(
        Chip(claim.id, witnesses(course, claim), claim.layer, claim.says, elsewhere)
        for claim in (course.claims[id_] for id_ in claims)
    )


def one_each(shown: Iterable[Chip]) -> tuple[Chip, ...]:
    """Return the first chip of each witness, where several claims stand in the same source."""
    first: dict[tuple[str, str], Chip] = {}
    for chip in shown:
        first.setdefault((chip.text, chip.layer), chip)
    return tuple(first.values())


def opens_in_a_new_tab() -> str:
    """Return the words that a screen reader adds to a link which leaves the page standing."""
    return _("(opens in a new tab)")


def witnesses(course: Course, claim: Claim) -> str:
    """Return who says `claim`: at most two names, and how many other independent ones.

    Texts of one family are one witness, however many of them say it.
    """
    saying = {s.source for s in claim.stands if s.stance == "says"}
    named: dict[str, str] = {}
    for source in course.sources.values():  # in the order of data/, so that names come first
        if source.id in saying:
            named.setdefault(source.family, source.short)
    names = list(named.values()) or [course.sources[claim.stands[0].source].short]
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown = _("{names} and {n} more").format(names=shown, n=len(names) - MOST_NAMES)
    return shown
