"""Statements a learner can read as facts, each with where it stands and how far it was checked."""

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Layer, Record, Text, Verified

Topic = Literal[
    "definition",
    "mechanism",
    "types",
    "symptoms",
    "follow-up",
    "risk",
    "prevention",
    "tests",
    "prognosis",
    "treatment",
    "goals",
    "support",
    "emergencies",
    "nursing care",
]


class Standing(Record):
    """A place in a source, and whether the source says the claim, differs, or contradicts it."""

    source: Id
    place: Text
    stance: Literal["says", "says differently", "contradicts"] = "says"
    note: Text | None = None


class MovedOn(Record):
    """Since when practice has left a claim behind or added to it, and the claims that say so."""

    since: Text
    how: Literal["left behind", "added to"] = "left behind"
    to: Annotated[tuple[Id, ...], Field(min_length=1)]


class Claim(Record):
    """One paraphrased sentence; its id is never used again for another sentence.

    `says` may name numbers as {set.value}; no other digit is a medical number. A claim that no
    lesson uses yet says which lesson will (`planned`) or why it stays (`kept`).
    """

    id: Id
    layer: Layer
    topic: Topic
    says: Text
    stands: Annotated[tuple[Standing, ...], Field(min_length=1)]
    verified: Verified
    disputed_by: tuple[Id, ...] = ()
    moved_on: MovedOn | None = None
    look_again: datetime.date
    planned: Annotated[str, Field(pattern=r"^\d\d$")] | None = None
    kept: Text | None = None

    @model_validator(mode="after")
    def _one_future(self) -> "Claim":
        if self.planned and self.kept:
            raise ValueError("a claim is either planned for a lesson or kept for reference")
        return self
