"""A question of each kind is answered with the controls of its own."""

from typing import Any

import a_bank
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.activities.quiz import QuizActivity
from course_lib.activities.quiz_forms import form_of
from course_lib.content.course import Course
from course_lib.learning.learner import LOCAL
from course_lib.learning.visit import local_visit

BANK = {question.kind: question for question in a_bank.bank()}


def open_quiz(course: Course, kind: str) -> QuizActivity:
    quiz = QuizActivity([BANK[kind]], course, "02/quiz", "Questions")
    quiz.open(local_visit())
    return quiz


def press(quiz: QuizActivity, *presses: tuple[str, str]) -> None:
    for key, value in presses:
        quiz.view.panel._heard(None, {"key": key, "value": value}, None)


def given_to(quiz: QuizActivity) -> list[Any]:
    return [answer.given for answer in quiz.deck.visit.record.answers(LOCAL)]


RIGHT = {
    "single": [("answer", "breast")],
    "several": [("answer", "collarbone"), ("answer", "armpit")],
    "ask-first": [("answer", "side")],
    "sort": [("part:armpit", "near"), ("part:liver", "far")],
    "match": [("part:bone", "bone"), ("part:scar", "scar"), ("part:armpit", "armpit")],
    "number": [("write:bank-number", "3")],
    "short": [("write:bank-short", "Still open: the team will say more.")],
}


@pytest.mark.parametrize("kind", RIGHT)
def test_the_right_answer_is_given_with_the_controls_of_its_kind(kind: str, course: Course) -> None:
    quiz = open_quiz(course, kind)
    press(quiz, *RIGHT[kind], ("sure", "2"))
    result = quiz.deck.result_of(BANK[kind].id)
    assert result is not None
    assert result.right


@pytest.mark.parametrize("kind", ["single", "several", "ask-first", "sort", "match"])
def test_nothing_is_answered_before_the_answer_is_whole(kind: str, course: Course) -> None:
    quiz = open_quiz(course, kind)
    whole = RIGHT[kind][:-1] if kind in {"sort", "match"} else []
    press(quiz, *whole, ("sure", "2"))
    assert given_to(quiz) == []


def test_one_of_several_is_let_go_again(course: Course) -> None:
    quiz = open_quiz(course, "several")
    press(quiz, ("answer", "liver"), ("answer", "armpit"), ("answer", "liver"), ("sure", "2"))
    assert given_to(quiz) == [["armpit"]]


def test_a_finding_is_taken_out_of_its_bin_again(course: Course) -> None:
    quiz = open_quiz(course, "sort")
    press(quiz, *RIGHT["sort"], ("part:liver", ""), ("sure", "2"))
    assert given_to(quiz) == []


def test_steps_move_up_and_down_until_they_are_in_order(course: Course) -> None:
    quiz = open_quiz(course, "order")
    steps = ["listen", "look", "tell", "write"]
    for step in reversed(steps):
        for _ in steps:
            press(quiz, ("order", f"up:{step}"))
    press(quiz, ("sure", "2"))
    assert given_to(quiz) == [steps]


def test_a_step_at_an_end_stays_where_it_is_and_its_place_is_said(course: Course) -> None:
    quiz = open_quiz(course, "order")
    form = quiz.deck.forms["bank-order"]
    first, last = form.begin[0], form.begin[-1]
    press(quiz, ("order", f"up:{first}"))
    assert quiz.deck.draft("bank-order") == form.begin
    assert quiz.view.panel.said.endswith("now 1 of 4")
    press(quiz, ("order", f"down:{last}"))
    assert quiz.deck.draft("bank-order") == form.begin
    press(quiz, ("order", f"down:{first}"))
    assert quiz.view.panel.said.endswith("now 2 of 4")


def test_a_place_is_marked_on_the_map(course: Course) -> None:
    quiz = open_quiz(course, "mark")
    assert quiz.view.map.layout.display is None
    quiz.view.map.chosen = "axilla-left"
    press(quiz, ("sure", "2"))
    assert given_to(quiz) == ["axilla:left"]
    assert quiz.deck.result_of("bank-mark").right


def test_a_place_of_the_map_changes_nothing_once_the_answer_stands(course: Course) -> None:
    quiz = open_quiz(course, "mark")
    quiz.view.map.chosen = "brain"
    press(quiz, ("sure", "2"))
    quiz.view.map.chosen = "axilla-left"
    assert given_to(quiz) == ["brain:"]
    assert quiz.view.map.chosen == "brain"


def test_the_map_is_there_for_its_questions_only(course: Course) -> None:
    quiz = QuizActivity([BANK["single"], BANK["mark"]], course, "02/quiz", "Questions")
    assert quiz.view.map.layout.display == "none"
    quiz.deck.go(1)
    assert quiz.view.map.layout.display is None
    quiz.deck.go(1)
    assert quiz.view.map.layout.display == "none"
    assert open_quiz(course, "single").view.map is None


@pytest.mark.parametrize(
    ("written", "number"),
    [("3", 3), (" 3,5 ", 3.5), ("3.50", 3.5), ("-2", -2), ("+1", 1), ("0", 0)],
)
def test_a_number_may_be_written_with_a_comma(
    written: str, number: float, course: Course
) -> None:
    quiz = open_quiz(course, "number")
    press(quiz, ("write:bank-number", written), ("sure", "2"))
    assert given_to(quiz) == [number]


@pytest.mark.parametrize("written", ["", " ", "three", "3 cm", "1e9", "nan", "٣", "1.2.3", ",5"])
def test_what_is_no_number_is_asked_for_again(written: str, course: Course) -> None:
    quiz = open_quiz(course, "number")
    press(quiz, ("write:bank-number", written), ("sure", "2"))
    assert given_to(quiz) == []
    assert quiz.view.panel.said == "Write your answer first."
    assert quiz.deck.draft("bank-number") == written  # and what was written stays


def test_an_empty_text_is_no_answer_and_a_long_one_ends_at_its_limit(course: Course) -> None:
    quiz = open_quiz(course, "short")
    press(quiz, ("write:bank-short", " \n "), ("sure", "2"))
    assert given_to(quiz) == []
    press(quiz, ("write:bank-short", "a" * 5000), ("sure", "2"))
    assert given_to(quiz) == ["a" * 1000]


def test_writing_draws_nothing_anew(course: Course) -> None:
    """A button must not be taken away from under a finger that is about to press it."""
    quiz = open_quiz(course, "short")
    before = quiz.view.panel.blocks
    press(quiz, ("write:bank-short", "some words"))
    assert quiz.view.panel.blocks == before
    press(quiz, ("sure", "2"))
    assert quiz.view.panel.blocks != before


@pytest.mark.parametrize("kind", BANK)
def test_what_was_given_is_a_draft_that_is_kept(kind: str, course: Course) -> None:
    form = form_of(BANK[kind], "ann", course)
    right = a_bank.right_answer(BANK[kind])
    draft = str(right) if kind == "number" else right
    assert form.fits(draft)
    assert form.given(form.press(draft, "no such control", "")) == right


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@given(anything)
def test_a_draft_of_any_shape_is_refused_or_drawn(course: Course, draft: Any) -> None:
    for question in BANK.values():
        form = form_of(question, "ann", course)
        if form.fits(draft):
            assert isinstance(form.controls(draft, None), list)
