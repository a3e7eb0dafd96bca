"""Source chips: who says it, how far it was checked, and the way to the claim."""

from collections.abc import Iterable

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.language import _
from course_lib.ui.blocks import Chip


def chips(course: Course, claims: Iterable[str]) -> tuple[Chip, ...]:
    """Return a chip for each claim id, in order."""
    return tuple(
        Chip(claim.id, witnesses(course, claim), claim.layer, claim.says)
        for claim in (course.claims[id_] for id_ in claims)
    )


def witnesses(course: Course, claim: Claim) -> str:
    """Return who says `claim`: one name, and how many independent others.

    Texts of one family are one witness, however many of them say it.
    """
    saying = [course.sources[s.source] for s in claim.stands if s.stance == "says"]
    named = {source.family: source for source in reversed(saying)}
    if not named:
        return course.sources[claim.stands[0].source].short
    first = saying[0]
    words = first.short if first.document or not first.year else f"{first.short}, {first.year}"
    if str(first.year) in first.short:
        words = first.short
    if len(named) > 1:
        words = _("{first} and {n} more").format(first=words, n=len(named) - 1)
    return words
