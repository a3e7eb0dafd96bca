"""Symptoms: where each may point to, who lists it, how urgent it can be, what else it could be."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Area = Literal["breast", "chest wall", "regional nodes", "distant"]
Organ = Literal["bone", "lung", "liver", "brain"]


class Pointer(Record):
    """A place a symptom may point to; without claims it is the course's own teaching assignment."""

    area: Area
    organ: Organ | None = None
    claims: tuple[Id, ...] = ()
    teaching_assignment: Text | None = None

    @model_validator(mode="after")
    def _claimed_or_assigned(self) -> "Pointer":
        if bool(self.claims) == bool(self.teaching_assignment):
            raise ValueError("a pointer names its claims or its teaching_assignment, not both")
        return self


class Urgency(Record):
    """How fast a symptom asks for help, when, and the claims that say so."""

    level: Literal["emergency now", "same day", "this week", "next visit"]
    when: Text
    always: bool = False
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Mimic(Record):
    """Something else that a symptom could be, with its claims."""

    text: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Follow(Record):
    """A question to ask next, and the claims that make it worth asking."""

    text: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Symptom(Record):
    """One symptom or sign in plain words."""

    id: Id
    name: Text
    points_to: Annotated[tuple[Pointer, ...], Field(min_length=1)]
    urgency: tuple[Urgency, ...] = ()
    could_also_be: tuple[Mimic, ...] = ()
    ask_next: tuple[Follow, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all its parts, each once."""
        parts: tuple[Pointer | Urgency | Mimic | Follow, ...] = (
            *self.points_to, *self.urgency, *self.could_also_be, *self.ask_next
        )
        return tuple(dict.fromkeys(claim for part in parts for claim in part.claims))
