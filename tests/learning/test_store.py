"""The record: what is saved stays, is counted once, is never changed, and can be deleted."""

import multiprocessing
import os
import sqlite3
import threading
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from writing import answer_of

from course_lib.learning.answers import Answer
from course_lib.learning.learner import Learner, new_learner
from course_lib.learning.resume_code import read_code
from course_lib.learning.store import Store, record_url
from course_lib.learning.tables import ALL, NEWEST, metadata
from course_lib.learning.visit import NotSavedError

ADA, BEN = Learner("ada", by_code=True), Learner("ben", by_code=True)
MORNING = datetime(2026, 11, 22, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def store(url: str) -> Store:
    return Store(url, patience=2)


def execute(url: str, statement: str) -> None:
    """Do what no part of the course does."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        with connection:
            connection.execute(statement)
        connection.close()
    else:
        with psycopg.connect(url) as postgres:
            postgres.execute(statement)  # type: ignore[call-overload]


def test_an_answer_comes_back_as_it_was_given(store: Store, url: str) -> None:
    answer = answer_of(ADA, given={"Ärmel": ["a", 1.5, None, {"x": True}]}, at=MORNING)
    skipped = answer_of(ADA, given=None, sure=None, points=None, of=None, skipped="not today")
    store.save(ADA, answer)
    store.save(ADA, skipped)
    assert Store(url).answers(ADA) == (answer, skipped)


def test_answers_come_in_the_order_in_which_they_were_given(store: Store) -> None:
    late, early = (answer_of(ADA, at=MORNING + timedelta(hours=h)) for h in (1, 0))
    store.save(ADA, late)
    store.save(ADA, early)
    assert store.answers(ADA) == (early, late)


def test_an_answer_that_is_saved_again_after_a_lost_reply_is_counted_once(store: Store) -> None:
    answer = answer_of(ADA)
    store.save(ADA, answer)
    store.save(ADA, answer)
    assert store.answers(ADA) == (answer,)


def test_an_answer_is_never_changed(store: Store, url: str) -> None:
    answer = answer_of(ADA)
    store.save(ADA, answer)
    with pytest.raises(ValueError, match="never changed"):
        store.save(ADA, replace(answer, points=0))
    with pytest.raises((sqlite3.Error, psycopg.Error), match="never changed"):
        execute(url, "UPDATE answers SET points = 0")
    assert store.answers(ADA) == (answer,)


def test_nobody_saves_an_answer_of_somebody_else(store: Store) -> None:
    with pytest.raises(ValueError, match="who gave it"):
        store.save(BEN, answer_of(ADA))
    assert store.answers(ADA) == store.answers(BEN) == ()


def test_nobody_takes_the_id_of_somebody_else_s_answer(store: Store) -> None:
    answer = answer_of(ADA)
    store.save(ADA, answer)
    with pytest.raises(ValueError, match="never changed"):
        store.save(BEN, answer_of(BEN, id=answer.id))
    assert store.answers(ADA) == (answer,)
    assert store.answers(BEN) == ()


def test_a_place_is_kept_for_each_learner_and_activity(store: Store) -> None:
    assert store.place(ADA, "02/where-is-it") is None
    store.keep(ADA, "02/where-is-it", {"at": 1})
    store.keep(ADA, "02/where-is-it", {"at": 2})
    store.keep(ADA, "03/triage", {"at": 3})
    store.keep(BEN, "02/where-is-it", {"at": 4})
    assert store.place(ADA, "02/where-is-it") == {"at": 2}
    assert store.place(ADA, "03/triage") == {"at": 3}
    assert store.place(BEN, "02/where-is-it") == {"at": 4}


def test_a_resume_code_is_made_with_the_first_answer_and_stays(store: Store) -> None:
    store.keep(ADA, "02/where-is-it", {"at": 1})
    assert store.code(ADA) is None
    store.save(ADA, answer_of(ADA))
    code = store.code(ADA)
    assert code is not None
    assert read_code(code) == code
    store.save(ADA, answer_of(ADA))
    assert store.code(ADA) == code
    assert store.learner_with(code) == ADA


def test_who_has_an_account_on_the_computer_needs_no_code(store: Store) -> None:
    local = Learner("local-1")
    store.save(local, answer_of(local))
    assert store.code(local) is None


def test_a_code_that_was_never_made_is_nobody_s(store: Store) -> None:
    store.save(ADA, answer_of(ADA))
    assert store.learner_with("apple-boat-candle-0") is None


def test_all_that_is_kept_of_a_learner_is_shown_and_nothing_of_others(store: Store) -> None:
    answer = answer_of(ADA)
    store.save(ADA, answer)
    store.keep(ADA, "02/where-is-it", {"at": 1})
    store.save(BEN, answer_of(BEN))
    everything = store.everything(ADA)
    assert set(everything) == set(metadata.tables)
    assert [row["id"] for row in everything["answers"]] == [answer.id]
    assert set(everything["answers"][0]) == set(asdict(answer)) - {"learner"}
    assert [row["activity"] for row in everything["places"]] == ["02/where-is-it"]
    assert [row["code"] for row in everything["learners"]] == [store.code(ADA)]


def test_nothing_is_known_of_who_has_only_looked(store: Store) -> None:
    assert store.answers(ADA) == ()
    assert not store.knows(ADA)
    store.keep(ADA, "02/where-is-it", {})
    assert store.knows(ADA)
    assert not store.knows(BEN)


def test_what_is_deleted_is_gone_and_what_others_have_stays(store: Store) -> None:
    hers, his = answer_of(ADA), answer_of(BEN)
    store.save(ADA, hers)
    store.keep(ADA, "02/where-is-it", {"at": 1})
    store.save(BEN, his)
    code = store.code(ADA)
    store.delete(ADA)
    assert not store.knows(ADA)
    assert store.learner_with(str(code)) is None
    assert not any(store.everything(ADA).values())
    assert store.answers(BEN) == (his,)


def test_what_is_deleted_is_not_left_behind_in_the_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'record.sqlite'}")
    store.save(ADA, answer_of(ADA, given="a sentence that she wrote"))
    # Somebody else reads all the while, so that the log beside the file is not taken away.
    reader = sqlite3.connect(tmp_path / "record.sqlite")
    reader.execute("SELECT count(*) FROM answers").fetchall()
    assert b"that she wrote" in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    store.delete(ADA)
    assert b"that she wrote" not in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    reader.close()


def test_no_table_has_room_for_a_name_or_an_address() -> None:
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    assert set(ALL) == set(metadata.tables.values())
    assert columns == {*asdict(answer_of(ADA)), "code", "made", "activity", "state", "report"}


def test_a_file_is_written_through_to_the_disk(tmp_path: Path) -> None:
    """WAL with FULL: what is committed has left the machine's memory."""
    store = Store(f"sqlite:///{tmp_path / 'record.sqlite'}")
    with store._opened().connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert found == ["wal", 2, 1]


def test_no_connection_stays_open_and_none_is_made_at_first(url: str) -> None:
    store = Store(url)
    assert store._engine is None
    store.save(ADA, answer_of(ADA))
    assert isinstance(store._opened().pool, sa.NullPool)


def _save_in_child(store: Store, answer: Answer) -> None:
    store.save(ADA, answer)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_was_forked_opens_the_record_for_itself(store: Store) -> None:
    before, after = answer_of(ADA), answer_of(ADA)
    store.save(ADA, before)
    engine = store._opened()
    child = multiprocessing.get_context("fork").Process(target=_save_in_child, args=(store, after))
    child.start()
    child.join(30)
    assert child.exitcode == 0
    assert store.answers(ADA) == (before, after)
    assert store._opened() is engine


def test_many_who_open_a_new_record_at_once_make_its_tables_once(url: str) -> None:
    """Threads here; the processes of test_durability do the same."""
    failed: list[Exception] = []

    def begin() -> None:
        try:
            Store(url).open()
        except NotSavedError as error:
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert metadata.tables.keys() < set(tables(url))


def tables(url: str) -> list[str]:
    return sa.inspect(Store(url)._opened()).get_table_names()


def test_the_tables_are_those_that_the_migrations_leave(url: str) -> None:
    inspector = sa.inspect(Store(url)._opened())
    for table in metadata.tables.values():
        there = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert there == {column.name: column.nullable for column in table.columns}


def test_a_record_of_a_newer_course_is_left_alone(url: str) -> None:
    Store(url).open()
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotSavedError, match="newer version"):
        Store(url, patience=0).open()
    assert NEWEST != "9999"


def test_a_full_disk_is_said_calmly(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'record.sqlite'}", patience=0)
    store.save(ADA, answer_of(ADA))
    engine = store._opened()

    @sa.event.listens_for(engine, "connect")
    def _no_room(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(NotSavedError, match="no room left"):
        store.save(ADA, answer_of(ADA, given="long " * 10_000))
    assert len(store.answers(ADA)) == 1


def test_a_record_that_somebody_holds_too_long_is_said_calmly(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'record.sqlite'}", patience=0.1)
    store.open()
    other = sqlite3.connect(tmp_path / "record.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotSavedError, match="saving at this moment"):
        store.save(ADA, answer_of(ADA))
    other.execute("ROLLBACK")
    other.close()
    store.save(ADA, answer_of(ADA))


def test_a_record_that_cannot_be_opened_is_said_calmly(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(NotSavedError, match="may not write"):
        Store(f"sqlite:///{tmp_path / 'a-file'}/record.sqlite", patience=0).open()


def test_a_database_that_is_away_is_said_calmly_and_its_password_is_not() -> None:
    store = Store("postgresql://course:hush@127.0.0.1:1/nowhere", patience=0)
    with pytest.raises(NotSavedError, match="cannot be reached") as caught:
        store.save(ADA, answer_of(ADA))
    assert "hush" not in str(caught.value)


def test_the_address_of_a_database_may_be_written_as_schools_write_it() -> None:
    for start in ("postgres://", "postgresql://", "postgresql+psycopg://"):
        assert Store(f"{start}course@host/db")._url.drivername == "postgresql+psycopg"


def test_without_a_database_the_record_is_a_file_that_nobody_else_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(tmp_path / "new"))
    assert record_url() == f"sqlite:///{tmp_path / 'new' / 'record.sqlite'}"
    assert not (tmp_path / "new").exists()
    Store(record_url()).open()
    assert (tmp_path / "new" / "record.sqlite").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("COURSE_DATABASE_URL", "postgresql://course@host/db")
    assert record_url() == "postgresql://course@host/db"


def test_a_new_learner_is_like_no_other() -> None:
    keys = {new_learner().key for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 32 for key in keys)


def test_a_time_is_kept_to_the_microsecond_in_any_zone(store: Store) -> None:
    store.save(ADA, answer_of(ADA, at=MORNING))
    (kept,) = store.answers(ADA)
    assert kept.at == MORNING
    assert kept.at.tzinfo == UTC
