"""What a visit keeps in memory: every answer once, and to each learner their own."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from course_lib.learning.answers import Answer, new_id
from course_lib.learning.learner import Learner
from course_lib.learning.visit import Memory, Visit

ANSWER = Answer(
    id="one", learner="ann", question="q", version="v", lesson="02", objective="o", given="a",
    sure=2, points=1, of=1, skipped="", asked_in="lesson", at=datetime(2026, 11, 22, tzinfo=UTC),
)


def visit(record: Memory, learner: str = "ann") -> Visit:
    return Visit(Learner(learner), record, random.Random(1))


def test_answers_come_back_in_the_order_in_which_they_were_given() -> None:
    record = Memory()
    for id_ in ("one", "two", "three"):
        visit(record).save(replace(ANSWER, id=id_))
    assert [answer.id for answer in visit(record).answers()] == ["one", "two", "three"]


def test_an_answer_that_is_saved_twice_is_one() -> None:
    record = Memory()
    visit(record).save(ANSWER)
    visit(record).save(ANSWER)
    assert visit(record).answers() == (ANSWER,)


def test_nobody_reads_or_writes_for_somebody_else() -> None:
    record = Memory()
    visit(record).save(ANSWER)
    assert visit(record, "ben").answers() == ()
    with pytest.raises(ValueError, match="who gave it"):
        visit(record, "ben").save(ANSWER)


@pytest.mark.parametrize(
    "changes",
    [
        {"at": datetime(2026, 11, 22)},
        {"sure": 0}, {"sure": 4},
        {"points": None}, {"of": None},
        {"skipped": "not today"}, {"points": None, "of": None},
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"answer|sure"):
        replace(ANSWER, **changes)


@pytest.mark.parametrize(
    "changes",
    [{"sure": None}, {"sure": 1}, {"sure": 3},
     {"points": None, "of": None, "skipped": "not today"}, {"points": 0}],
)
def test_an_answer_that_makes_sense_is_kept(changes: dict[str, Any]) -> None:
    record = Memory()
    visit(record).save(replace(ANSWER, **changes))
    assert len(visit(record).answers()) == 1


def test_only_every_point_is_right() -> None:
    assert ANSWER.right
    assert not replace(ANSWER, points=1, of=2).right
    assert not replace(ANSWER, points=None, of=None, skipped="not today").right


def test_no_two_answers_have_one_id() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
