"""A record from before: other tables, and questions that the bank no longer has."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from writing import answer_of

from course_lib.content.course import Course
from course_lib.learning import store as store_module
from course_lib.learning.learner import Learner
from course_lib.learning.store import Store
from course_lib.learning.tables import NEWEST, metadata

ADA, BEN = Learner("ada", by_code=True), Learner("local-ben")
FIRST = Path(__file__).parent / "records" / "first.sql"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The record that the first version of the course has left."""
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{tmp_path / 'record.sqlite'}"


def test_every_answer_of_an_old_record_is_there(url: str) -> None:
    answers = Store(url).answers(ADA)
    assert [(one.question, one.version, one.given, one.points) for one in answers] == [
        ("chest-wall-after-mastectomy", "1", {"chosen": ["locoregional"]}, 1),
        ("a-question-that-was-removed", "1", {"chosen": ["b"]}, 0),
        ("a-question-that-was-removed", "1", None, None),
    ]
    assert answers[0].at == datetime(2026, 11, 20, 7, 30, 0, 123456, UTC)
    assert answers[2].skipped == "not today"
    assert answers[2].sure is None


def test_the_old_record_holds_a_question_that_the_bank_has_no_more(
    url: str, course: Course
) -> None:
    asked = {answer.question for answer in Store(url).answers(ADA)}
    assert asked - set(course.questions)


def test_a_learner_of_an_old_record_comes_back_and_goes_on(url: str) -> None:
    store = Store(url)
    learner = store.learner_with("apple-boat-candle-7")
    assert learner == ADA
    store.save(ADA, answer_of(ADA))
    store.keep(ADA, "02/where-is-it", {"at": 1})
    assert store.code(ADA) == "apple-boat-candle-7"
    assert len(store.answers(ADA)) == 4
    assert len(store.answers(BEN)) == 1


def test_an_old_record_can_be_deleted(url: str) -> None:
    store = Store(url)
    store.delete(ADA)
    assert not store.knows(ADA)
    assert len(store.answers(BEN)) == 1


def test_an_old_record_gets_the_tables_of_today(url: str) -> None:
    Store(url).open()
    engine = sa.create_engine(url)
    assert metadata.tables.keys() < set(sa.inspect(engine).get_table_names())
    with engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert version == NEWEST
    engine.dispose()


def test_the_last_migration_leads_to_the_tables_of_today() -> None:
    config = Config()
    config.set_main_option(
        "script_location", str(Path(store_module.__file__).with_name("migrations"))
    )
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [NEWEST]
    assert scripts.get_bases() == ["0001"]
