"""Whoever hosts the course copies the record with one command, and goes back with another."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from learning.answered import answered
from typer.testing import CliRunner

from course_lib.cli import app
from course_lib.learning.backup import BackupError, back_up, restore
from course_lib.learning.learner import Learner
from course_lib.learning.store import VARIABLE, Store
from course_lib.learning.visit import NotSavedError

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANN = Learner("ann", by_code=True)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(folder))
    return folder


def give(url: str, question: str) -> None:
    Store(url).save(ANN, answered(question, learner="ann"))


def asked(url: str) -> list[str]:
    return sorted(answer.question for answer in Store(url).answers(ANN))


def test_what_was_saved_before_the_copy_comes_back_and_what_came_after_is_set_aside(
    url: str, tmp_path: Path
) -> None:
    give(url, "before")
    code = Store(url).code(ANN)
    back_up(url, tmp_path / "copy")
    give(url, "after")
    former = restore(url, tmp_path / "copy", NOW)
    assert asked(url) == ["before"]
    assert Store(url).code(ANN) == code
    restore(url, former, NOW.replace(minute=31))
    assert asked(url) == ["after", "before"]


def test_a_copy_is_taken_back_where_nothing_was_kept_yet(url: str, tmp_path: Path) -> None:
    give(url, "before")
    back_up(url, tmp_path / "copy")
    Store(url).delete(ANN)
    restore(url, tmp_path / "copy", NOW)
    assert asked(url) == ["before"]


def test_the_course_can_write_into_a_record_that_came_back(url: str, tmp_path: Path) -> None:
    give(url, "before")
    back_up(url, tmp_path / "copy")
    restore(url, tmp_path / "copy", NOW)
    give(url, "after")
    assert asked(url) == ["after", "before"]


def test_a_copy_overwrites_no_file(url: str, tmp_path: Path) -> None:
    give(url, "before")
    (tmp_path / "copy").write_text("my thesis")
    with pytest.raises(BackupError, match="choose another name"):
        back_up(url, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "my thesis"


@pytest.mark.parametrize("content", [None, "my thesis", ""])
def test_what_is_no_copy_is_refused_and_the_record_stays(
    url: str, tmp_path: Path, content: str | None
) -> None:
    give(url, "before")
    if content is not None:
        (tmp_path / "copy").write_text(content)
    with pytest.raises(BackupError):
        restore(url, tmp_path / "copy", NOW)
    assert asked(url) == ["before"]


def test_a_copy_of_a_newer_course_is_refused_and_the_record_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.sqlite'}"
    give(url, "before")
    back_up(url, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as copy, copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    give(url, "after")
    with pytest.raises(NotSavedError, match="newer version"):
        restore(url, tmp_path / "copy", NOW)
    assert asked(url) == ["after", "before"]


def test_two_commands_copy_the_record_and_bring_it_back(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, url)
    give(url, "before")
    copy = str(tmp_path / "copy")
    command = CliRunner().invoke
    assert "keep it safe" in command(app, ["backup", copy]).output
    again = command(app, ["backup", copy])
    assert (again.exit_code, "choose another name" in again.output) == (1, True)
    Store(url).delete(ANN)
    done = command(app, ["restore", copy])
    assert (done.exit_code, "before-restore-" in done.output) == (0, True)
    assert asked(url) == ["before"]
    wrong = command(app, ["restore", str(tmp_path / "nothing")])
    assert (wrong.exit_code, "Traceback" in wrong.output) == (1, False)


def test_a_copy_is_for_its_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.sqlite'}"
    give(url, "before")
    back_up(url, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
