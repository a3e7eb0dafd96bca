"""Find claims: by topic, layer, source, how far they were checked, dispute, age and words."""

import datetime
import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import get_args

from course_lib.content.claims import Claim, Standing
from course_lib.content.course import Course
from course_lib.content.record import Layer, Verified

MOST_CHOICES = 20  # more than this is no sentence any more


def find(  # noqa: PLR0913 -- each filter is one keyword
    course: Course,
    *,
    topic: str | None = None,
    layer: str | None = None,
    source: str | None = None,
    family: str | None = None,
    stance: str | None = None,
    verified: str | None = None,
    disputed: bool = False,
    moved_on: bool = False,
    text: str = "",
    due: datetime.date | None = None,
) -> list[Claim]:
    """Return the claims that pass every filter given, in the order of their files.

    `source`, `family` and `stance` look at one standing together: a source that differs, not one
    source and another that differs. `disputed` and `moved_on` ask for such claims only; left
    False they filter nothing. `text` wants each of its words in the claim's id, sentence or
    notes, whatever the case and the accents. `due` wants the claims to look at again by that day.
    """
    in_dispute = disputed_claims(course) if disputed else frozenset()
    words = plain_letters(text).split()

    def stands(standing: Standing) -> bool:
        return (
            (source is None or standing.source == source)
            and (family is None or course.sources[standing.source].family == family)
            and (stance is None or standing.stance == stance)
        )

    def passes(claim: Claim) -> bool:
        return (
            (topic is None or claim.topic == topic)
            and (layer is None or claim.layer == layer)
            and (verified is None or claim.verified == verified)
            and (not disputed or claim.id in in_dispute)
            and (not moved_on or claim.moved_on is not None)
            and (due is None or claim.look_again <= due)
            and any(map(stands, claim.stands))
            and _holds(claim, words)
        )

    return [claim for claim in course.claims.values() if passes(claim)]


def disputed_claims(course: Course) -> frozenset[str]:
    """Return the ids of all claims that another claim or a disagreement sets against another."""
    pairs = (
        (claim.id, *claim.disputed_by) for claim in course.claims.values() if claim.disputed_by
    )
    held = (
        position.claims
        for disagreement in course.disagreements.values()
        for position in disagreement.positions
    )
    return frozenset(id_ for group in (*pairs, *held) for id_ in group)


def plain_letters(text: str) -> str:
    """Return `text` as it is compared: lower case, no accents, every space a plain one."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _holds(claim: Claim, words: list[str]) -> bool:
    if not words:
        return True
    notes = (standing.note or "" for standing in claim.stands)
    whole = plain_letters(" ".join((claim.id, claim.says, *notes)))
    return all(word in whole for word in words)


def choices(course: Course) -> dict[str, tuple[str, ...]]:
    """Return what each filter of words can be: its values that occur, in order."""
    standings = [s for claim in course.claims.values() for s in claim.stands]
    found: dict[str, Iterable[str]] = {
        "topic": (claim.topic for claim in course.claims.values()),
        "layer": get_args(Layer),
        "source": (standing.source for standing in standings),
        "family": (course.sources[standing.source].family for standing in standings),
        "stance": get_args(Standing.model_fields["stance"].annotation),
        "verified": get_args(Verified),
    }
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def unknown(wanted: Mapping[str, str | None], known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a sentence for each filter whose value no claim could have."""
    return [
        f"No claim has the {name} “{value}”. {_offer(value, known[name])}"
        for name, value in wanted.items()
        if value is not None and value not in known[name]
    ]


def _offer(value: str, known: tuple[str, ...]) -> str:
    if len(known) <= MOST_CHOICES:
        return f"Choose one of: {', '.join(known)}."
    near = difflib.get_close_matches(value, known, n=5, cutoff=0.4) or known[:5]
    return f"Did you mean one of: {', '.join(near)}? There are {len(known)} in all."
