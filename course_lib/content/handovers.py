"""Charts to hand over in the order of SBAR: what is said, what is left out, what would harm."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Part = Literal["situation", "background", "assessment", "recommendation"]
PARTS: tuple[Part, ...] = ("situation", "background", "assessment", "recommendation")
Claims = Annotated[tuple[Id, ...], Field(min_length=1)]


class Item(Record):
    """One line of the chart.

    A line that is said names the `parts` it fits, the best first; `harm` marks one that would hurt
    if it were handed over. A line without either is true, but of no use in this call.
    """

    id: Id
    text: Text
    parts: tuple[Part, ...] = ()
    harm: bool = False
    why: Text
    claims: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _said_or_not(self) -> "Item":
        if self.parts and self.harm:
            raise ValueError("what would harm fits no part")
        if (self.parts or self.harm) and not self.claims:
            raise ValueError("a line that is said, or would harm, names its claims")
        return self


class When(Record):
    """How soon to call, and what the learner is told who chooses it."""

    id: Id
    text: Text
    right: bool = False
    feedback: Text
    claims: Claims


class Handover(Record):
    """One person's chart; `whom` is called, `notice` says what is heavy in it.

    The times in `when` stand from the soonest to the latest.
    """

    id: Id
    lesson: Id
    title: Text
    person: Text
    whom: Text
    notice: Text | None = None
    when: Annotated[tuple[When, ...], Field(min_length=2)]
    items: Annotated[tuple[Item, ...], Field(min_length=4)]
    model: Text

    @model_validator(mode="after")
    def _whole(self) -> "Handover":
        if sum(when.right for when in self.when) != 1:
            raise ValueError("exactly one time to call is right")
        for ids in ([when.id for when in self.when], [item.id for item in self.items]):
            if len(set(ids)) != len(ids):
                raise ValueError("the ids of the lines, and of the times, differ from one another")
        missing = [p for p in PARTS if not any(i.parts[:1] == (p,) for i in self.items)]
        if missing:
            raise ValueError(f"no line belongs to {', '.join(missing)}")
        if not any(item.harm for item in self.items):
            raise ValueError("one line at least would harm")
        if all(item.parts or item.harm for item in self.items):
            raise ValueError("one line at least is true but of no use in this call")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind its lines and its times, each once."""
        parts: tuple[Item | When, ...] = (*self.items, *self.when)
        return tuple(dict.fromkeys(claim for part in parts for claim in part.claims))
