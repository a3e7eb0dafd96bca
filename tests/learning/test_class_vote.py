"""What a class has said: counts, the shift after a discussion, and what is worth doing now."""

import random

import pytest
from class_bank import DISPUTED, PLACE, PLAIN, SEVERAL

from course_lib.content.course import Course
from course_lib.learning.ballot import ballots
from course_lib.learning.class_code import LETTERS, make_code, read_code, spaced
from course_lib.learning.class_vote import Shift, Vote, advice, shift, tally


def votes(right: int, wrong: int, sure: int = 2) -> list[Vote]:
    return [
        Vote(f"seat-{number}", ("yes",) if number < right else ("no",), sure)
        for number in range(right + wrong)
    ]


def test_votes_and_hands_are_counted_together() -> None:
    counted = tally(PLAIN, votes(3, 1), {"yes": 2, "perhaps": 4})
    assert counted.voters == 10
    assert counted.counts == {"yes": 5, "no": 1, "perhaps": 4}
    assert counted.right == 5
    assert counted.percent("perhaps") == 40
    assert counted.percent("nobody chose it") == 0


def test_a_vote_for_several_is_right_only_when_it_is_whole() -> None:
    whole, half = Vote("a", ("one", "two")), Vote("b", ("one",))
    counted = tally(SEVERAL, [whole, half], {})
    assert counted.counts == {"one": 2, "two": 1}
    assert counted.right == 1


def test_hands_for_several_say_nothing_of_who_was_right() -> None:
    counted = tally(SEVERAL, [], {"one": 7, "two": 9})
    assert counted.voters == 9
    assert counted.right is None
    assert advice(SEVERAL, counted) == "no key"


def test_only_who_is_certain_is_certain_and_wrong() -> None:
    assert tally(PLAIN, votes(2, 3, sure=3), {}).sure_and_wrong == 3
    assert tally(PLAIN, votes(2, 3, sure=2), {}).sure_and_wrong == 0


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        (29, 71, "explain"),
        (30, 70, "discuss"),
        (70, 30, "discuss"),
        (71, 29, "go on"),
        (2, 2, "wait"),
        (2, 3, "discuss"),
    ],
)
def test_a_first_vote_asks_for_something(right: int, wrong: int, what: str) -> None:
    assert advice(PLAIN, tally(PLAIN, votes(right, wrong), {})) == what


def test_a_disputed_question_is_argued_about_whatever_the_votes() -> None:
    assert advice(DISPUTED, tally(DISPUTED, votes(9, 0), {})) == "disputed"


def test_the_shift_is_of_those_who_voted_twice() -> None:
    first = [Vote("a", ("yes",)), Vote("b", ("no",)), Vote("c", ("yes",)), Vote("d", ("no",))]
    second = [Vote("a", ("yes",)), Vote("b", ("yes",)), Vote("c", ("no",)), Vote("late", ("no",))]
    moved = shift(PLAIN, first, second)
    assert moved == Shift(stayed_right=1, became_right=1, became_wrong=1, stayed_wrong=0)
    assert moved.learners == 3


def test_what_is_no_vote_is_refused_with_a_sentence() -> None:
    assert SEVERAL.read(["two", "one"]) == ("one", "two")
    for ballot, chosen in (
        (PLAIN, []), (PLAIN, ["yes", "no"]), (PLAIN, ["maybe"]), (PLAIN, ["yes", "maybe"]),
        (PLACE, ["axilla"]),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="Choose"):
            ballot.read(chosen)


def test_a_code_is_read_as_people_type_it() -> None:
    code = make_code(random.Random(1))
    assert set(code) <= set(LETTERS)
    assert read_code(f" {spaced(code).lower()} ") == code
    assert read_code(code[:5]) is None
    assert read_code(f"{code[:5]}0") is None  # no zero that could be an O
    assert read_code("<script>") is None


def test_the_bank_of_the_course_can_be_put_to_a_class(course: Course) -> None:
    bank = ballots(course)
    kinds = {"single", "several", "ask-first", "mark"}
    assert set(bank) == {id_ for id_, one in course.questions.items() if one.kind in kinds}
    for ballot in bank.values():
        assert ballot.right_ids()
        assert all(choice.why for choice in ballot.choices)
        assert all(choice.misconception for choice in ballot.choices if not choice.right)


def test_what_sources_disagree_about_has_both_statements(course: Course) -> None:
    disputed = [one for one in ballots(course).values() if one.is_disputed]
    assert disputed
    for ballot in disputed:
        assert len(ballot.parts) > 1
    for id_, ballot in ballots(course).items():
        claims = course.questions[id_].claims  # type: ignore[union-attr]
        assert ballot.is_disputed == any(course.claims[one].disputed_by for one in claims)


def test_nothing_about_dying_is_put_to_a_class_without_a_notice(course: Course) -> None:
    bank = ballots(course)
    for ballot in bank.values():
        words = " ".join([ballot.stem, *(choice.text for choice in ballot.choices)]).casefold()
        if any(word in words for word in ("dying", "death", "survival", "palliative", " died")):
            assert ballot.is_heavy, ballot.id
    assert 0 < sum(ballot.is_heavy for ballot in bank.values()) < len(bank) / 3
