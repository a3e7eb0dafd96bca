"""A trainer asks what a class has gained."""

import random
from pathlib import Path

import pytest
from learning.answered import answered
from typer.testing import CliRunner

from course_lib.cli import app
from course_lib.learning.learner import Learner
from course_lib.learning.store import Store, record_url


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("COURSE_DATABASE_URL", raising=False)
    return Store(record_url())


def a_class(store: Store, size: int) -> None:
    chance = random.Random(7)
    for number in range(size):
        learner = Learner(f"learner {number}")
        for item in range(4):
            for check, points in (("opening", int(item < 1)), ("final", chance.randint(0, 1))):
                store.save(
                    learner,
                    answered(f"{check}{item}", points, learner=learner.key, asked_in=check),
                )


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["gain", *words])
    return result.exit_code, result.output


def test_a_class_of_ten_is_told_its_gain_with_an_interval(store: Store) -> None:
    a_class(store, 10)
    code, said = run()
    assert code == 0
    assert "10 learners did both checks. Before, 25% of the points" in said
    assert "95 % interval" in said


def test_a_class_of_nine_is_told_nothing(store: Store) -> None:
    a_class(store, 9)
    code, said = run()
    assert code == 1
    assert "Fewer than 10 learners" in said


def test_an_earlier_class_is_left_out(store: Store) -> None:
    a_class(store, 10)
    assert run("--since", "2026-11-23")[0] == 0
    assert run("--since", "2026-11-24")[0] == 1
