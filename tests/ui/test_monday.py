"""Each lesson may say what a nurse does on Monday: three sentences, each with its claims."""

import pytest
from pydantic import ValidationError

from course_lib.content.course import Course
from course_lib.content.lessons import KeyPoint, Lesson
from course_lib.ui.lesson_page import monday

POINT = {"text": "Ask what is new.", "claims": ["T1"]}


def lesson(course: Course, **changes: object) -> Lesson:
    return Lesson.model_validate({**course.lessons["02"].model_dump(), **changes})


def test_three_sentences_are_what_a_nurse_does_on_monday(course: Course) -> None:
    said = lesson(course, monday=[POINT] * 3).monday
    assert said is not None
    assert [point.text for point in said] == [POINT["text"]] * 3


@pytest.mark.parametrize("number", [2, 4])
def test_two_or_four_sentences_are_refused(course: Course, number: int) -> None:
    with pytest.raises(ValidationError):
        lesson(course, monday=[POINT] * number)


def test_a_sentence_of_monday_has_its_chips_beside_it(course: Course) -> None:
    shown = monday(course, [KeyPoint.model_validate(POINT)])
    assert "On Monday" in shown
    assert "Ask what is new." in shown
    assert "sources.ipynb#claim-T1" in shown


def test_a_sentence_that_rests_on_nothing_is_refused(course: Course) -> None:
    with pytest.raises(ValidationError):
        lesson(course, monday=[{**POINT, "claims": []}] * 3)
