"""A PostgreSQL of the tests' own: made anew, reached by a socket, and killed without mercy."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import psycopg

WHY_NOT = (
    "PostgreSQL is not installed, so the record was tested with SQLite alone "
    "(Debian and Ubuntu: sudo apt-get install postgresql)."
)


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL on this machine."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    return found[-1] if found and (found[-1] / "initdb").exists() else None


class PostgreSQL:
    """A server in a folder of its own; `url` is where the course finds it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.url = f"postgresql://course@/postgres?host={folder}"
        # PostgreSQL refuses to run as root.
        self._user = _unprivileged() if os.getuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", str(folder / "data"), "-U", "course", "-A", "trust", "-E", "UTF8",
            "--no-locale",
        ).wait()  # fmt: skip

    def start(self) -> None:
        """Start, and return once it answers."""
        self._process = self._serve()
        end = monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert monotonic() < end, "PostgreSQL did not start"
                # After a kill, what is left of the last server may be in the way for a moment.
                if self._process.poll() is not None:
                    self._process = self._serve()
                sleep(0.05)

    def kill(self) -> None:
        """Kill the server as a power failure of its machine would end it, but for the disk."""
        assert self._process is not None
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        others = children.read_text().split() if children.exists() else []
        for one in (pid, *map(int, others)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End the server."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=30)

    def database(self, name: str) -> str:
        """Return the URL of an empty database."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[call-overload]
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        return f"postgresql://course@/{name}?host={self.folder}"

    def _serve(self) -> subprocess.Popen[bytes]:
        return self._run(
            "postgres", "-D", str(self.folder / "data"), "-k", str(self.folder),
            "-c", "listen_addresses=",
        )  # fmt: skip

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            user=self._user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        )


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL | None]:
    """Run a PostgreSQL, or give None where there is none to run."""
    found = programs()
    if found is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="course-pg-", dir="/tmp"))
    server = PostgreSQL(folder, found)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
