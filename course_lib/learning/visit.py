"""One learner's visit to one notebook: who learns, what is kept, the clock and chance."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from course_lib.language import _
from course_lib.learning.answers import Answer
from course_lib.learning.learner import LOCAL, Learner
from course_lib.learning.report import Report

Kept = dict[str, Any]
"""Where a learner was in an activity, as plain data."""


class NotSavedError(Exception):
    """What should have been kept could not be; the message says why, in words for a learner."""


class Record(Protocol):
    """What is kept of learners: every answer, and where they were in each activity.

    A place is a bookmark, not progress; progress is derived from the answers.
    """

    def place(self, learner: Learner, activity: str) -> Kept | None:
        """Return where `learner` was in `activity`, or None at the first visit."""

    def keep(self, learner: Learner, activity: str, state: Kept) -> None:
        """Remember where `learner` is; raises NotSavedError."""

    def save(self, learner: Learner, answer: Answer) -> None:
        """Write `answer` down for good, once for each id; raises NotSavedError."""

    def answers(self, learner: Learner) -> tuple[Answer, ...]:
        """Return all answers of `learner`, the oldest first; raises NotSavedError."""

    def code(self, learner: Learner) -> str | None:
        """Return the resume code of `learner`, None where there is none; raises NotSavedError."""

    def certify(self, learner: Learner, report: Report) -> str:
        """Keep what `report` says and return its code; raises NotSavedError."""


class Memory:
    """A record that lasts as long as the process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Kept] = {}
        self._answers: dict[str, Answer] = {}

    def place(self, learner: Learner, activity: str) -> Kept | None:
        """Return where `learner` was in `activity`, or None at the first visit."""
        return self._kept.get((learner.key, activity))

    def keep(self, learner: Learner, activity: str, state: Kept) -> None:
        """Remember where `learner` is."""
        self._kept[learner.key, activity] = state

    def save(self, learner: Learner, answer: Answer) -> None:
        """Remember `answer`; raises ValueError for the answer of somebody else."""
        if answer.learner != learner.key:
            raise ValueError("an answer is saved by the learner who gave it")
        self._answers.setdefault(answer.id, answer)

    def answers(self, learner: Learner) -> tuple[Answer, ...]:
        """Return all answers of `learner`, in the order in which they were saved."""
        return tuple(one for one in self._answers.values() if one.learner == learner.key)

    def code(self, learner: Learner) -> str | None:
        """Return None: nobody comes back to a memory."""
        return None

    def certify(self, learner: Learner, report: Report) -> str:
        """Refuse: what is forgotten at the end cannot be looked up later."""
        raise NotSavedError(
            _("Nothing is kept on this computer, so the report cannot be given a code.")
        )


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Visit:
    """What an activity is given when somebody opens the notebook."""

    learner: Learner
    record: Record
    chance: random.Random
    now: Callable[[], datetime] = _now

    def place(self, activity: str) -> Kept | None:
        """Return where the learner was in `activity`, or None at the first visit."""
        return self.record.place(self.learner, activity)

    def keep(self, activity: str, state: Kept) -> None:
        """Remember where the learner is in `activity`; raises NotSavedError."""
        self.record.keep(self.learner, activity, state)

    def save(self, answer: Answer) -> None:
        """Write `answer` down for good; once this returns it is kept. Raises NotSavedError."""
        self.record.save(self.learner, answer)

    def answers(self) -> tuple[Answer, ...]:
        """Return all answers of the learner, the oldest first; raises NotSavedError."""
        return self.record.answers(self.learner)

    def certify(self, report: Report) -> str:
        """Keep what `report` says and return its code; raises NotSavedError."""
        return self.record.certify(self.learner, report)

    def code(self) -> str | None:
        """Return by which code the learner comes back, once an answer is saved.

        None where an account on the computer does it. Raises NotSavedError.
        """
        return self.record.code(self.learner)


def local_visit() -> Visit:
    """Return a visit of whoever sits at this computer, which is forgotten at the end."""
    return Visit(LOCAL, Memory(), random.Random())
