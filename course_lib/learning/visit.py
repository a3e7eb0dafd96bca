"""One learner's visit to one notebook: who learns, what is kept, the clock and chance."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from course_lib.learning.learner import LOCAL, Learner

Kept = dict[str, Any]
"""Where a learner was in an activity, as plain data."""


class NotSavedError(Exception):
    """What should have been kept could not be; the message says why, in words for a learner."""


class Places(Protocol):
    """Where the learner was, activity by activity; a bookmark, not progress."""

    def place(self, learner: Learner, activity: str) -> Kept | None:
        """Return where `learner` was in `activity`, or None at the first visit."""

    def keep(self, learner: Learner, activity: str, state: Kept) -> None:
        """Remember where `learner` is; raises NotSavedError."""


class Memory:
    """Places that last as long as the process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Kept] = {}

    def place(self, learner: Learner, activity: str) -> Kept | None:
        """Return where `learner` was in `activity`, or None at the first visit."""
        return self._kept.get((learner.key, activity))

    def keep(self, learner: Learner, activity: str, state: Kept) -> None:
        """Remember where `learner` is."""
        self._kept[learner.key, activity] = state


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Visit:
    """What an activity is given when somebody opens the notebook."""

    learner: Learner
    places: Places
    chance: random.Random
    now: Callable[[], datetime] = _now

    def place(self, activity: str) -> Kept | None:
        """Return where the learner was in `activity`, or None at the first visit."""
        return self.places.place(self.learner, activity)

    def keep(self, activity: str, state: Kept) -> None:
        """Remember where the learner is in `activity`; raises NotSavedError."""
        self.places.keep(self.learner, activity, state)


def local_visit() -> Visit:
    """Return a visit of whoever sits at this computer, which is forgotten at the end."""
    return Visit(LOCAL, Memory(), random.Random())
