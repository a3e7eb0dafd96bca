"""An answer is marked without a browser, and every answer is told something."""

import pytest

from course_lib.content.course import Course
from course_lib.content.questions import SingleChoice, Sorting
from course_lib.learning.marking import mark_choice, mark_item


def choices(course: Course) -> list[SingleChoice]:
    return [q for q in course.questions.values() if isinstance(q, SingleChoice)]


def sortings(course: Course) -> list[Sorting]:
    return [q for q in course.questions.values() if isinstance(q, Sorting)]


def test_exactly_one_option_of_each_question_is_right(course: Course) -> None:
    for question in choices(course):
        results = [mark_choice(question, option.id) for option in question.options]
        assert [result.right for result in results].count(True) == 1, question.id
        assert len({result.feedback for result in results}) == len(results), question.id


def test_each_finding_belongs_to_one_bin_and_every_bin_is_answered(course: Course) -> None:
    for question in sortings(course):
        for item in question.items:
            results = [mark_item(item, bin_.id) for bin_ in question.bins]
            assert [result.right for result in results].count(True) == 1, item.id
            assert all(result.feedback and result.claims for result in results)


def test_an_option_that_is_not_there_is_refused(course: Course) -> None:
    with pytest.raises(KeyError):
        mark_choice(choices(course)[0], "no such option")
    with pytest.raises(KeyError):
        mark_item(sortings(course)[0].items[0], "no such bin")


def test_the_lesson_on_types_has_six_questions_and_twelve_findings_to_sort(course: Course) -> None:
    assert len([q for q in choices(course) if q.lesson == "02"]) >= 6
    assert sum(len(q.items) for q in sortings(course) if q.lesson == "02") >= 12


def test_the_longest_option_is_not_always_the_right_one(course: Course) -> None:
    longest = [max(q.options, key=lambda option: len(option.text)) for q in choices(course)]
    assert sum(option.right for option in longest) <= len(longest) / 2 + 1
