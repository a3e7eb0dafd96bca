"""What is taught and watched with each treatment, and when a person on it phones."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Claims = Annotated[tuple[Id, ...], Field(min_length=1)]
Call = Literal["at-once", "soon", "home"]
CALLS: tuple[Call, ...] = ("at-once", "soon", "home")


class Sign(Record):
    """What a person on the treatment may notice, and when they call because of it.

    `at-once` waits for nothing; `soon` is told to the team and does not wait for the next visit;
    `home` is expected, and is helped with at home.
    """

    id: Id
    text: Text
    call: Call
    why: Text
    claims: Claims


class Advice(Record):
    """Something that the nurse teaches, or that the team checks."""

    text: Text
    claims: Claims


class Teaching(Record):
    """One treatment: its signs, what the nurse teaches, what the team checks."""

    id: Id
    lesson: Id
    treatment: Text
    signs: tuple[Sign, ...] = ()
    teach: Annotated[tuple[Advice, ...], Field(min_length=1)]
    checked: tuple[Advice, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> "Teaching":
        if len({sign.id for sign in self.signs}) != len(self.signs):
            raise ValueError("the ids of the signs differ from one another")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all its parts, each once."""
        parts: tuple[Sign | Advice, ...] = (*self.signs, *self.teach, *self.checked)
        return tuple(dict.fromkeys(claim for part in parts for claim in part.claims))
