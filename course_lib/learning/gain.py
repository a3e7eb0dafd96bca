"""What a class has gained between the opening and the final check, with its uncertainty."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from course_lib.learning.answers import Answer

SMALLEST_CLASS = 10
"""Fewer learners say nothing about a class, and too much about one of them."""

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Gain:
    """Mean shares (0 to 1) before and after, and the mean difference with its interval."""

    learners: int
    before: float
    after: float
    difference: float
    low: float
    high: float


def gain(answers: Iterable[Answer]) -> Gain | None:
    """Return the gain of a class from the answers of all its learners, oldest first.

    Each learner's first answer to each item counts. The interval is Student's t for paired
    differences. None where fewer than SMALLEST_CLASS learners did both checks.
    """
    from scipy.stats import ttest_1samp

    shares = _shares(answers)
    pairs = [
        (of["opening"], of["final"]) for of in shares.values() if {"opening", "final"} <= set(of)
    ]
    if len(pairs) < SMALLEST_CLASS:
        return None
    differences = [after - before for before, after in pairs]
    if len(set(differences)) == 1:
        low = high = differences[0]
    else:
        interval = ttest_1samp(differences, 0).confidence_interval(CONFIDENCE)
        low, high = float(interval.low), float(interval.high)
    return Gain(
        len(pairs),
        mean(before for before, _ in pairs),
        mean(after for _, after in pairs),
        mean(differences),
        low,
        high,
    )


def _shares(answers: Iterable[Answer]) -> dict[str, dict[str, float]]:
    """Return each learner's share of points in each check that they did."""
    first: dict[tuple[str, str], dict[str, Answer]] = defaultdict(dict)
    for answer in answers:
        if answer.asked_in in ("opening", "final") and answer.points is not None:
            first[answer.learner, answer.asked_in].setdefault(answer.question, answer)
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for (learner, check), given in first.items():
        shares[learner][check] = mean((a.points or 0) / (a.of or 1) for a in given.values())
    return shares
