"""The record that no crash can lose: every answer is committed before anybody says "saved".

SQLite in the user's data folder, or PostgreSQL where COURSE_DATABASE_URL names one. Nothing is
opened before it is needed, and every connection is short: hundreds of kernels write here, each a
process of its own, and any of them may have been forked. No name, address or health data is kept.
"""

import logging
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from course_lib.language import _
from course_lib.learning.answers import Answer
from course_lib.learning.folder import data_folder, make_private
from course_lib.learning.learner import Learner
from course_lib.learning.report import Report, from_plain, new_code
from course_lib.learning.resume_code import make_code
from course_lib.learning.tables import ALL, NEWEST, answers, certificates, learners, places
from course_lib.learning.visit import Kept, NotSavedError

VARIABLE = "COURSE_DATABASE_URL"
FILE = "record.sqlite"

PATIENCE_SECONDS = 8.0
"""For how long a write is tried again while others write, or the database is being restarted."""

READING_SECONDS = 3.0
"""The same for what can be looked at later."""

# Any number will do that no other program on the same database takes.
_MIGRATION_LOCK = 7203441119

# 53300: no connection left; 40: two transactions in each other's way; the rest: gone or not up yet.
_PASSING = ("53300", "40", "08", "57P")
_FULL = ("53100", sqlite3.SQLITE_FULL)
_CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")
Code = str | int | None

_migrating = Lock()
_log = logging.getLogger(__name__)


def record_url() -> str:
    """Return where the record lies: COURSE_DATABASE_URL, or a file in the data folder."""
    return os.environ.get(VARIABLE) or f"sqlite:///{data_folder() / FILE}"


class Store:
    """A record in a database; safe to use from many processes and threads, and after a fork."""

    def __init__(
        self,
        url: str,
        *,
        patience: float = PATIENCE_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pool: type[sa.Pool] = sa.NullPool,
    ) -> None:
        self._url = sa.make_url(url)
        if self._url.drivername in {"postgres", "postgresql"}:
            self._url = self._url.set(drivername="postgresql+psycopg")
        self._insert = sqlite.insert if self._is_file else postgresql.insert
        self._patience = patience
        self._now = now
        self._pool = pool
        self._chance = random.SystemRandom()
        self._engine: sa.Engine | None = None
        self._process = 0

    @property
    def _is_file(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def place(self, learner: Learner, activity: str) -> Kept | None:
        """Return where `learner` was in `activity`, or None where that cannot be told."""
        wanted = sa.select(places.c.state).where(
            places.c.learner == learner.key, places.c.activity == activity
        )
        try:
            kept: Kept | None = self._read(lambda c: c.execute(wanted).scalar_one_or_none())
        except NotSavedError as error:
            # A lesson opens also while the database is away, and begins at its beginning.
            _log.warning("Where the learner was in %s could not be read: %s", activity, error)
            return None
        return kept

    def keep(self, learner: Learner, activity: str, state: Kept) -> None:
        """Remember where `learner` is; raises NotSavedError."""
        row = self._insert(places).values(
            learner=learner.key, activity=activity, state=state, at=self._now()
        )
        latest = row.on_conflict_do_update(
            index_elements=["learner", "activity"],
            set_={"state": row.excluded.state, "at": row.excluded.at},
        )
        self._write(lambda c: c.execute(latest))

    def save(self, learner: Learner, answer: Answer) -> None:
        """Write `answer` down for good, once for each id; raises NotSavedError.

        Raises ValueError for the answer of somebody else, or another answer under a used id.
        """
        if answer.learner != learner.key:
            raise ValueError("an answer is saved by the learner who gave it")
        # Where the database's reply was lost, the same answer comes again: it is there already.
        row = self._insert(answers).values(asdict(answer)).on_conflict_do_nothing()
        new = row.returning(answers.c.id)

        def work(connection: sa.Connection) -> None:
            if connection.execute(new).first() is None:
                there = sa.select(answers).where(answers.c.id == answer.id)
                if _answer(connection.execute(there).one()) != answer:
                    raise ValueError("an answer is never changed")
            if learner.by_code:
                self._code(connection, learner)

        self._write(work)

    def answers(self, learner: Learner) -> tuple[Answer, ...]:
        """Return all answers of `learner`, the oldest first; raises NotSavedError."""
        wanted = (
            sa.select(answers)
            .where(answers.c.learner == learner.key)
            .order_by(answers.c.at, answers.c.id)
        )
        return tuple(_answer(row) for row in self._read(lambda c: c.execute(wanted).all()))

    def code(self, learner: Learner) -> str | None:
        """Return how `learner` comes back, None before the first answer; raises NotSavedError."""
        code: str | None = self._read(lambda c: c.execute(_code_of(learner)).scalar_one_or_none())
        return code

    def certify(self, learner: Learner, report: Report) -> str:
        """Keep what a report says and return the code it can be looked up by; raises NotSavedError.

        A report that says the same as an earlier one of `learner` keeps its code.
        """
        said = report.plain()
        of = sa.select(certificates).where(certificates.c.learner == learner.key)

        def work(connection: sa.Connection) -> str:
            for row in connection.execute(of):
                if row.report == said:
                    return str(row.code)
            code = new_code()
            connection.execute(
                sa.insert(certificates).values(
                    code=code, learner=learner.key, report=said, at=self._now()
                )
            )
            return code

        return self._write(work)

    def certificate(self, code: str) -> Report | None:
        """Return the report that was given out under `code`, or None; raises NotSavedError."""
        wanted = sa.select(certificates.c.report).where(certificates.c.code == code)
        said = self._read(lambda c: c.execute(wanted).scalar_one_or_none())
        return None if said is None else from_plain(said)

    def everybody(self) -> tuple[Answer, ...]:
        """Return the answers of all learners, the oldest first; raises NotSavedError."""
        wanted = sa.select(answers).order_by(answers.c.at, answers.c.id)
        return tuple(_answer(row) for row in self._read(lambda c: c.execute(wanted).all()))

    def learner_with(self, code: str) -> Learner | None:
        """Return whose resume code it is, or None; raises NotSavedError."""
        wanted = sa.select(learners.c.learner).where(learners.c.code == code)
        key = self._read(lambda c: c.execute(wanted).scalar_one_or_none())
        return None if key is None else Learner(key, by_code=True)

    def knows(self, learner: Learner) -> bool:
        """Tell whether anything is kept of `learner`; raises NotSavedError."""
        wanted = sa.union_all(
            *(
                sa.select(sa.literal(1)).where(table.c.learner == learner.key)
                for table in ALL
            )
        ).limit(1)
        return self._read(lambda c: c.execute(wanted).first()) is not None

    def everything(self, learner: Learner) -> dict[str, Any]:
        """Return all that is kept of `learner`, as plain data; raises NotSavedError."""

        def work(connection: sa.Connection) -> dict[str, Any]:
            tables = {
                table.name: [
                    _plain(row)
                    for row in connection.execute(
                        sa.select(table).where(table.c.learner == learner.key)
                    ).all()
                ]
                for table in ALL
            }
            tables["answers"].sort(key=lambda row: row["at"])
            return tables

        return self._read(work)

    def delete(self, learner: Learner) -> None:
        """Delete all that is kept of `learner`, for good; raises NotSavedError."""

        def work(connection: sa.Connection) -> None:
            for table in ALL:
                connection.execute(sa.delete(table).where(table.c.learner == learner.key))

        self._write(work)
        self.empty_log()

    def empty_log(self) -> None:
        """Take what was deleted out of the log beside the file too."""
        if self._is_file:
            _empty_log(self._opened())

    def open(self) -> None:
        """Bring the tables to those of today where they are older; raises NotSavedError."""
        self._read(lambda _connection: None)

    def _code(self, connection: sa.Connection, learner: Learner) -> None:
        """Make the resume code of `learner` where there is none."""
        while connection.execute(_code_of(learner)).first() is None:
            connection.execute(
                self._insert(learners)
                .values(learner=learner.key, code=make_code(self._chance), made=self._now())
                .on_conflict_do_nothing()
            )

    def _read(self, work: Callable[[sa.Connection], T]) -> T:
        return self._patiently(lambda: self._once(work, writes=False), READING_SECONDS)

    def _write(self, work: Callable[[sa.Connection], T]) -> T:
        def durably(connection: sa.Connection) -> T:
            if not self._is_file:
                # Whatever the server is set to, an answer is on its disk before it is "saved".
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO on")
            return work(connection)

        return self._patiently(lambda: self._once(durably, writes=True), self._patience)

    def _once(self, work: Callable[[sa.Connection], T], *, writes: bool) -> T:
        engine = self._opened().execution_options(course_writes=writes)
        with engine.connect() as connection, self._turn(writes), connection.begin():
            return work(connection)

    @contextmanager
    def _turn(self, writes: bool) -> Iterator[None]:
        """Wait for the turn of this process to write into the file.

        SQLite alone would look again and again whether it is its turn, and when a whole class
        answers, some would look at the wrong moments until they give up. A lock of the system is a
        queue, and it is let go when its holder dies.
        """
        if not (writes and self._is_file and self._url.database and fcntl):
            yield
            return
        with open(f"{self._url.database}-turn", "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _patiently(self, do: Callable[[], T], seconds: float) -> T:
        """Return what `do` returns; trouble that passes by itself is waited for."""
        end = monotonic() + min(seconds, self._patience)
        wait = 0.02
        while True:
            try:
                return do()
            except SQLAlchemyError as error:
                if not _passes(error) or monotonic() + wait > end:
                    raise NotSavedError(_reason(error)) from error
            # Not all at once again.
            sleep(wait * random.uniform(0.5, 1.5))
            wait = min(2 * wait, 1.0)

    def _opened(self) -> sa.Engine:
        """Return the engine of this process, with the tables of today."""
        if self._engine is None or self._process != os.getpid():
            if self._is_file:
                _make_file(self._url)
                engine = _file_engine(self._url, self._pool, self._patience)
            else:
                engine = _engine(self._url, self._pool)
            _migrate(engine)
            self._engine, self._process = engine, os.getpid()
        return self._engine


def _make_file(url: sa.URL) -> None:
    if url.database:
        try:
            make_private(Path(url.database))
        except OSError as error:
            raise NotSavedError(_closed()) from error


def _engine(url: sa.URL, pool: type[sa.Pool]) -> sa.Engine:
    # A connection is given back at once; a pooler between may not know prepared statements; and a
    # server that has vanished from the network is not waited for longer than one that says no.
    return sa.create_engine(
        url,
        poolclass=pool,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "tcp_user_timeout": 5000,
            "prepare_threshold": None,
            "application_name": "course",
        },
    )


def _file_engine(url: sa.URL, pool: type[sa.Pool], patience: float) -> sa.Engine:
    engine = sa.create_engine(
        url, poolclass=pool, connect_args={"timeout": patience, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: the disk has an answer before it is "saved", so that not even a power cut takes it.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # the same on macOS
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # Who will write waits for the others at the beginning, where waiting is possible.
        writes = connection.get_execution_options().get("course_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _empty_log(engine: sa.Engine) -> None:
    """Take what was deleted out of the log beside the file too; while others write, it waits."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 500")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        # It is deleted, and the log is written over by and by.
        _log.info("The log of the record was not emptied yet.")
    finally:
        connection.close()


def _migrate(engine: sa.Engine) -> None:
    """Bring the tables to those of today, once, however many processes come at once."""
    with engine.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    # Imported here, because hardly ever needed, and slow.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _migrating, engine.execution_options(course_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise NotSavedError(
                _("The record of answers was made by a newer version of the course. "
                  "Nothing in it is lost; the course must be updated before it can be used.")
            ) from error


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return revision


def _code_of(learner: Learner) -> sa.Select[Any]:
    return sa.select(learners.c.code).where(learners.c.learner == learner.key)


def _answer(row: sa.Row[Any]) -> Answer:
    return Answer(**row._mapping)


def _plain(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
        if name != "learner"
    }


def _code_of_error(error: SQLAlchemyError) -> Code:
    """Return the database's own name of what went wrong; None for a connection that failed."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    number = getattr(cause, "sqlite_errorcode", None)
    code: Code = getattr(cause, "sqlstate", None) if number is None else number & 0xFF
    return code


def _passes(error: SQLAlchemyError) -> bool:
    code = _code_of_error(error)
    if isinstance(code, int):
        return code in _BUSY
    # A connection that could not be made, or was cut, has no code.
    return isinstance(error, sa.exc.OperationalError) and (
        code is None or code.startswith(_PASSING)
    )


def _reason(error: SQLAlchemyError) -> str:
    """Return in words for a learner why nothing could be kept."""
    code = _code_of_error(error)
    if code in _FULL:
        return _("There is no room left where the course keeps its record. Tell your trainer; "
                 "what was saved before is safe.")
    if code in _CLOSED:
        return _closed()
    if code in _BUSY:
        return _("Very many learners are saving at this moment. Please try again; "
                 "what was saved before is safe.")
    return _("The record of the course cannot be reached just now. Please try again in a minute; "
             "what was saved before is safe.")


def _closed() -> str:
    return _("The course may not write where it keeps its record. Tell your trainer; "
             "what was saved before is safe.")
