"""Whose notebook it is, and where the answers go: in the app, in JupyterLab, behind JupyterHub."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from writing import answer_of

from course_lib.learning.learner import LOCAL, this_learner
from course_lib.learning.opening import this_visit
from course_lib.learning.store import Store, record_url
from course_lib.learning.visit import NotSavedError


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(tmp_path / "data"))
    this_visit.cache_clear()
    yield
    this_visit.cache_clear()


def test_the_app_says_whose_lesson_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LEARNER", "somebody")
    monkeypatch.setenv("JUPYTERHUB_USER", "ada@example.org")
    visit = this_visit()
    assert (visit.learner.key, visit.learner.by_code) == ("somebody", True)
    visit.save(answer_of(visit.learner))
    assert visit.code() is not None
    assert len(Store(record_url()).answers(visit.learner)) == 1


def test_in_jupyterlab_it_is_the_user_of_this_computer_each_time() -> None:
    learner = this_learner()
    assert learner == this_learner()
    assert learner.key.startswith("local-")
    assert not learner.by_code
    visit = this_visit()
    visit.save(answer_of(learner))
    assert visit.code() is None
    assert len(visit.answers()) == 1


def test_behind_a_hub_it_is_the_hub_s_user_whose_name_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "ada@example.org")
    ada = this_learner()
    assert ada == this_learner()
    assert "ada" not in ada.key.removeprefix("hub-")
    monkeypatch.setenv("JUPYTERHUB_USER", "ben@example.org")
    assert this_learner() != ada


def test_opening_a_notebook_stores_nothing(tmp_path: Path) -> None:
    visit = this_visit()
    assert visit.place("02/where-is-it") is None
    assert not Store(record_url()).knows(visit.learner)


def test_where_nothing_can_be_kept_the_lesson_opens_and_nothing_is_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(tmp_path / "a-file"))
    visit = this_visit()
    assert visit.learner == LOCAL
    assert visit.place("02/where-is-it") is None
    visit.keep("02/where-is-it", {"at": 1})
    assert visit.place("02/where-is-it") == {"at": 1}
    with pytest.raises(NotSavedError, match="Nothing can be kept"):
        visit.save(answer_of(LOCAL))
    assert "Nothing can be kept" in caplog.text


def test_a_lesson_opens_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DATABASE_URL", "postgresql://course@127.0.0.1:1/nowhere")
    monkeypatch.setenv("COURSE_LEARNER", "somebody")
    monkeypatch.setattr("course_lib.learning.store.READING_SECONDS", 0)
    visit = this_visit()
    assert visit.place("02/where-is-it") is None
    with pytest.raises(NotSavedError, match="cannot be reached"):
        visit.answers()


def test_a_process_that_is_forked_for_somebody_begins_a_visit_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COURSE_LEARNER", "somebody")
    assert this_visit() is this_visit()
    monkeypatch.setenv("COURSE_LEARNER", "somebody-else")
    this_visit.cache_clear()
    assert this_visit().learner.key == "somebody-else"
