"""The page of the day offers what is worth seeing again."""

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from learning.answered import MONDAY

from course_lib.activities.today import TodayActivity
from course_lib.content.course import Course
from course_lib.content.questions import version
from course_lib.learning.answers import Answer, new_id
from course_lib.learning.learner import Learner
from course_lib.learning.review import ONE_SITTING
from course_lib.learning.visit import Memory, NotSavedError, Visit

ADA = Learner("ada")


@pytest.fixture
def record() -> Memory:
    return Memory()


@pytest.fixture
def visit_after(record: Memory) -> Callable[[float], Visit]:
    def after(days: float) -> Visit:
        def now() -> datetime:
            return MONDAY + timedelta(days=days)

        return Visit(ADA, record, random.Random(1), now)

    return after


def answer(course: Course, visit: Visit, id_: str, points: int = 1, sure: int = 2) -> None:
    question = course.questions[id_]
    visit.save(
        Answer(
            id=new_id(), learner=ADA.key, question=id_, version=version(question),
            lesson=question.lesson, objective=question.objective, given="regional", sure=sure,
            points=points, of=1, skipped="", asked_in="lesson", at=visit.now(),
        )
    )


def words(activity: TodayActivity) -> str:
    return json.dumps(activity.head.blocks, ensure_ascii=False)


def opened(course: Course, visit: Visit) -> TodayActivity:
    activity = TodayActivity(course)
    activity.open(visit)
    return activity


def test_before_the_first_answer_the_page_says_how_to_begin(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    activity = opened(course, visit_after(0))
    assert "Nothing has been answered yet" in words(activity)
    assert len(activity.box.children) == 1


def test_what_was_answered_today_is_not_asked_again_today(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "lump-in-armpit-type")
    activity = opened(course, visit_after(0.1))
    assert "Nothing is due today." in words(activity)
    assert "The next question is due on 2026-1" in words(activity)


def test_after_a_month_the_question_is_on_the_table_unanswered(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "lump-in-armpit-type")
    activity = opened(course, visit_after(30))
    assert list(activity.deck.questions) == ["lump-in-armpit-type"]
    assert activity.deck.answer_to("lump-in-armpit-type") is None
    assert len(activity.box.children) == 2


def test_answering_it_again_puts_it_off(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "lump-in-armpit-type")
    activity = opened(course, visit_after(30))
    activity.deck.press("answer", "regional")
    assert activity.deck.check(3)
    assert len(activity.deck.visit.record.answers(ADA)) == 2
    assert opened(course, visit_after(31)).model.due == []


def test_a_sitting_offers_no_more_than_ten(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    short = [
        q.id for q in course.questions.values() if q.kind == "single" and q.asked_in == "lesson"
    ]
    for id_ in short[: ONE_SITTING + 1]:
        answer(course, visit_after(0), id_)
    activity = opened(course, visit_after(200))
    assert len(activity.model.due) == ONE_SITTING
    assert "One more can wait for another day." in words(activity)


def test_what_could_hurt_somebody_is_named_first(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "other-breast-only", points=0, sure=1)
    answer(course, visit_after(0), "nodule-before-tissue", points=0, sure=3)
    activity = opened(course, visit_after(20))
    assert activity.model.due[0] == "nodule-before-tissue"
    table = next(block for block in activity.head.blocks if block["kind"] == "table")
    assert table["rows"][0][0] == course.questions["nodule-before-tissue"].stem
    assert table["rows"][0][2] == "certain, not so, and it would hurt somebody"


def test_a_whole_sorting_exercise_is_too_long_for_a_review(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "where-does-it-belong", points=0)
    assert opened(course, visit_after(60)).model.due == []


def test_the_items_of_the_checks_are_kept_fresh(
    course: Course, visit_after: Callable[[float], Visit]
) -> None:
    answer(course, visit_after(0), "opening-chest-wall", points=0)
    assert opened(course, visit_after(60)).model.due == []


def test_a_record_that_is_away_is_said_calmly(course: Course) -> None:
    class Away(Memory):
        def answers(self, learner: Learner) -> Any:
            raise NotSavedError("The record cannot be reached just now.")

    activity = opened(course, Visit(ADA, Away(), random.Random(1)))
    assert "The record cannot be reached just now." in words(activity)
