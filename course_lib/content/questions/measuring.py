"""Questions that are answered by a number."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from course_lib.content.questions.asked import Asked, Claims, Told
from course_lib.content.record import Text


def _without_groups(given: object) -> object:
    # A published number above ten thousand comes with its thousands apart.
    return given.replace("\u202f", "") if isinstance(given, str) else given


Number = Annotated[Decimal, BeforeValidator(_without_groups), Field(allow_inf_nan=False)]


class Mistake(Told):
    """A wrong number that somebody arrives at, and how."""

    answer: Number


class NumberQuestion(Asked):
    """A number within `tolerance` of the answer, in `unit`; a unit of "1" is not shown."""

    kind: Literal["number"]
    answer: Number
    tolerance: Annotated[Number, Field(ge=0)]
    unit: Text
    feedback: Text
    mistakes: tuple[Mistake, ...] = ()
    otherwise: Told
    claims: Claims

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Self:
        for mistake in self.mistakes:
            if self.is_right(mistake.answer):
                raise ValueError(f"the mistake {mistake.answer} is within the tolerance")
        return self

    def is_right(self, given: Decimal) -> bool:
        """Return whether `given` is at most the tolerance away from the answer."""
        return abs(given - self.answer) <= self.tolerance
