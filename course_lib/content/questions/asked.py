"""What every question says of itself, whatever its kind."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text

Level = Literal["recall", "apply", "judge"]
AskedIn = Literal["lesson", "opening", "final"]
Claims = Annotated[tuple[Id, ...], Field(min_length=1)]


class Asked(Record):
    """A question of a lesson, for one of its objectives.

    A wrong answer to a `dangerous` one would hurt somebody at the bedside; a `case` is a small
    story about one person. `asked_in` says whether it stands in its lesson, in the opening check
    or in the final one.
    """

    id: Id
    lesson: Id
    objective: Id
    level: Level
    dangerous: bool = False
    case: bool = False
    asked_in: AskedIn = "lesson"
    stem: Text


class Told(Record):
    """What a learner is told of a wrong answer, and the misconception that it stands for."""

    feedback: Text
    misconception: Text


def refuse_twins(what: str, values: Iterable[str]) -> None:
    """Raise ValueError if two of `values` are the same."""
    listed = list(values)
    for value in listed:
        if listed.count(value) > 1:
            raise ValueError(f"two {what} are “{value}”")
