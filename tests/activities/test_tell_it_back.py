"""A learner writes an explanation, has it looked through, and may read another."""

import json
from typing import Any

import pytest

from course_lib.activities.tell_it_back import MOST, TellItBack, TellItBackActivity
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def desk(course: Course) -> TellItBackActivity:
    return TellItBackActivity(course, course.lessons["08"])


def press(desk: TellItBackActivity, key: str, value: str = "") -> None:
    desk.panel._heard(None, {"key": key, "value": value}, None)


def write(desk: TellItBackActivity, text: str) -> None:
    press(desk, f"text:{desk.model.at}", text)


def titles(desk: TellItBackActivity) -> list[str]:
    return [block["title"] for block in desk.panel.blocks if block["kind"] == "callout"]


def test_a_promise_is_shown_first_with_the_words_that_make_it(desk: TellItBackActivity) -> None:
    write(desk, "It is the same cancer. You will be cured. What would you like to ask?")
    press(desk, "look")
    assert titles(desk)[1] == "Not safe to say: “will be cured”"
    assert "Not heard yet: It can most likely not be cured." in titles(desk)


def test_the_model_answer_has_nothing_to_be_looked_at_again(desk: TellItBackActivity) -> None:
    for id_, asked in desk.model.tell_backs.items():
        press(desk, "question", id_)
        write(desk, asked.model)
        press(desk, "look")
        assert titles(desk) == [
            "Everything is in it, in plain words, and nothing that cannot be kept."
        ]


def test_one_missing_point_is_one_thing_to_look_at_again(desk: TellItBackActivity) -> None:
    whole = desk.model.tell_back.model
    write(desk, whole.replace("What would you like to know more about?", ""))
    press(desk, "look")
    assert titles(desk)[0] == "One thing to look at again."


def test_nothing_is_judged_unasked(desk: TellItBackActivity) -> None:
    write(desk, "You will be cured, I promise you that with all my heart.")
    assert titles(desk) == []


def test_what_was_looked_through_stays_while_the_words_change(desk: TellItBackActivity) -> None:
    write(desk, "You will be cured, I promise you that with all my heart.")
    press(desk, "look")
    before = titles(desk)
    write(desk, "I am so sorry that you have to hear this once more.")
    assert titles(desk) == before
    press(desk, "look")
    assert "Not safe to say: “will be cured”" not in titles(desk)


def test_a_few_words_are_not_judged_yet(desk: TellItBackActivity) -> None:
    write(desk, "It is back.")
    press(desk, "look")
    assert titles(desk) == []
    assert desk.panel.said.startswith("Write a few sentences")


def test_the_model_answer_is_shown_to_whoever_asks_for_it_and_to_nobody_else(
    desk: TellItBackActivity,
) -> None:
    model = desk.model.tell_back.model
    assert model not in json.dumps(desk.panel.blocks, ensure_ascii=False)
    press(desk, "show")
    assert model in json.dumps(desk.panel.blocks, ensure_ascii=False)


def test_the_page_says_what_is_kept(desk: TellItBackActivity) -> None:
    words = json.dumps(desk.panel.blocks, ensure_ascii=False)
    assert "What you write is kept with your place in this lesson" in words
    assert "Write no real person’s name." in words


def test_the_desk_can_be_cleared_and_then_nothing_is_kept(desk: TellItBackActivity) -> None:
    write(desk, "It is the same cancer, and I am sorry for you.")
    press(desk, "look")
    press(desk, "show")
    press(desk, "clear")
    assert desk.model.state() == {
        "at": "what-has-come-back", "texts": {}, "looked": {}, "read": []
    }


def test_each_question_has_its_own_words(desk: TellItBackActivity) -> None:
    write(desk, "The first answer.")
    press(desk, "question", "fever-on-treatment")
    assert desk.model.text == ""
    press(desk, "question", "what-has-come-back")
    assert desk.model.text == "The first answer."


def test_no_more_letters_are_taken_than_the_desk_holds(desk: TellItBackActivity) -> None:
    write(desk, "a" * MOST)
    assert len(desk.model.text) == MOST
    write(desk, "a" * (MOST + 1))
    assert len(desk.model.text) == MOST


def test_markup_stays_text(desk: TellItBackActivity) -> None:
    write(desk, "<b>You will be cured</b> and well again, says the doctor to you.")
    press(desk, "look")
    assert "Not safe to say: “will be cured”" in titles(desk)


def test_words_for_a_question_that_is_not_open_are_ignored(desk: TellItBackActivity) -> None:
    press(desk, "text:fever-on-treatment", "Call at once.")
    assert desk.model.texts == {}


def test_who_comes_back_finds_their_words(course: Course) -> None:
    visit = local_visit()
    first = TellItBackActivity(course, course.lessons["08"])
    first.open(visit)
    press(first, "question", "the-palliative-team")
    write(first, "I can see that you are frightened.")
    second = TellItBackActivity(course, course.lessons["08"])
    second.open(visit)
    assert second.model.text == "I can see that you are frightened."


@pytest.mark.parametrize(
    "change",
    [{"at": "gone"}, {"texts": {"gone": "x"}}, {"looked": {"gone": "x"}}, {"read": ["gone"]}],
)
def test_a_question_that_is_no_more_is_refused(course: Course, change: dict[str, Any]) -> None:
    model = TellItBack(course.tell_backs)
    with pytest.raises(KeyError):
        model.restore({**model.state(), **change})


def test_a_saved_notebook_holds_no_answer(desk: TellItBackActivity) -> None:
    assert "not a new cancer" not in repr(desk.shown)
