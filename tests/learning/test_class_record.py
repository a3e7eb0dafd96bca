"""What a class has shown of itself, and what is not told of a small one."""

import random
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from class_bank import BALLOTS, DISPUTED, OTHER, PLAIN

from course_lib.learning.ballot import Ballot
from course_lib.learning.class_record import record_of
from course_lib.learning.class_store import Everything, Group, Turn
from course_lib.learning.class_vote import Vote

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GROUP = Group("id", "CODE", "", 60, True, False, NOW, NOW + timedelta(days=7))
Given = Literal["yes", "no"]


def asked(number: int, turn: int, ballot: Ballot, hands: dict[str, int] | None = None) -> Turn:
    return Turn("id", number, turn, ballot.id, ballot.version, "shown", hands or {}, NOW)


def given(*rights: bool, sure: int = 2) -> tuple[Vote, ...]:
    """Return the votes of seats 0, 1, 2 …"""
    return tuple(
        Vote(f"seat-{seat}", ("yes",) if right else ("no",), sure)
        for seat, right in enumerate(rights)
    )


def left(*rounds: tuple[Turn, tuple[Vote, ...]]) -> Everything:
    return Everything(
        GROUP, tuple(turn for turn, _ in rounds), {turn.key: votes for turn, votes in rounds}
    )


@pytest.mark.parametrize(("learners", "is_told"), [(4, False), (5, True)])
def test_of_fewer_than_five_nothing_is_broken_down(learners: int, is_told: bool) -> None:
    record = record_of(left((asked(1, 1, PLAIN), given(*[True] * learners))), BALLOTS)
    assert record.too_few != is_told
    assert bool(record.items) == is_told
    assert bool(record.objectives) == is_told


def test_a_question_that_few_of_a_large_class_answered_is_left_out() -> None:
    record = record_of(
        left((asked(1, 1, PLAIN), given(*[True] * 9)), (asked(2, 1, OTHER), given(*[True] * 4))),
        BALLOTS,
    )
    assert [item.ballot.id for item in record.items] == ["plain"]


def test_certain_and_wrong_come_first_then_the_hardest() -> None:
    easy, certain = given(*[True] * 9, False, sure=2), given(*[True] * 9, False, sure=3)
    record = record_of(left((asked(1, 1, PLAIN), easy), (asked(2, 1, OTHER), certain)), BALLOTS)
    assert [item.ballot.id for item in record.items] == ["other", "plain"]
    assert [item.difficulty for item in record.items] == [0.9, 0.9]
    hard = given(*[False] * 10, sure=2)
    record = record_of(left((asked(1, 1, PLAIN), easy), (asked(2, 1, OTHER), hard)), BALLOTS)
    assert [item.ballot.id for item in record.items] == ["other", "plain"]
    assert [one.objective for one in record.objectives] == ["act", "know"]
    assert [one.share for one in record.objectives] == [0.0, 0.9]


@pytest.mark.parametrize(("learners", "is_told"), [(29, False), (30, True)])
def test_whether_a_question_tells_apart_is_said_from_thirty_answers_on(
    learners: int, is_told: bool
) -> None:
    knows = [seat % 2 == 0 for seat in range(learners)]
    record = record_of(
        left((asked(1, 1, PLAIN), given(*knows)), (asked(2, 1, OTHER), given(*knows))), BALLOTS
    )
    assert {item.telling for item in record.items} == ({"well"} if is_told else {None})
    if is_told:
        assert record.items[0].discrimination == pytest.approx(1.0)


def test_a_question_that_the_best_miss_tells_the_other_way_round() -> None:
    knows = [seat % 2 == 0 for seat in range(40)]
    misled = [not right for right in knows]
    record = record_of(
        left((asked(1, 1, PLAIN), given(*knows)), (asked(2, 1, OTHER), given(*misled))), BALLOTS
    )
    assert {item.telling for item in record.items} == {"backwards"}


def test_a_question_that_all_have_right_tells_nobody_from_anybody() -> None:
    knows = [seat % 2 == 0 for seat in range(40)]
    record = record_of(
        left((asked(1, 1, PLAIN), given(*[True] * 40)), (asked(2, 1, OTHER), given(*knows))),
        BALLOTS,
    )
    assert [item.discrimination for item in record.items] == [None, None]


def test_a_disputed_question_has_no_share_that_was_right() -> None:
    record = record_of(left((asked(1, 1, DISPUTED), given(*[True] * 12))), BALLOTS)
    assert record.items[0].difficulty is None
    assert record.objectives == ()


def test_the_gain_of_a_discussion_has_its_uncertainty() -> None:
    chance = random.Random(3)
    before = [chance.random() < 0.4 for _ in range(40)]
    after = [right or chance.random() < 0.6 for right in before]
    record = record_of(
        left((asked(1, 1, PLAIN), given(*before)), (asked(1, 2, PLAIN), given(*after))), BALLOTS
    )
    gain = record.by_talking
    assert gain is not None
    assert gain.before == sum(before) / 40
    assert gain.after == sum(after) / 40
    assert gain.low < gain.difference < gain.high
    assert record.by_teaching is None


def test_the_gain_of_teaching_is_from_the_opening_to_the_final_check() -> None:
    opening = Ballot(**{**vars(PLAIN), "id": "opening", "asked_in": "opening"})
    record = record_of(
        left(
            (asked(1, 1, opening), given(*[False] * 10)),
            (asked(2, 1, OTHER), given(*[True] * 9, False)),
        ),
        {**BALLOTS, "opening": opening},
    )
    assert record.by_teaching is not None
    assert record.by_teaching.difference == pytest.approx(0.9)


def test_a_question_whose_words_have_changed_is_left_out() -> None:
    old = Turn("id", 1, 1, "plain", "another version", "shown", {}, NOW)
    assert record_of(left((old, given(*[True] * 9))), BALLOTS).items == ()


def test_raised_hands_alone_make_a_record() -> None:
    hands = asked(1, 1, PLAIN, {"yes": 6, "no": 4})
    record = record_of(left((hands, ())), BALLOTS)
    assert record.learners == 10
    assert record.items[0].difficulty == 0.6
