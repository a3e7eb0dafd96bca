"""Spaced review: which questions to see again, and when.

Everything is worked out from the answers, oldest first, so nothing of it is stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fsrs import Card, Rating, Scheduler

from course_lib.content.questions import Question
from course_lib.learning.answers import Answer
from course_lib.learning.progress import CERTAIN, GUESSING, latest, sure_and_wrong

# The steps of minutes are left out: nobody is asked the same again while the feedback is still
# on the screen. Chance is left out too, so that a day's list stays the same.
SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

ONE_SITTING = 10
"""How many questions a day offers at most; after months away there would be a hundred."""


@dataclass(frozen=True)
class Due:
    """A question to see again: since when, and how likely it is still known (0 to 1)."""

    question: str
    since: datetime
    known: float
    urgent: bool
    """Answered wrongly and without a doubt where a wrong answer would hurt somebody."""


def due(
    answers: Iterable[Answer], questions: Mapping[str, Question], now: datetime
) -> tuple[Due, ...]:
    """Return what to see again at `now`: the urgent first, then what is most likely forgotten.

    The schedule is that of the FSRS algorithm (package fsrs) with its published parameters.
    Questions that were only skipped, or are in the course no more, are not due.
    """
    answers = list(answers)
    last = latest(answers)
    found = []
    for id_, card in cards(answers).items():
        if id_ in questions and card.due <= now:
            urgent = questions[id_].dangerous and sure_and_wrong(last[id_])
            known = SCHEDULER.get_card_retrievability(card, now)
            found.append(Due(id_, card.due, known, urgent))
    return tuple(sorted(found, key=lambda one: (not one.urgent, one.known, one.question)))


def next_day(answers: Iterable[Answer], questions: Mapping[str, Question]) -> datetime | None:
    """Return when the next question is due, or None before anything was answered."""
    days = [card.due for id_, card in cards(answers).items() if id_ in questions]
    return min(days, default=None)


def cards(answers: Iterable[Answer]) -> dict[str, Card]:
    """Return the card of each question that was answered, after all its answers."""
    history: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.points is not None:
            history[answer.question].append(answer)
    return {id_: _card(of) for id_, of in history.items()}


def _card(answers: list[Answer]) -> Card:
    card = Card(card_id=0, due=answers[0].at)
    for answer in answers:
        card, _log = SCHEDULER.review_card(card, rating(answer), answer.at)
    return card


def rating(answer: Answer) -> Rating:
    """Return how well it went: a wrong answer is seen again soon, a lucky guess earlier than most.

    Partly right counts as a lucky guess.
    """
    if not answer.points:
        return Rating.Again
    if not answer.right or answer.sure == GUESSING:
        return Rating.Hard
    return Rating.Easy if answer.sure == CERTAIN else Rating.Good
