"""A trainer can look a report up by its code, and finds no name in it."""

from datetime import date
from pathlib import Path

import pytest

from course_lib.learning.learner import Learner
from course_lib.learning.report import Report, read_code
from course_lib.learning.store import Store
from course_lib.learning.visit import Memory, NotSavedError

ADA, BEN = Learner("ada", by_code=True), Learner("ben", by_code=True)
MADE = Report(date(2026, 11, 23), "1.0", 42, (("Types and sites", "Name it."),), ())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'record.sqlite'}")


def test_a_report_is_found_by_its_code_as_it_was_given_out(store: Store) -> None:
    assert store.certificate(store.certify(ADA, MADE)) == MADE


def test_a_code_that_was_never_given_out_finds_nothing(store: Store) -> None:
    store.certify(ADA, MADE)
    assert store.certificate("ACDEFGHJKL") is None


def test_the_same_report_keeps_its_code_and_another_one_gets_its_own(store: Store) -> None:
    first = store.certify(ADA, MADE)
    assert store.certify(ADA, MADE) == first
    later = Report(date(2026, 11, 24), "1.0", 50, MADE.met, ())
    assert store.certify(ADA, later) != first
    assert store.certificate(first) == MADE


def test_two_learners_with_the_same_report_have_unlike_codes(store: Store) -> None:
    assert store.certify(ADA, MADE) != store.certify(BEN, MADE)


def test_a_report_goes_when_its_learner_deletes_everything(store: Store) -> None:
    code = store.certify(ADA, MADE)
    other = store.certify(BEN, MADE)
    store.delete(ADA)
    assert store.certificate(code) is None
    assert store.certificate(other) == MADE


def test_a_learner_sees_the_reports_among_what_is_stored(store: Store) -> None:
    code = store.certify(ADA, MADE)
    assert [one["code"] for one in store.everything(ADA)["certificates"]] == [code]


def test_a_code_is_found_however_it_is_read_aloud(store: Store) -> None:
    code = store.certify(ADA, MADE)
    assert store.certificate(read_code(f" {code[:5].lower()} {code[5:]} ")) == MADE


def test_where_nothing_is_kept_there_is_no_code() -> None:
    with pytest.raises(NotSavedError, match="Nothing is kept on this computer"):
        Memory().certify(ADA, MADE)
