"""Questions: what is asked, what each answer is told, and the claims behind it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Level = Literal["recall", "apply", "judge"]
Claims = Annotated[tuple[Id, ...], Field(min_length=1)]


class Option(Record):
    """One answer to choose; a wrong one names the misconception it stands for."""

    id: Id
    text: Text
    right: bool = False
    feedback: Text
    misconception: Text | None = None

    @model_validator(mode="after")
    def _misconception_of_wrong(self) -> "Option":
        if self.right == bool(self.misconception):
            raise ValueError("a wrong option names its misconception, a right one has none")
        return self


class SingleChoice(Record):
    """One stem with one right answer among several."""

    kind: Literal["single"]
    id: Id
    lesson: Id
    objective: Id
    level: Level
    dangerous: bool = False
    stem: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    claims: Claims

    @model_validator(mode="after")
    def _one_right(self) -> "SingleChoice":
        if sum(option.right for option in self.options) != 1:
            raise ValueError("a single choice has exactly one right option")
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError("the option ids differ from one another")
        return self


class Bin(Record):
    """A place to put things when sorting."""

    id: Id
    text: Text


class Item(Record):
    """A finding to sort: the bin it belongs to, and what the learner is told for each bin."""

    id: Id
    text: Text
    bin: Id
    feedback: dict[Id, Text]
    claims: Claims


class Sorting(Record):
    """Findings to sort into bins, with feedback for every choice."""

    kind: Literal["sort"]
    id: Id
    lesson: Id
    objective: Id
    level: Level
    dangerous: bool = False
    stem: Text
    bins: Annotated[tuple[Bin, ...], Field(min_length=2)]
    items: Annotated[tuple[Item, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _every_choice_answered(self) -> "Sorting":
        bins = {bin_.id for bin_ in self.bins}
        for item in self.items:
            if item.bin not in bins:
                raise ValueError(f"“{item.id}” belongs to no bin of this question")
            if set(item.feedback) != bins:
                raise ValueError(f"“{item.id}” needs feedback for each bin and for no other")
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("the item ids differ from one another")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all items, each once."""
        return tuple(dict.fromkeys(claim for item in self.items for claim in item.claims))


Question = Annotated[SingleChoice | Sorting, Field(discriminator="kind")]
