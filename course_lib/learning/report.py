"""What a learner can keep: the objectives that are met, the time and the course; no health data."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from course_lib.content.course import Course
from course_lib.learning.answers import Answer
from course_lib.learning.progress import standings, time_spent

# Letters and digits that nobody mistakes for one another on paper or on the telephone.
SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"
LENGTH = 10


@dataclass(frozen=True)
class Report:
    """What the course can say of a learner on one day, without knowing who it is.

    `met` and `open` are the words of objectives as they were on that day, each with its lesson's
    title; `minutes` is the time between answers, pauses left out.
    """

    made: date
    version: str
    minutes: int
    met: tuple[tuple[str, str], ...]
    open: tuple[tuple[str, str], ...]

    def plain(self) -> dict[str, Any]:
        """Return the report as plain JSON data."""
        return {
            "made": self.made.isoformat(),
            "version": self.version,
            "minutes": self.minutes,
            "met": [list(one) for one in self.met],
            "open": [list(one) for one in self.open],
        }


def report(answers: Iterable[Answer], course: Course, version: str, on: date) -> Report:
    """Return the report of one learner from their answers, oldest first."""
    answers = list(answers)
    met: list[tuple[str, str]] = []
    open_: list[tuple[str, str]] = []
    for standing in standings(answers, course):
        words = (course.lessons[standing.lesson].title, standing.text)
        (met if standing.met else open_).append(words)
    return Report(on, version, round(time_spent(answers) / timedelta(minutes=1)),
                  tuple(met), tuple(open_))


def from_plain(data: dict[str, Any]) -> Report:
    """Return the report that `plain` made; raises KeyError or ValueError for anything else."""
    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(lesson), str(text)) for lesson, text in data[name])

    return Report(date.fromisoformat(data["made"]), str(data["version"]), int(data["minutes"]),
                  pairs("met"), pairs("open"))


def new_code() -> str:
    """Return a code under which a trainer can look a certificate up; nobody can guess it."""
    return "".join(secrets.choice(SIGNS) for _place in range(LENGTH))


def read_code(written: str) -> str:
    """Return the code that somebody has written, with spaces, hyphens or in small letters."""
    return "".join(sign for sign in written.upper() if sign.isalnum())
