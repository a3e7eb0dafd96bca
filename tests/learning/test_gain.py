"""A class sees what it has gained; a single learner is never given a number."""

from math import sqrt
from statistics import mean, stdev

import pytest
from learning.answered import answered

from course_lib.learning.answers import Answer
from course_lib.learning.gain import gain

T_OF_NINE = 2.262157
"""Student's t for 9 degrees of freedom at 95 %, from a printed table."""


def of_class(size: int, before: int = 1, after: int = 3) -> list[Answer]:
    """Return the answers of a class; every second learner gets one item more right at the end."""
    answers = []
    for number in range(size):
        for item in range(4):
            more = number % 2
            of_learner = f"learner {number}"
            answers += [
                answered(f"o{item}", int(item < before), learner=of_learner, asked_in="opening"),
                answered(f"f{item}", int(item < after + more), learner=of_learner,
                         asked_in="final", days=1),
            ]
    return answers


def test_a_class_of_ten_sees_its_gain_with_its_interval() -> None:
    found = gain(of_class(10))
    assert found
    differences = [0.5, 0.75] * 5
    half = T_OF_NINE * stdev(differences) / sqrt(10)
    assert found.before == pytest.approx(0.25)
    assert found.after == pytest.approx(0.875)
    assert found.difference == pytest.approx(mean(differences))
    assert found.low == pytest.approx(mean(differences) - half, abs=1e-4)
    assert found.high == pytest.approx(mean(differences) + half, abs=1e-4)


def test_nine_learners_are_too_few() -> None:
    assert gain(of_class(9)) is None


def test_who_did_only_one_of_the_checks_is_not_counted() -> None:
    lonely = [answered(learner=f"lonely {n}", asked_in="opening") for n in range(10)]
    assert gain(of_class(9) + lonely) is None


def test_the_first_answer_to_an_item_counts_and_not_the_second_try() -> None:
    again = [answered("o0", 0, learner="learner 0", asked_in="opening", days=2)]
    assert gain(of_class(10) + again) == gain(of_class(10))


def test_answers_in_lessons_are_no_part_of_it() -> None:
    assert gain([answered(learner=f"{n}") for n in range(20)]) is None


def test_a_class_in_which_all_gain_the_same_has_no_spread() -> None:
    same = [answer for answer in of_class(20) if int(answer.learner.split()[1]) % 2]
    found = gain(same)
    assert found
    assert found.low == found.difference == found.high
