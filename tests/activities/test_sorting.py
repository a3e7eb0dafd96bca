"""A learner sorts findings one by one; each placing is kept with all that came before it."""

import random
from typing import Any

import a_bank
import pytest

from course_lib.activities.sorting import SortingActivity
from course_lib.content.course import Course
from course_lib.content.questions import Sorting
from course_lib.learning.answers import Answer
from course_lib.learning.learner import LOCAL, Learner
from course_lib.learning.visit import Memory, NotSavedError, Visit


class Failing(Memory):
    """A record that cannot be written while `broken`."""

    broken = False

    def save(self, learner: Learner, answer: Answer) -> None:
        if self.broken:
            raise NotSavedError("The course cannot write just now.")
        super().save(learner, answer)


@pytest.fixture
def record() -> Failing:
    return Failing()


@pytest.fixture
def exercise(course: Course) -> Sorting:
    question = course.questions["where-does-it-belong"]
    assert isinstance(question, Sorting)
    return question


def opened(question: Any, course: Course, record: Memory, seed: int = 1) -> SortingActivity:
    activity = SortingActivity(question, course)
    activity.open(Visit(LOCAL, record, random.Random(seed)))
    return activity


def press(activity: SortingActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def sent(activity: SortingActivity) -> str:
    return str(activity.panel.get_state(["blocks", "said"]))


def test_every_placing_is_kept_with_all_that_came_before_it(
    exercise: Sorting, course: Course, record: Failing
) -> None:
    activity = opened(exercise, course, record)
    placed = {}
    for item in [activity.model.items[id_] for id_ in activity.model.order]:
        press(activity, "answer", item.bin)
        placed[item.id] = item.bin
        press(activity, "next")
        assert record.answers(LOCAL)[-1].given == placed
    assert record.answers(LOCAL)[-1].right
    assert f"{len(placed)} of {len(placed)} as the sources have it" in sent(activity)


def test_no_feedback_is_in_the_browser_before_a_finding_is_placed(
    exercise: Sorting, course: Course, record: Failing
) -> None:
    activity = opened(exercise, course, record)
    item = activity.model.item
    assert item is not None
    assert not [words for words in item.feedback.values() if words in sent(activity)]
    wrong = next(bin_.id for bin_ in exercise.bins if bin_.id != item.bin)
    press(activity, "answer", wrong)
    assert item.feedback[wrong] in sent(activity)
    assert item.feedback[item.bin] not in sent(activity)


def test_a_finding_may_be_moved_to_another_bin(course: Course, record: Failing) -> None:
    activity = opened(a_bank.question(a_bank.SORT), course, record)
    press(activity, "answer", "near")
    press(activity, "answer", "far")
    first = activity.model.order[0]
    assert [answer.given for answer in record.answers(LOCAL)] == [{first: "near"}, {first: "far"}]


def test_the_order_is_of_chance_and_stays_on_return(
    exercise: Sorting, course: Course, record: Failing
) -> None:
    first = opened(exercise, course, record, seed=1)
    press(first, "next")
    order = list(first.model.order)
    back = opened(exercise, course, record, seed=2)
    assert back.model.order == order
    assert back.model.at == 1
    assert opened(exercise, course, Memory(), seed=3).model.order != order


def test_starting_again_keeps_what_was_sorted_before(course: Course, record: Failing) -> None:
    activity = opened(a_bank.question(a_bank.SORT), course, record)
    press(activity, "answer", "near")
    activity.model.go(9)
    press(activity, "again")
    assert activity.model.placed == {}
    assert len(record.answers(LOCAL)) == 1
    press(activity, "answer", "far")
    assert record.answers(LOCAL)[-1].given == {activity.model.order[0]: "far"}


def test_what_could_not_be_saved_is_told_and_tried_again(course: Course, record: Failing) -> None:
    activity = opened(a_bank.question(a_bank.SORT), course, record)
    record.broken = True
    press(activity, "answer", "near")
    assert "Not saved yet" in sent(activity)
    assert "Saved." not in sent(activity)
    press(activity, "next")
    press(activity, "answer", "far")
    record.broken = False
    press(activity, "try")
    [answer] = record.answers(LOCAL)
    assert len(answer.given) == 2
    assert "Saved." in sent(activity)


def test_a_place_of_an_earlier_exercise_breaks_nothing(course: Course, record: Failing) -> None:
    record.keep(LOCAL, "02/bank-sort", {"order": ["gone"], "at": 7})
    activity = opened(a_bank.question(a_bank.SORT), course, record)
    assert sorted(activity.model.order) == ["armpit", "liver"]
    assert activity.model.at == 0


def test_the_saved_text_names_the_findings_and_no_feedback(
    exercise: Sorting, course: Course
) -> None:
    text = repr(SortingActivity(exercise, course).shown)
    assert all(item.id in text for item in exercise.items)
    assert not any(words in text for item in exercise.items for words in item.feedback.values())
