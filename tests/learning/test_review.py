"""What was learned is asked again, before it is forgotten."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from fsrs import Rating
from learning.answered import MONDAY, answered

from course_lib.learning.review import cards, due, next_day, rating

BANK: Mapping[str, Any] = {
    "q": SimpleNamespace(dangerous=False),
    "cord": SimpleNamespace(dangerous=True),
}


def names(answers: list[Any], days: float) -> list[str]:
    return [one.question for one in due(answers, BANK, MONDAY + timedelta(days=days))]


def test_a_question_just_answered_rightly_is_not_asked_again_the_same_day() -> None:
    assert names([answered(points=1)], days=0.2) == []


def test_after_weeks_it_is_asked_again() -> None:
    assert names([answered(points=1)], days=30) == ["q"]


def test_a_wrong_answer_comes_back_before_a_right_one() -> None:
    wrong, right = cards([answered(points=0)])["q"], cards([answered(points=1)])["q"]
    assert wrong.due < right.due


def test_each_right_answer_makes_the_next_wait_longer() -> None:
    once = cards([answered(points=1)])["q"]
    twice = cards([answered(points=1), answered(points=1, days=3)])["q"]
    assert twice.due - twice.last_review > once.due - once.last_review  # type: ignore[operator]


def test_a_lucky_guess_comes_back_before_knowledge() -> None:
    guessed, known = cards([answered(sure=1)])["q"], cards([answered(sure=3)])["q"]
    assert guessed.due < known.due


def test_how_an_answer_is_rated() -> None:
    assert rating(answered(points=0, sure=3)) == Rating.Again
    assert rating(answered(points=1, of=2)) == Rating.Hard
    assert rating(answered(points=1, sure=1)) == Rating.Hard
    assert rating(answered(points=1, sure=2)) == Rating.Good
    assert rating(answered(points=1, sure=None)) == Rating.Good
    assert rating(answered(points=1, sure=3)) == Rating.Easy


def test_what_was_only_skipped_is_not_due() -> None:
    assert names([answered(points=None)], days=300) == []


def test_a_skip_does_not_undo_an_answer() -> None:
    assert cards([answered(points=1), answered(points=None, days=1)]) == cards([answered(points=1)])


def test_sure_and_wrong_where_it_would_hurt_comes_first() -> None:
    answers = [answered("q", points=0, sure=1), answered("cord", points=0, sure=3)]
    assert names(answers, days=60) == ["cord", "q"]
    assert names(answers[::-1], days=60) == ["cord", "q"]


def test_what_is_most_likely_forgotten_comes_before_what_is_known() -> None:
    answers = [answered("cord", points=1, sure=3), answered("q", points=0, sure=1)]
    assert names(answers, days=60) == ["q", "cord"]


def test_after_half_a_year_away_everything_is_there_and_nothing_breaks() -> None:
    found = due([answered(points=1)], BANK, MONDAY + timedelta(days=183))
    assert [one.question for one in found] == ["q"]
    assert 0 < found[0].known < 0.9


def test_a_question_that_is_in_the_course_no_more_is_not_asked() -> None:
    answers = [answered("gone", points=0)]
    assert names(answers, days=60) == []
    assert next_day(answers, BANK) is None


def test_the_next_day_is_told_when_nothing_is_due() -> None:
    there = next_day([answered(points=1)], BANK)
    assert there is not None
    assert there > MONDAY
    assert due([answered(points=1)], BANK, there - timedelta(seconds=1)) == ()
    assert len(due([answered(points=1)], BANK, there)) == 1
