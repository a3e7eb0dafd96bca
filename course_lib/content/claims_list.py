"""Claims as rows of plain values, for a table, a file or a line of text."""

from typing import Any

from course_lib.content.claims import Claim, Standing
from course_lib.content.course import Course
from course_lib.content.search import disputed_claims

COLUMNS = (
    "id", "layer", "topic", "says", "stands", "verified", "disputed", "moved_on_since",
    "moved_on_to", "look_again", "planned", "kept", "signed_off",
)


def table(course: Course, claims: list[Claim]) -> list[dict[str, Any]]:
    """Return a row with all COLUMNS for each claim; every value is text, a list, a flag or None."""
    in_dispute = disputed_claims(course)
    return [
        {
            "id": claim.id,
            "layer": claim.layer,
            "topic": claim.topic,
            "says": claim.says,
            "stands": [_standing(course, standing) for standing in claim.stands],
            "verified": claim.verified,
            "disputed": claim.id in in_dispute,
            "moved_on_since": claim.moved_on.since if claim.moved_on else None,
            "moved_on_to": list(claim.moved_on.to) if claim.moved_on else [],
            "look_again": claim.look_again.isoformat(),
            "planned": claim.planned,
            "kept": claim.kept,
            "signed_off": _signed_off(course, claim),
        }
        for claim in claims
    ]


def as_text(row: dict[str, Any]) -> str:
    """Return a row as a short paragraph: id and sentence, who says it, and its marks."""
    marks = [f"verified: {row['verified']}"]
    if row["disputed"]:
        marks.append("disputed")
    if row["moved_on_since"]:
        marks.append(f"moved on: {row['moved_on_since']}, to {', '.join(row['moved_on_to'])}")
    return f"{row['id']}: {row['says']}\n  {'; '.join(row['stands'])}\n  [{', '.join(marks)}]\n"


def _signed_off(course: Course, claim: Claim) -> str | None:
    sign_off = course.signed_off("claims", claim.id)
    return sign_off.who if sign_off else None


def _standing(course: Course, standing: Standing) -> str:
    who = f"{course.sources[standing.source].short}, {standing.place}"
    stance = standing.stance if standing.stance != "says" else None
    more = ": ".join(part for part in (stance, standing.note) if part)
    return f"{who} ({more})" if more else who
