"""Survivors: ten years of calls and visits, how fast each asks for help, and what it was."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text
from course_lib.content.urgency import LEVELS, Judgement, Level

YEARS = 10
Found = Literal["recurrence", "late effect", "side effect", "something else", "nothing new"]


class Call(Record):
    """One call or visit: what the person says, how fast it asks for help, and what came of it.

    `reasons` answers each of the four levels; `then` is the story, and `found` names what it was.
    """

    id: Id
    year: Annotated[float, Field(ge=0, le=YEARS)]
    when: Text
    says: Text
    judgement: Judgement
    reasons: dict[Level, Text]
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    then: Text
    found: Found

    @model_validator(mode="after")
    def _every_choice_answered(self) -> "Call":
        if set(self.reasons) != set(LEVELS):
            raise ValueError("reasons answers each of the four levels")
        return self

    @property
    def all_claims(self) -> tuple[str, ...]:
        """The claims behind the call and its urgency, each once."""
        return tuple(dict.fromkeys((*self.judgement.level_from, *self.claims)))


class Survivor(Record):
    """A person after breast cancer, and the calls of ten years in their order."""

    id: Id
    name: Text
    path: Literal["core", "more"]
    first: Text
    calls: Annotated[tuple[Call, ...], Field(min_length=4)]

    @model_validator(mode="after")
    def _in_order(self) -> "Survivor":
        years = [call.year for call in self.calls]
        if years != sorted(set(years)):
            raise ValueError("each call comes later than the one before it")
        if len({call.id for call in self.calls}) != len(self.calls):
            raise ValueError("the ids of the calls differ from one another")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all calls, each once."""
        return tuple(dict.fromkeys(claim for call in self.calls for claim in call.all_claims))
