"""A copy of the whole record, and the way back to it; learners may go on meanwhile.

SQLite copies itself page by page; PostgreSQL is left to its own pg_dump and pg_restore.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from course_lib.language import _
from course_lib.learning.folder import data_folder, make_private
from course_lib.learning.store import Store
from course_lib.learning.visit import NotSavedError

PATIENCE_SECONDS = 30


class BackupError(Exception):
    """Why no copy was made, or none was taken back, in words for whoever hosts the course."""


def back_up(url: str, to: Path) -> None:
    """Write a copy of the record at `url` to the new file `to`; raises BackupError."""
    if to.exists():
        raise BackupError(_("{file} is there already; choose another name.").format(file=to))
    try:
        make_private(to)
        if _is_file(url):
            with closing(_open(_file(url))) as record, closing(sqlite3.connect(to)) as copy:
                record.backup(copy)
        else:
            _postgresql("pg_dump", url, "--format=custom", f"--file={to}")
    except (OSError, sqlite3.Error) as error:
        to.unlink(missing_ok=True)
        raise BackupError(_("No copy was made: {reason}.").format(reason=error)) from error
    except BackupError:
        to.unlink(missing_ok=True)
        raise


def restore(url: str, copy: Path, now: datetime) -> Path:
    """Put `copy` in the place of the record at `url`; return where what was there lies now.

    The copy is brought to today's tables. Raises BackupError for what is no copy of a record, and
    NotSavedError for one that a newer version of the course made; the record is then as it was.
    """
    former = data_folder() / f"before-restore-{now:%Y-%m-%d-%H%M%S}.backup"
    if _is_file(url):
        _refuse_what_is_no_record(copy)
    Store(url).open()  # where nothing was kept yet, an empty record is set aside
    back_up(url, former)
    _put(copy, url)
    try:
        Store(url).open()
    except NotSavedError:
        _put(former, url)
        raise
    return former


def _put(copy: Path, url: str) -> None:
    try:
        if _is_file(url):
            with closing(_open(copy)) as wanted, closing(_open(_file(url))) as record:
                wanted.backup(record)
        else:
            _postgresql(
                "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(copy)
            )
    except (OSError, sqlite3.Error) as error:
        raise BackupError(_("The record is as it was: {reason}.").format(reason=error)) from error


def _refuse_what_is_no_record(copy: Path) -> None:
    words = _("{file} is no copy of a record: give a file that “course backup” has written.")
    try:
        with closing(_open(copy)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except (OSError, sqlite3.Error) as error:
        raise BackupError(words.format(file=copy)) from error
    if not (sound and {"answers", "alembic_version"} <= names):
        raise BackupError(words.format(file=copy))


def _is_file(url: str) -> bool:
    return sa.make_url(url).get_backend_name() == "sqlite"


def _file(url: str) -> Path:
    return Path(sa.make_url(url).database or "")


def _open(file: Path) -> sqlite3.Connection:
    if not file.is_file():
        raise FileNotFoundError(_("there is no file {file}").format(file=file))
    return sqlite3.connect(file, timeout=PATIENCE_SECONDS)


def _postgresql(program: str, url: str, *arguments: str) -> None:
    """Let one of PostgreSQL's own programs work on the database at `url`; raises BackupError."""
    if shutil.which(program) is None:
        words = _("{program} is not installed; it comes with PostgreSQL’s client programs.")
        raise BackupError(words.format(program=program))
    address = sa.make_url(url).set(drivername="postgresql")
    # A password in the command itself could be read by everybody on this computer.
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    plain = sa.URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database,
        address.query,
    )
    done = subprocess.run(
        [program, f"--dbname={plain.render_as_string()}", *arguments],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )
    if done.returncode:
        words = _("{program} stopped, and nothing was changed: {reason}")
        raise BackupError(words.format(program=program, reason=done.stderr.strip()))
