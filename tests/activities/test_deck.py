"""A learner goes through a deck of cards: answers, changes their mind, leaves out, comes back."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from course_lib.activities.deck import Card, Deck
from course_lib.activities.quiz import QuizActivity
from course_lib.activities.sorting import SortingActivity
from course_lib.content.course import Course
from course_lib.content.questions import SingleChoice, Sorting
from course_lib.learning.marking import Result


def deck(cards: int = 3) -> Deck:
    def mark(option: str) -> Result:
        return Result({"a": True, "b": False}[option], f"about {option}", ("T1",))

    options = (("a", "A"), ("b", "B"))
    return Deck([Card(f"card-{n}", f"Stem {n}", options, mark) for n in range(cards)])


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


def test_a_card_has_no_result_before_it_is_answered() -> None:
    cards = deck()
    assert cards.result is None
    cards.choose("b")
    assert cards.result == Result(False, "about b", ("T1",))


def test_a_learner_may_change_their_mind() -> None:
    cards = deck()
    cards.choose("b")
    cards.choose("a")
    assert cards.result is not None
    assert cards.result.right


def test_an_option_that_is_not_on_the_card_changes_nothing() -> None:
    cards = deck()
    with pytest.raises(KeyError):
        cards.choose("z")
    assert cards.chosen == {}


def test_going_back_stops_at_the_first_card_and_going_on_at_the_closing_page() -> None:
    cards = deck(2)
    cards.go(-1)
    assert cards.at == 0
    cards.go(5)
    assert cards.at == 2
    assert cards.card is None


def test_shuffling_keeps_every_card_and_follows_its_chance() -> None:
    one, two, other = deck(14), deck(14), deck(14)
    one.shuffle(random.Random(7))
    two.shuffle(random.Random(7))
    other.shuffle(random.Random(8))
    assert sorted(one.order) == sorted(one.cards)
    assert one.order == two.order
    assert one.order != other.order


def test_an_answered_deck_is_not_shuffled_under_the_learner() -> None:
    cards = deck(14)
    cards.choose("a")
    before = list(cards.order)
    cards.shuffle(random.Random(1))
    assert cards.order == before


def test_starting_again_puts_every_answer_away() -> None:
    cards = deck()
    cards.choose("a")
    cards.go(1)
    cards.again()
    assert cards.state() == {"order": list(cards.cards), "at": 0, "chosen": {}}


@pytest.fixture
def quiz(course: Course) -> QuizActivity:
    questions = [q for q in course.questions.values() if isinstance(q, SingleChoice)]
    return QuizActivity(questions, course)


def test_neither_key_nor_feedback_is_in_the_browser_before_the_answer(
    quiz: QuizActivity, course: Course
) -> None:
    feedback = {
        option.feedback
        for question in course.questions.values()
        if isinstance(question, SingleChoice)
        for option in question.options
    }
    sent = set(words(quiz.view.panel.get_state()))
    assert not sent & feedback
    assert not sent & {"right", "wrong"}


def test_after_the_answer_only_the_feedback_of_the_chosen_option_is_sent(
    quiz: QuizActivity, course: Course
) -> None:
    question = course.questions[quiz.deck.order[0]]
    assert isinstance(question, SingleChoice)
    wrong = next(option for option in question.options if not option.right)
    quiz.view.panel._heard(None, {"key": "answer", "value": wrong.id}, None)
    sent = set(words(quiz.view.panel.get_state()))
    assert wrong.feedback in sent
    others = {option.feedback for option in question.options} - {wrong.feedback}
    assert not sent & others


def test_a_message_that_names_nothing_on_the_page_is_ignored(quiz: QuizActivity) -> None:
    for content in (
        {"key": "answer", "value": "no such option"},
        {"key": "back", "value": ""},  # there is nothing before the first card
        {"key": "answer"},
        {"value": ["a", "list"]},
        "nonsense",
        None,
    ):
        quiz.view.panel._heard(None, content, None)
    assert quiz.deck.chosen == {}
    assert quiz.deck.at == 0


def test_the_closing_page_shows_every_card_and_what_was_left_out(quiz: QuizActivity) -> None:
    for _ in quiz.deck.order:
        quiz.view.panel._heard(None, {"key": "next", "value": ""}, None)
    sent = set(words(quiz.view.panel.get_state()))
    assert quiz.deck.card is None
    assert "left out" in sent
    assert {card.stem for card in quiz.deck.cards.values()} <= sent


def test_the_saved_text_of_an_activity_names_its_items_and_no_feedback(course: Course) -> None:
    question = course.questions["where-does-it-belong"]
    assert isinstance(question, Sorting)
    text = repr(SortingActivity(question, course).shown)
    assert all(item.id in text for item in question.items)
    assert not any(
        feedback in text for item in question.items for feedback in item.feedback.values()
    )


def test_a_changed_feedback_changes_the_saved_text(course: Course) -> None:
    question = course.questions["where-does-it-belong"]
    assert isinstance(question, Sorting)
    first = question.items[0]
    changed_item = first.model_copy(update={"feedback": {**first.feedback, "local": "Other."}})
    changed = question.model_copy(update={"items": (changed_item, *question.items[1:])})
    before, after = SortingActivity(question, course), SortingActivity(changed, course)
    assert repr(before.shown) != repr(after.shown)
