"""One answer of one learner, as it is kept: written once, never changed."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Given = Any
"""What a learner answered, as plain JSON data; each kind of question has a form of its own."""

NOT_TODAY = "not today"
NOT_LEARNED = "not learned yet"
TOO_CLOSE = "too close"
NOT_CLEAR = "not clear"
"""Why somebody leaves a question for another day, as the record keeps it."""


@dataclass(frozen=True)
class Answer:
    """An answer as it was given, to the wording of the question that `version` names.

    `sure` is 1 (guessing), 2 (fairly sure) or 3 (certain), and None where nobody was asked.
    `points` and `of` are None where the question was `skipped`, which then says why; `at` is
    aware of its time zone. An answer that is saved again, with the same `id`, is still one.
    """

    id: str
    learner: str
    question: str
    version: str
    lesson: str
    objective: str
    given: Given
    sure: int | None
    points: int | None
    of: int | None
    skipped: str
    asked_in: str
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an answer knows the time zone of its time")
        if self.sure not in {None, 1, 2, 3}:
            raise ValueError("sure is 1, 2 or 3, or None where nobody was asked")
        if (self.points is None) != (self.of is None) or (self.of is None) != bool(self.skipped):
            raise ValueError("an answer has points, or was skipped with a reason")

    @property
    def right(self) -> bool:
        """Whether every point was reached."""
        return self.points is not None and self.points == self.of


def new_id() -> str:
    """Return an id that no other answer has, in whichever process it is made."""
    return uuid.uuid4().hex
