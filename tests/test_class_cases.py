"""A class plays a case of the clinic: the same steps and judgements, by majority."""

import pytest
from class_bank import PLAIN, SEVERAL

from course_lib.class_cases import case_ballots
from course_lib.content.course import Course
from course_lib.learning.ballot import Ballot
from course_lib.learning.class_vote import Vote, majority, tally


@pytest.fixture(scope="module")
def bank(course: Course) -> dict[str, Ballot]:
    return case_ballots(course)


def test_every_case_is_played_from_its_first_step_to_its_last(
    course: Course, bank: dict[str, Ballot]
) -> None:
    for record in course.cases.values():
        walk = [next(one for id_, one in bank.items() if id_.startswith(f"case:{record.id}:"))]
        while walk[-1].following:
            walk.append(bank[walk[-1].following])
        assert [one.id for one in walk] == [
            id_ for id_ in bank if id_.startswith(f"case:{record.id}:")
        ]
        assert record.setting in walk[0].story
        assert all(one.is_heavy == bool(record.notice) for one in walk)


def test_each_step_has_an_answer_that_fits_and_a_reason_for_each(bank: dict[str, Ballot]) -> None:
    for ballot in bank.values():
        fine = [one.id for one in ballot.choices if one.right or one.is_fine]
        assert fine, ballot.id
        assert ballot.is_right(fine if ballot.form == "several" else fine[:1])
        assert all(one.why for one in ballot.choices), ballot.id


def test_what_may_be_done_need_not_be(bank: dict[str, Ballot]) -> None:
    found = [
        (ballot, right, fine, wrong)
        for ballot in bank.values()
        if ballot.form == "several"
        and (right := ballot.right_ids())
        and (fine := {one.id for one in ballot.choices if one.is_fine})
        and (wrong := {one.id for one in ballot.choices} - right - fine)
    ]
    assert found
    for ballot, right, fine, wrong in found:
        assert ballot.is_right(right)
        assert ballot.is_right(right | fine)
        assert not ballot.is_right(fine)
        assert not ballot.is_right(right | wrong)


def test_the_majority_decides() -> None:
    votes = [Vote("a", ("yes",)), Vote("b", ("no",)), Vote("c", ("no",))]
    assert majority(PLAIN, tally(PLAIN, votes, {})) == ("no",)
    assert majority(PLAIN, tally(PLAIN, votes[:2], {})) == ("yes", "no")  # both, for the class
    several = [Vote("a", ("one", "two")), Vote("b", ("one",)), Vote("c", ("two", "three"))]
    assert majority(SEVERAL, tally(SEVERAL, several, {})) == ("one", "two")
    assert majority(PLAIN, tally(PLAIN, [], {})) == ()
