"""How a learner stands is worked out from what they answered."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from learning.answered import answered

from course_lib.content.course import Course
from course_lib.learning.progress import Standing, Why, latest, plan, standings, time_spent

BANK: Mapping[str, Any] = {
    "q": SimpleNamespace(dangerous=False),
    "cord": SimpleNamespace(dangerous=True),
}


def standing(answered_: int, right: int, questions: int = 9) -> Standing:
    return Standing("02", "name-type", "Name it.", questions, answered_, right)


def test_the_last_answer_counts() -> None:
    first, second = answered(points=0), answered(points=1, days=1)
    assert latest([first, second]) == {"q": second}


def test_a_skip_is_no_answer() -> None:
    first = answered(points=1)
    assert latest([first, answered(points=None, days=1)]) == {"q": first}


def test_the_plan_begins_with_what_could_hurt_somebody() -> None:
    answers = [
        answered("q", points=0, sure=3),
        answered("cord", points=0, sure=3),
    ]
    assert [(one.question, one.why) for one in plan(answers, BANK)] == [
        ("cord", Why.SURE_AND_DANGEROUS),
        ("q", Why.SURE),
    ]


def test_a_dangerous_mistake_in_doubt_comes_before_a_harmless_one_in_certainty() -> None:
    answers = [answered("q", points=0, sure=3), answered("cord", points=0, sure=1)]
    assert [one.why for one in plan(answers, BANK)] == [Why.DANGEROUS, Why.SURE]


def test_a_right_answer_leaves_the_plan() -> None:
    wrong = answered("cord", points=0, sure=3)
    assert plan([wrong], BANK)
    assert plan([wrong, answered("cord", points=1, sure=2, days=1)], BANK) == ()


def test_a_lucky_guess_stays_in_the_plan() -> None:
    assert [one.why for one in plan([answered(sure=1)], BANK)] == [Why.GUESSED]
    assert plan([answered(sure=2)], BANK) == ()


def test_a_question_that_is_gone_asks_for_nothing() -> None:
    assert plan([answered("gone", points=0, sure=3)], BANK) == ()


def test_three_answers_of_which_three_are_right_meet_an_objective() -> None:
    assert standing(3, 3).met


def test_two_answers_say_too_little() -> None:
    assert not standing(2, 2).met


def test_two_answers_are_enough_where_there_are_only_two_questions() -> None:
    assert standing(2, 2, questions=2).met


def test_three_of_four_right_meet_an_objective_and_two_do_not() -> None:
    assert standing(4, 3).met
    assert not standing(4, 2).met


def test_an_objective_without_questions_is_never_met() -> None:
    assert not standing(0, 0, questions=0).met


def test_the_standings_follow_the_ready_lessons(course: Course) -> None:
    found = standings([], course)
    assert [(one.lesson, one.objective) for one in found] == [
        (lesson.id, objective.id)
        for lesson in course.lessons.values()
        if lesson.status == "ready"
        for objective in lesson.objectives
    ]
    assert not any(one.answered for one in found)


def test_an_answer_counts_for_its_objective_alone(course: Course) -> None:
    given = [answered("lump-in-armpit-type", points=1)]
    assert [one.objective for one in standings(given, course) if one.right] == ["name-type"]


def test_the_time_between_answers_counts_and_a_long_pause_does_not() -> None:
    minute = 1 / 24 / 60
    answers = [answered(days=0), answered(days=10 * minute), answered(days=40 * minute)]
    assert time_spent(answers) == timedelta(minutes=10)


def test_a_pause_of_ten_minutes_and_a_second_is_left_out() -> None:
    second = 1 / 24 / 3600
    assert time_spent([answered(days=0), answered(days=601 * second)]) == timedelta()


def test_nothing_answered_took_no_time() -> None:
    assert time_spent([]) == timedelta()
