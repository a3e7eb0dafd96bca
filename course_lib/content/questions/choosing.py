"""Questions with options: one right, several right, or what to ask first."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from course_lib.content.questions.asked import Asked, Claims, refuse_twins
from course_lib.content.record import Id, Record, Text


class Option(Record):
    """One answer to choose; a wrong one names the misconception it stands for."""

    id: Id
    text: Text
    right: bool = False
    feedback: Text
    misconception: Text | None = None

    @model_validator(mode="after")
    def _misconception_of_wrong(self) -> Self:
        if self.right == bool(self.misconception):
            raise ValueError("a wrong option names its misconception, a right one has none")
        return self


Options = Annotated[tuple[Option, ...], Field(min_length=2)]


class SingleChoice(Asked):
    """One stem with one right answer among several."""

    kind: Literal["single"]
    options: Options
    claims: Claims

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        _differ(self.options)
        if sum(option.right for option in self.options) != 1:
            raise ValueError("a single choice has exactly one right option")
        return self


class SeveralChoice(Asked):
    """One stem with one or more right answers among several."""

    kind: Literal["several"]
    options: Options
    claims: Claims

    @model_validator(mode="after")
    def _right_and_wrong(self) -> Self:
        _differ(self.options)
        if len({option.right for option in self.options}) != 2:
            raise ValueError("a choice of several has at least one right and one wrong option")
        return self


def _no_in_words(given: object) -> object:
    # YAML reads a bare no as false.
    return "no" if given is False else given


Worth = Annotated[Literal["first", "later", "no"], BeforeValidator(_no_in_words)]


class FirstAsk(Record):
    """Something that could be asked now: first, later, or not at all."""

    id: Id
    text: Text
    worth: Worth
    feedback: Text
    misconception: Text | None = None

    @model_validator(mode="after")
    def _misconception_unless_first(self) -> Self:
        if (self.worth == "first") == bool(self.misconception):
            raise ValueError("what is not asked first names its misconception, what is has none")
        return self


class AskFirst(Asked):
    """What a learner would ask first."""

    kind: Literal["ask-first"]
    options: Annotated[tuple[FirstAsk, ...], Field(min_length=2)]
    claims: Claims

    @model_validator(mode="after")
    def _something_first(self) -> Self:
        _differ(self.options)
        first = sum(option.worth == "first" for option in self.options)
        if first in {0, len(self.options)}:
            raise ValueError("at least one option is worth asking first, and at least one is not")
        return self


def _differ(options: tuple[Option, ...] | tuple[FirstAsk, ...]) -> None:
    refuse_twins("option ids", (option.id for option in options))
    refuse_twins("options", (option.text for option in options))
