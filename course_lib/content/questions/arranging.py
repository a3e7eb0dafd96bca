"""Questions whose parts are arranged: sorted into bins, put in order, or matched."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from course_lib.content.questions.asked import Asked, Claims, refuse_twins
from course_lib.content.record import Id, Record, Text


class Bin(Record):
    """A place to put things when sorting."""

    id: Id
    text: Text


class Item(Record):
    """A finding to sort: its bin, what is told for each bin, and what a wrong bin stands for."""

    id: Id
    text: Text
    bin: Id
    feedback: dict[Id, Text]
    misconception: Text
    claims: tuple[Id, ...] = ()


class Sorting(Asked):
    """Findings to sort into bins, with feedback for every choice."""

    kind: Literal["sort"]
    bins: Annotated[tuple[Bin, ...], Field(min_length=2)]
    items: Annotated[tuple[Item, ...], Field(min_length=2)]
    claims: Annotated[tuple[Id, ...], Field(validate_default=True)] = ()
    """The claims of the question and of all its items, each once."""

    @field_validator("claims")
    @classmethod
    def _with_those_of_items(cls, claims: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        items: tuple[Item, ...] = info.data.get("items", ())
        every = (*claims, *(claim for item in items for claim in item.claims))
        if items and not every:
            raise ValueError("the question, or each of its items, names its claims")
        return tuple(dict.fromkeys(every))

    @model_validator(mode="after")
    def _every_choice_answered(self) -> Self:
        bins = {bin_.id for bin_ in self.bins}
        refuse_twins("bin ids", (bin_.id for bin_ in self.bins))
        refuse_twins("item ids", (item.id for item in self.items))
        refuse_twins("items", (item.text for item in self.items))
        for item in self.items:
            if item.bin not in bins:
                raise ValueError(f"“{item.id}” belongs to no bin of this question")
            if set(item.feedback) != bins:
                raise ValueError(f"“{item.id}” needs feedback for each bin and for no other")
        return self


class Step(Record):
    """One step of an order, and why it stands where it stands."""

    id: Id
    text: Text
    feedback: Text


class Ordering(Asked):
    """Steps to put in order; `items` stand in the right one."""

    kind: Literal["order"]
    items: Annotated[tuple[Step, ...], Field(min_length=3, max_length=8)]
    misconception: Text
    claims: Claims

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        refuse_twins("step ids", (step.id for step in self.items))
        refuse_twins("steps", (step.text for step in self.items))
        return self


class Pair(Record):
    """Two things that belong together, and why."""

    id: Id
    text: Text
    match: Text
    feedback: Text
    misconception: Text


class Matching(Asked):
    """Pairs that have come apart: each text is matched again."""

    kind: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=8)]
    claims: Claims

    @model_validator(mode="after")
    def _pairs_differ(self) -> Self:
        refuse_twins("pair ids", (pair.id for pair in self.pairs))
        refuse_twins("texts", (pair.text for pair in self.pairs))
        refuse_twins("matches", (pair.match for pair in self.pairs))
        return self
