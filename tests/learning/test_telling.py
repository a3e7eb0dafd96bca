"""An explanation is looked through: what is said, what is missing, what cannot be promised."""

from collections.abc import Callable

import pytest

from course_lib.content.course import Course
from course_lib.learning.telling import (
    HARDEST_TO_HEAR,
    LONGEST_SENTENCE,
    Heard,
    enough,
    listen,
)

Hear = Callable[..., Heard]


@pytest.fixture
def hear(course: Course) -> Hear:
    def heard(text: str, asked: str = "what-has-come-back") -> Heard:
        tell_back = course.tell_backs[asked]
        return listen(text, tell_back, course.glossary, course.jargon.values())

    return heard


def said(heard: Heard) -> set[str]:
    return {point.id for point in heard.said}


def unsafe(heard: Heard) -> set[str]:
    return {avoid.id for avoid, _words in heard.unsafe}


def clinic(heard: Heard) -> set[str]:
    return {word.written.casefold() for word in heard.jargon}


def test_every_model_answer_stands_before_the_desk(course: Course, hear: Hear) -> None:
    assert len(course.tell_backs) >= 3
    for tell_back in course.tell_backs.values():
        heard = hear(tell_back.model, tell_back.id)
        assert heard.ready, (tell_back.id, heard)


def test_a_promise_of_cure_is_not_safe(hear: Hear) -> None:
    assert "promise-cure" in unsafe(hear("You will be cured."))


def test_saying_that_it_cannot_be_cured_is_no_promise_but_what_must_be_said(hear: Hear) -> None:
    heard = hear("It can't be cured.")
    assert "promise-cure" not in unsafe(heard)
    assert "not-cured" in said(heard)


@pytest.mark.parametrize(
    "denied",
    [
        "We cannot say that you will be cured.",
        "Nobody can say that you will be cured.",
        "I can’t promise that.",
        "It is not true that this can be cured.",
    ],
)
def test_a_denied_promise_is_no_promise(denied: str, hear: Hear) -> None:
    assert "promise-cure" not in unsafe(hear(denied))


@pytest.mark.parametrize(
    "promised",
    [
        "Not today, but you will be cured.",
        "This is not easy, you will be cured.",
        "It is not nothing. You will be cured.",
        "Do not worry, nothing will happen to you.",
        "Please don’t worry.",
    ],
)
def test_a_denial_in_another_clause_does_not_make_a_promise_safe(promised: str, hear: Hear) -> None:
    assert "promise-cure" in unsafe(hear(promised))


def test_a_promise_is_found_as_it_was_written_in_any_case(hear: Hear) -> None:
    [(_avoid, words)] = hear("YOU WILL BE CURED").unsafe
    assert words == "will be cured"


def test_part_of_a_word_is_not_that_word(hear: Hear) -> None:
    assert not hear("It is a compromise.").unsafe  # not “promise”


def test_hopelessness_is_not_safe_either(hear: Hear) -> None:
    assert "hopeless" in unsafe(hear("There is nothing we can do."))


def test_a_time_left_is_not_told_unasked(hear: Hear) -> None:
    assert "time-left" in unsafe(hear("Most people have two years left."))
    assert "time-left" not in unsafe(hear("It was six years ago."))


def test_what_is_missing_is_named(hear: Hear) -> None:
    heard = hear("It is the same cancer.")
    assert said(heard) == {"same-cancer"}
    assert {point.id for point in heard.missing} == {"not-cured", "treated", "ask-back"}


def test_a_denied_point_is_not_said(hear: Hear) -> None:
    assert "whom" in said(hear("Then call us.", "fever-on-treatment"))
    assert "whom" not in said(hear("You need not call us.", "fever-on-treatment"))


def test_do_not_hesitate_to_call_asks_for_a_call(hear: Hear) -> None:
    assert "whom" in said(hear("Do not hesitate to call us.", "fever-on-treatment"))


def test_the_number_for_phoning_is_heard_and_another_is_not(hear: Hear) -> None:
    assert "number" in said(hear("Call at 38 degrees.", "fever-on-treatment"))
    assert "number" in said(hear("Call at 38 °C.", "fever-on-treatment"))
    assert "number" not in said(hear("Call at 39 degrees.", "fever-on-treatment"))
    assert "number" not in said(hear("Call at 138 Main Street.", "fever-on-treatment"))


def test_waiting_until_the_morning_is_not_safe_and_its_denial_is(hear: Hear) -> None:
    assert "wait" in unsafe(hear("Wait until the morning.", "fever-on-treatment"))
    assert "wait" not in unsafe(hear("Do not wait until the morning.", "fever-on-treatment"))


def test_words_of_the_clinic_are_named_with_what_to_say_instead(hear: Hear) -> None:
    heard = hear("You have metastases and will get systemic therapy.")
    assert clinic(heard) == {"metastases", "systemic therapy"}
    assert all(word.instead for word in heard.jargon)


def test_a_word_that_the_person_uses_is_none_of_the_clinic(hear: Hear) -> None:
    assert "biopsy" not in clinic(hear("The biopsy shows it."))
    assert "biopsy" in clinic(hear("The biopsy shows it.", "the-palliative-team"))


def test_an_everyday_word_is_none_of_the_clinic(hear: Hear) -> None:
    assert not clinic(hear("It may be an infection, with diarrhoea."))


def test_a_nurse_is_a_person_and_nurse_in_capitals_is_a_word_of_the_clinic(hear: Hear) -> None:
    assert not clinic(hear("The nurse will be nice to your pet."))
    assert clinic(hear("We use NURSE.")) == {"nurse"}


def words(n: int) -> str:
    return " ".join(["go"] * n) + "."


def test_a_sentence_of_twenty_words_is_heard_and_one_word_more_is_too_long(hear: Hear) -> None:
    assert not hear(words(LONGEST_SENTENCE)).long_sentences
    assert len(hear(words(LONGEST_SENTENCE + 1)).long_sentences) == 1


def test_long_words_are_hard_to_hear_in_short_sentences_too(hear: Hear) -> None:
    heard = hear("Recurrent malignancies necessitate multidisciplinary consultation.")
    assert heard.lix > HARDEST_TO_HEAR
    assert not heard.easy
    assert hear("It is the same cancer.").easy


@pytest.mark.parametrize(("n", "is_enough"), [(0, False), (7, False), (8, True)])
def test_a_few_words_are_not_looked_through_yet(n: int, is_enough: bool) -> None:
    assert enough(words(n) if n else "") is is_enough


@pytest.mark.parametrize(
    "text", ["", "%", "* * *", "(((", "\\", "a" * 1200, "İstanbul will be cured"]
)
def test_any_text_can_be_looked_through(text: str, hear: Hear) -> None:
    assert isinstance(hear(text), Heard)
