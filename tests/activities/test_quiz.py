"""A learner answers, says how sure, sees feedback, leaves out, comes back, and loses nothing."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import a_bank
import pytest

from course_lib.activities.check import CheckActivity
from course_lib.activities.quiz import QuizActivity, questions_of
from course_lib.content.course import Course
from course_lib.content.questions import Question, version
from course_lib.learning.answers import Answer
from course_lib.learning.learner import Learner
from course_lib.learning.visit import Memory, NotSavedError, Visit

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BANK = a_bank.bank()


class Failing(Memory):
    """A record that cannot be written while `broken`."""

    broken = False

    def save(self, learner: Learner, answer: Answer) -> None:
        if self.broken:
            raise NotSavedError("The course cannot write just now.")
        super().save(learner, answer)

    def answers(self, learner: Learner) -> tuple[Answer, ...]:
        if self.broken:
            raise NotSavedError("The course cannot read just now.")
        return super().answers(learner)


def visit(record: Memory, learner: str = "ann") -> Visit:
    return Visit(Learner(learner), record, random.Random(1), lambda: NOW)


def open_quiz(
    course: Course, record: Memory, learner: str = "ann", questions: list[Question] = BANK
) -> QuizActivity:
    quiz = QuizActivity(questions, course, "02/quiz", "Questions")
    quiz.open(visit(record, learner))
    return quiz


@pytest.fixture
def record() -> Failing:
    return Failing()


@pytest.fixture
def quiz(course: Course, record: Failing) -> QuizActivity:
    return open_quiz(course, record)


def press(quiz: QuizActivity | CheckActivity, key: str, value: str = "") -> None:
    quiz.view.panel._heard(None, {"key": key, "value": value}, None)


def words(blocks: Any) -> Iterator[str]:
    """Every string anywhere in what was sent to the browser."""
    if isinstance(blocks, str):
        yield blocks
    elif isinstance(blocks, dict):
        for value in blocks.values():
            yield from words(value)
    elif isinstance(blocks, list | tuple):
        for value in blocks:
            yield from words(value)


def sent(quiz: QuizActivity | CheckActivity) -> str:
    state = [quiz.view.panel.get_state(["blocks", "said"])]
    state.append(quiz.view.before.get_state(["blocks", "said"]))
    return "\n".join(words(state))


def told(question: Question) -> set[str]:
    """Every word of feedback that a question has."""
    return {
        text
        for key, text in strings(question.model_dump(mode="json"))
        if key in {"feedback", "missing", "model", "misconception", "says"}
    }


def strings(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, dict):
        for name, value in data.items():
            inner = key if key == "feedback" else name
            yield from strings(value, inner)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value, key)


def test_neither_key_nor_feedback_is_in_the_browser_before_the_answer(quiz: QuizActivity) -> None:
    for question in BANK:
        assert told(question), question.id
        assert not [text for text in told(question) if text in sent(quiz)], question.id
        assert not {"right", "wrong"} & set(sent(quiz).splitlines()), question.id
        quiz.deck.go(1)


def test_the_feedback_of_the_answer_and_of_the_others_comes_with_its_source(
    quiz: QuizActivity, course: Course
) -> None:
    press(quiz, "answer", "bone")
    assert "Far." not in sent(quiz)
    press(quiz, "sure", "2")
    said = sent(quiz)
    assert "Far." in said
    assert "In the breast: The same area." in said
    assert "In a lung: Too far." in said
    assert "A common idea behind this: bone is near." in said
    assert course.claims["T1"].says in said
    assert "Saved." in said


def test_an_answer_is_kept_as_it_was_given(quiz: QuizActivity, record: Memory) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "sure", "3")
    [answer] = record.answers(Learner("ann"))
    assert answer == Answer(
        id=answer.id, learner="ann", question="bank-single", version=version(BANK[0]),
        lesson="02", objective="name-type", given="bone", sure=3, points=0, of=1, skipped="",
        asked_in="lesson", at=NOW,
    )


def test_how_sure_is_asked_once_something_is_chosen(quiz: QuizActivity, record: Memory) -> None:
    press(quiz, "sure", "3")
    assert record.answers(Learner("ann")) == ()
    press(quiz, "answer", "breast")
    press(quiz, "sure", "7")  # there is no such level
    assert record.answers(Learner("ann")) == ()
    press(quiz, "sure", "1")
    assert [answer.sure for answer in record.answers(Learner("ann"))] == [1]
    assert "You were guessing, so it is worth meeting again." in sent(quiz)


def test_a_learner_may_choose_another_option_before_saying_how_sure(
    quiz: QuizActivity, record: Memory
) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "answer", "breast")
    press(quiz, "sure", "2")
    assert [answer.given for answer in record.answers(Learner("ann"))] == ["breast"]


def test_an_answer_that_was_checked_stands_until_it_is_given_again(
    quiz: QuizActivity, record: Memory
) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "sure", "2")
    press(quiz, "answer", "breast")
    assert len(record.answers(Learner("ann"))) == 1
    press(quiz, "again")
    assert "Far." not in sent(quiz)
    press(quiz, "answer", "breast")
    press(quiz, "check")  # nobody is asked twice how sure they are
    given = record.answers(Learner("ann"))
    assert [(answer.given, answer.sure) for answer in given] == [("bone", 2), ("breast", None)]
    assert "The same area." in sent(quiz)


def test_a_question_is_left_for_another_day_with_one_press(
    quiz: QuizActivity, record: Memory
) -> None:
    press(quiz, "skip")
    [answer] = record.answers(Learner("ann"))
    assert (answer.skipped, answer.points, answer.of) == ("not today", None, None)
    assert quiz.deck.at == 1


def test_a_reason_may_be_given_for_leaving_a_question(quiz: QuizActivity, record: Memory) -> None:
    press(quiz, "skip", "too close")
    assert [answer.skipped for answer in record.answers(Learner("ann"))] == ["too close"]
    press(quiz, "skip", "because of the weather")  # no such reason is offered
    assert len(record.answers(Learner("ann"))) == 1


def test_what_was_left_out_costs_nothing_and_stays_open(quiz: QuizActivity) -> None:
    press(quiz, "skip")
    quiz.deck.go_to("bank-single")
    press(quiz, "answer", "breast")
    press(quiz, "sure", "2")
    assert quiz.deck.result_of("bank-single").right
    assert quiz.deck.to_look_at == ()


def test_options_lie_otherwise_for_another_learner_and_alike_on_return(
    course: Course, record: Failing
) -> None:
    def order(learner: str) -> tuple[str, ...]:
        deck = open_quiz(course, record, learner).deck
        return tuple(text for form in (deck.forms["bank-several"],) for text in form.options)

    assert order("ann") == order("ann")
    assert len({order(learner) for learner in ("ann", "ben", "cem", "dia", "eva")}) > 1


def test_steps_never_lie_in_the_right_order_from_the_start(course: Course, record: Failing) -> None:
    right = ["listen", "look", "tell", "write"]
    begins = [
        open_quiz(course, record, f"learner {n}").deck.forms["bank-order"].begin for n in range(60)
    ]
    assert right not in begins
    assert all(sorted(begin) == sorted(right) for begin in begins)


def test_on_return_answers_are_shown_and_the_learner_is_where_they_were(
    course: Course, record: Failing, quiz: QuizActivity
) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "sure", "2")
    press(quiz, "next")
    press(quiz, "answer", "armpit")
    back = open_quiz(course, record)
    assert back.deck.question.id == "bank-several"
    assert back.deck.draft("bank-several") == ["armpit"]
    press(back, "back")
    assert "Far." in sent(back)
    assert "Saved." in sent(back)


def test_another_learner_begins_with_nothing(
    course: Course, record: Failing, quiz: QuizActivity
) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "sure", "2")
    other = open_quiz(course, record, "ben")
    assert other.deck.answer_to("bank-single") is None
    assert other.deck.at == 0


def test_an_answer_to_an_earlier_wording_is_asked_again(course: Course, record: Failing) -> None:
    earlier = a_bank.question(a_bank.SINGLE, stem="Where was a local return once found?")
    old = open_quiz(course, record, questions=[earlier])
    press(old, "answer", "bone")
    press(old, "sure", "2")
    now = open_quiz(course, record)
    assert now.deck.answer_to("bank-single") is None
    assert len(record.answers(Learner("ann"))) == 1


@pytest.mark.parametrize(
    "kept",
    [
        {"at": "no-such-question", "drafts": {}},
        {"at": "bank-single", "drafts": {"bank-single": "moon", "bank-order": ["listen"]}},
        {"at": "bank-single"},
        {"at": "", "drafts": {"bank-sort": {"armpit": ["near"]}, "gone": 1}},
    ],
)
def test_a_place_of_an_earlier_version_breaks_nothing(
    kept: dict[str, Any], course: Course, record: Failing
) -> None:
    record.keep(Learner("ann"), "02/quiz", kept)
    quiz = open_quiz(course, record)
    assert quiz.deck.drafts == {}


def test_saved_is_said_only_of_what_is_saved(quiz: QuizActivity, record: Failing) -> None:
    press(quiz, "answer", "bone")
    record.broken = True
    press(quiz, "sure", "2")
    said = sent(quiz)
    assert "Not saved yet" in said
    assert "The course cannot write just now." in said
    assert "Saved." not in said
    assert quiz.deck.draft("bank-single") == "bone"  # and the answer stays on the page
    press(quiz, "try")
    assert "Not saved yet" in sent(quiz)
    record.broken = False
    press(quiz, "try")
    assert "Saved." in sent(quiz)
    assert "Not saved yet" not in sent(quiz)
    assert [answer.given for answer in record.answers(Learner("ann"))] == ["bone"]


def test_what_could_not_be_saved_can_be_saved_from_the_last_page(
    quiz: QuizActivity, record: Failing
) -> None:
    record.broken = True
    press(quiz, "answer", "bone")
    press(quiz, "sure", "2")
    press(quiz, "next")
    press(quiz, "skip")
    quiz.deck.go(99)
    assert "Not saved yet" in sent(quiz)
    record.broken = False
    press(quiz, "try")
    assert len(record.answers(Learner("ann"))) == 2
    assert "Not saved yet" not in sent(quiz)


def test_earlier_answers_that_cannot_be_read_are_told_calmly(
    course: Course, record: Failing
) -> None:
    record.broken = True
    assert "The course cannot read just now." in sent(open_quiz(course, record))


def test_the_last_page_begins_with_what_was_certain_and_could_hurt(
    course: Course, record: Failing
) -> None:
    harmless = a_bank.question({**a_bank.SINGLE, "id": "harmless", "dangerous": False})
    guessed = a_bank.question({**a_bank.SINGLE, "id": "guessed"})
    certain = a_bank.question({**a_bank.SINGLE, "id": "certain"})
    fine = a_bank.question({**a_bank.SINGLE, "id": "fine"})
    quiz = open_quiz(course, record, questions=[harmless, guessed, fine, certain])
    for option, sure in (("bone", "3"), ("bone", "1"), ("breast", "2"), ("bone", "3")):
        press(quiz, "answer", option)
        press(quiz, "sure", sure)
        press(quiz, "next")
    assert quiz.deck.to_look_at == ("certain", "guessed", "harmless")
    said = sent(quiz)
    assert said.index("look at this one first") < said.index("It matters at the bedside.")
    assert "1 of 4 as the sources have it" in said
    press(quiz, "go:certain")
    assert quiz.deck.question.id == "certain"


def test_the_last_page_names_what_was_left_for_another_day(quiz: QuizActivity) -> None:
    for _ in BANK:
        press(quiz, "skip")
    said = sent(quiz)
    assert "Left for another day" in said
    assert all(question.stem in said for question in BANK)
    assert "Nothing to look at again just now." not in said


def test_nothing_is_called_passed_or_failed(quiz: QuizActivity) -> None:
    press(quiz, "answer", "bone")
    press(quiz, "sure", "3")
    said = sent(quiz)
    quiz.deck.go(99)
    for word in ("pass", "fail", "score", "wrong answer", "incorrect"):
        assert word not in (said + sent(quiz)).lower().replace("passage", "")


def test_a_message_that_names_nothing_on_the_page_changes_nothing(
    quiz: QuizActivity, record: Memory
) -> None:
    for content in (
        {"key": "answer", "value": "no such option"},
        {"key": "back", "value": ""},  # there is nothing before the first question
        {"key": "check", "value": ""},
        {"key": "go:bank-short", "value": ""},
        {"key": "write:bank-short", "value": "words"},
        {"key": "answer"},
        {"value": ["a", "list"]},
        "nonsense",
        None,
    ):
        quiz.view.panel._heard(None, content, None)
    assert quiz.deck.drafts == {}
    assert quiz.deck.at == 0
    assert record.answers(Learner("ann")) == ()


def test_the_quiz_of_a_lesson_leaves_out_what_an_activity_or_a_check_asks(course: Course) -> None:
    asked = questions_of(course, course.lessons["02"])
    assert {question.lesson for question in asked} == {"02"}
    assert "where-does-it-belong" not in {question.id for question in asked}
    assert {question.asked_in for question in asked} == {"lesson"}
    assert "lump-in-armpit-type" in {question.id for question in asked}


def test_the_saved_text_of_a_quiz_names_its_questions_and_no_feedback(course: Course) -> None:
    text = repr(QuizActivity(BANK, course, "02/quiz", "Questions").shown)
    for question in BANK:
        assert question.id in text
        assert not [feedback for feedback in told(question) if feedback in text]


def test_a_changed_feedback_changes_the_saved_text(course: Course) -> None:
    number = a_bank.question(a_bank.NUMBER)
    changed = a_bank.question(a_bank.NUMBER, feedback="Three, or nearly.")
    before, after = (
        QuizActivity([one], course, "02/quiz", "Questions") for one in (number, changed)
    )
    assert repr(before.shown) != repr(after.shown)


@pytest.fixture
def check(course: Course, record: Failing) -> CheckActivity:
    opened = CheckActivity(BANK[:3], course, "00/opening", "What you know already")
    opened.open(visit(record))
    return opened


def test_a_check_tells_nothing_before_its_end(check: CheckActivity) -> None:
    press(check, "answer", "bone")
    press(check, "sure", "3")
    assert check.deck.at == 1  # the next question comes by itself
    press(check, "back")
    assert "Answered. You see how it stands at the end." in sent(check)
    check.deck.go(99)
    said = sent(check)
    assert "Still open" in said
    for text in told(BANK[0]):
        assert text not in said.splitlines()
    assert "Look again: this one matters at the bedside." not in said


def test_a_check_tells_everything_once_all_is_answered_or_left(check: CheckActivity) -> None:
    press(check, "answer", "bone")
    press(check, "sure", "3")
    press(check, "skip")
    press(check, "answer", "side")
    press(check, "sure", "1")
    said = sent(check)
    assert "Far." in said
    assert "The side decides." in said
    assert f"Left for another day: {BANK[1].stem}" in said
    assert "1 of 3 as the sources have it" in said


def test_a_check_is_not_answered_again(check: CheckActivity, record: Memory) -> None:
    press(check, "answer", "bone")
    press(check, "sure", "3")
    press(check, "back")
    press(check, "again")
    press(check, "answer", "breast")
    press(check, "sure", "2")
    assert [answer.given for answer in record.answers(Learner("ann"))] == ["bone"]
