"""Stories of a suspected recurrence: what has to be known, and which tests tell it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Worth = Literal["needed", "later", "not-now"]


class Gap(Record):
    """Something the team has to know."""

    id: Id
    text: Text


class Step(Record):
    """One test in one story: is it worth doing now, why, and what it shows if it is done.

    It fills the gaps in `tells`, once those in `after` are filled.
    """

    examination: Id
    worth: Worth
    why: Text
    shows: Text
    tells: tuple[Id, ...] = ()
    after: tuple[Id, ...] = ()
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _needed_tells(self) -> "Step":
        if (self.worth == "needed") != bool(self.tells):
            raise ValueError("a test that is needed tells something, and no other does")
        return self


class Suspicion(Record):
    """One person, what has to be known, the tests that could be asked for, and the end."""

    id: Id
    path: Literal["core", "more"]
    title: Text
    story: Text
    gaps: Annotated[tuple[Gap, ...], Field(min_length=2)]
    steps: Annotated[tuple[Step, ...], Field(min_length=4)]
    end: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _every_gap_is_filled_once(self) -> "Suspicion":
        gaps = [gap.id for gap in self.gaps]
        told = [gap for step in self.steps for gap in step.tells]
        if sorted(told) != sorted(gaps):
            raise ValueError("each gap is filled by exactly one of the tests")
        if any(gap not in gaps for step in self.steps for gap in step.after):
            raise ValueError("what a test waits for is one of the gaps")
        reached: set[str] = set()
        while more := {
            gap
            for step in self.steps
            if set(step.after) <= reached
            for gap in step.tells
            if gap not in reached
        }:
            reached |= more
        if reached != set(gaps):
            raise ValueError("the tests wait for one another: no order fills every gap")
        return self
