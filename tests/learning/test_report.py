"""A learner can keep what they reached, and nobody reads from it who they are."""

import json
from datetime import date

import pytest
from learning.answered import answered

from course_lib.content.course import Course
from course_lib.learning.report import SIGNS, from_plain, new_code, read_code, report

DAY = date(2026, 11, 23)


def test_an_objective_answered_rightly_is_met_and_the_others_are_open(course: Course) -> None:
    of = [q.id for q in course.questions.values() if q.objective == "name-type"]
    made = report([answered(id_) for id_ in of], course, "1.0", DAY)
    words = {o.id: o.text for o in course.lessons["02"].objectives}
    assert made.met == (("Types and sites", words["name-type"]),)
    assert ("Types and sites", words["sort-nodes"]) in made.open


def test_a_report_without_answers_is_empty_but_whole(course: Course) -> None:
    made = report([], course, "1.0", DAY)
    assert made.met == ()
    assert made.minutes == 0
    assert made.open


def test_a_report_is_read_back_as_it_was_written(course: Course) -> None:
    made = report([answered("lump-in-armpit-type")], course, "1.0", DAY)
    assert from_plain(json.loads(json.dumps(made.plain()))) == made


def test_a_report_says_nothing_of_who_learned(course: Course) -> None:
    text = json.dumps(report([answered(learner="secret key")], course, "1.0", DAY).plain())
    assert "secret key" not in text


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(KeyError):
        from_plain({"made": "2026-11-23"})


def test_a_code_has_no_sign_that_is_mistaken_for_another() -> None:
    assert set("O0I1S5B8Z2") & set(SIGNS) == set()
    assert all(set(new_code()) <= set(SIGNS) for _ in range(100))
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_is_read_however_it_is_written() -> None:
    assert read_code(" acde-f6hj kl ") == "ACDEF6HJKL"
