"""How far a learner has come: worked out from the answers, and never stored beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from itertools import pairwise

from course_lib.content.course import Course
from course_lib.content.questions import Question
from course_lib.learning.answers import Answer

CERTAIN = 3
GUESSING = 1

ENOUGH = 3
"""How many questions of an objective say something about it."""

MET = 3 / 4
"""The share of them that is right when an objective counts as met."""

PAUSE = timedelta(minutes=10)
"""Who answers nothing for longer was doing something else: the time is not counted."""


class Why(IntEnum):
    """Why to look at a question again; the smaller comes first."""

    SURE_AND_DANGEROUS = 1
    DANGEROUS = 2
    SURE = 3
    WRONG = 4
    GUESSED = 5


@dataclass(frozen=True)
class LookAgain:
    """A question to look at again, and why."""

    question: str
    why: Why


@dataclass(frozen=True)
class Standing:
    """How a learner stands with one objective: questions there are, answered, right at last."""

    lesson: str
    objective: str
    text: str
    questions: int
    answered: int
    right: int

    @property
    def met(self) -> bool:
        """Tell whether enough was answered, and enough of it rightly."""
        return self.answered >= min(ENOUGH, self.questions) > 0 and (
            self.right >= MET * self.answered
        )


def latest(answers: Iterable[Answer]) -> dict[str, Answer]:
    """Return the last answer to each question, from answers with the oldest first; no skips."""
    return {answer.question: answer for answer in answers if answer.points is not None}


def sure_and_wrong(answer: Answer) -> bool:
    """Tell whether somebody was certain of what is not so."""
    return answer.points is not None and not answer.right and answer.sure == CERTAIN


def plan(
    answers: Iterable[Answer], questions: Mapping[str, Question]
) -> tuple[LookAgain, ...]:
    """Return what to look at again, what could hurt somebody first."""
    found = []
    for id_, answer in latest(answers).items():
        if id_ in questions:
            why = _why(answer, questions[id_].dangerous)
            if why:
                found.append(LookAgain(id_, why))
    return tuple(sorted(found, key=lambda one: one.why))


def _why(answer: Answer, dangerous: bool) -> Why | None:
    if answer.right:
        return Why.GUESSED if answer.sure == GUESSING else None
    if sure_and_wrong(answer):
        return Why.SURE_AND_DANGEROUS if dangerous else Why.SURE
    return Why.DANGEROUS if dangerous else Why.WRONG


def standings(answers: Iterable[Answer], course: Course) -> tuple[Standing, ...]:
    """Return the standing with each objective of the ready lessons, in their order."""
    last = latest(answers)
    found = []
    for lesson in course.lessons.values():
        if lesson.status != "ready":
            continue
        for objective in lesson.objectives:
            of = [
                question.id
                for question in course.questions.values()
                if (question.lesson, question.objective) == (lesson.id, objective.id)
            ]
            given = [last[id_] for id_ in of if id_ in last]
            found.append(
                Standing(lesson.id, objective.id, objective.text, len(of), len(given),
                         sum(answer.right for answer in given))
            )
    return tuple(found)


def no_longer_asked(answers: Iterable[Answer], course: Course) -> tuple[str, ...]:
    """Return what was answered and is in the course no more: its words, or else its id."""
    gone = [id_ for id_ in latest(answers) if id_ not in course.questions]
    return tuple(course.retired[id_].stem if id_ in course.retired else id_ for id_ in gone)


def time_spent(answers: Iterable[Answer]) -> timedelta:
    """Return the time between answers, pauses left out: a lower bound of the time spent."""
    times = sorted(answer.at for answer in answers)
    gaps = (later - earlier for earlier, later in pairwise(times))
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta())
