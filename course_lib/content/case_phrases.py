"""Phrases from which made-up cases are written: a short chart, and what a caller says.

In a phrase <name>, <age>, <side>, <number> and <words> are filled in: whose case it is, the side,
a number with its unit, and the words that the finding itself has for the value.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.conditions import Condition
from course_lib.content.findings import RecurrenceType
from course_lib.content.record import Id, Record, Text

Phrases = Annotated[tuple[Text, ...], Field(min_length=1)]
LineId = Literal[
    "call-begins", "nothing-to-tell", "first-side", "first-side-unknown", "operation-unknown",
    "found-side-unknown", "same-tissue", "other-tissue", "near-first", "far-from-first",
    "team-recurrence", "team-new-primary", "depth-breast", "depth-chest-wall",
]


class Saying(Record):
    """What is said of one value of a finding, or of a number from `low` to `high`.

    It can be drawn once `when` is known to hold, with `alone` only where one place is found, and
    `often` weighs it against the others.
    """

    says: Phrases
    when: Condition | None = None
    alone: bool = False
    often: Annotated[int, Field(ge=1, le=20)] = 1
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> "Saying":
        if (self.low is None) != (self.high is None) or (self.low or 0) > (self.high or 0):
            raise ValueError("a number has low and high, in this order")
        return self


class FindingPhrases(Record):
    """The phrases of one finding, whose id it bears, for cases of `types` (all, without them).

    `like` names the finding whose value it mostly shares.
    """

    kind: Literal["finding"]
    id: Id
    types: tuple[RecurrenceType, ...] = ()
    like: Id | None = None
    values: Annotated[dict[Id, Saying], Field(min_length=1)]


class PlacePhrases(Record):
    """How a chart names a place, proven or only suspected, and how the caller speaks of it."""

    kind: Literal["place"]
    id: Id
    place: Id
    proven: Phrases
    suspected: Phrases
    tells: Phrases


class Line(Record):
    """A line that belongs to no finding and no place."""

    kind: Literal["line"]
    id: LineId
    phrases: Phrases


class Ages(Record):
    """From which age to which, both counted."""

    low: Annotated[int, Field(ge=18)]
    high: Annotated[int, Field(le=100)]


class People(Record):
    """Names of nobody in particular, and the ages that go with what is known of the menopause."""

    kind: Literal["people"]
    id: Id
    sex: Literal["woman", "man"]
    names: Phrases
    ages: dict[Literal["before", "after", "unknown"], Ages]

    @model_validator(mode="after")
    def _always_an_age(self) -> "People":
        if "unknown" not in self.ages:
            raise ValueError("ages say what holds while the menopause is unknown")
        return self

    def ages_at(self, menopause: object) -> Ages:
        """Return the ages that go with `menopause`: before, after or, for all else, unknown."""
        if menopause == "before" or menopause == "after":  # noqa: PLR1714 -- narrows the type
            return self.ages.get(menopause, self.ages["unknown"])
        return self.ages["unknown"]


CasePhrases = Annotated[
    FindingPhrases | PlacePhrases | Line | People, Field(discriminator="kind")
]
