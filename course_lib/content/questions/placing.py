"""Questions that are answered by a place on the body map."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from course_lib.content.questions.asked import Asked, Claims, Told, refuse_twins
from course_lib.content.record import Id, Record, Text


class Spot(Record):
    """A place on the body, with its side where it has one, and what is told of marking it."""

    place: Id
    side: Literal["right", "left", ""] = ""
    right: bool = False
    feedback: Text
    misconception: Text | None = None

    @property
    def id(self) -> str:
        """The place and its side as an answer names them, such as `axilla:left` or `brain:`."""
        return f"{self.place}:{self.side}"

    @model_validator(mode="after")
    def _misconception_of_wrong(self) -> Self:
        if self.right == bool(self.misconception):
            raise ValueError("a wrong spot names its misconception, a right one has none")
        return self


class MarkOnMap(Asked):
    """A place to mark on the body; every right spot is right by itself."""

    kind: Literal["mark"]
    spots: Annotated[tuple[Spot, ...], Field(min_length=1)]
    elsewhere: Told
    claims: Claims

    @model_validator(mode="after")
    def _a_right_spot(self) -> Self:
        refuse_twins("spots", (spot.id for spot in self.spots))
        if not any(spot.right for spot in self.spots):
            raise ValueError("at least one spot is right")
        return self
