"""The templates of all lessons: made one after the other, and made anew when something changes."""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from course_lib.app.forking.messages import hear_soon, is_readable, pair, say
from course_lib.app.forking.page import KERNEL, Render
from course_lib.app.forking.process import ForkedProcess, forked
from course_lib.app.shelf import Shelf

LESSON_SECONDS = 120.0
LOOK_SECONDS = 1.0
"""How often it is looked whether a file has changed, at most."""

# A fork copies one thread only, so nothing may start more of them.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

State = tuple[tuple[str, int, int], ...]


def is_possible() -> bool:
    """Tell whether this system has all that forking a lesson needs."""
    if sys.platform != "linux":
        return False
    try:
        # Older systems, and some containers, do not allow it.
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def state_of(paths: Iterable[Path]) -> State:
    """Return what changes with any file of `paths`, or below them."""
    found = []
    for path in paths:
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith((".", "__"))]
            found += [os.path.join(folder, name) for name in names]
        if path.is_file():
            found.append(str(path))
    looked = [(name, os.stat(name)) for name in sorted(found) if os.path.exists(name)]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in looked)


@dataclass(frozen=True)
class Template:
    """A lesson that has been run: `line` leads to its process."""

    line: socket.socket
    pid: int
    state: State
    parts: tuple[str, ...]
    turns: asyncio.Semaphore

    @property
    def is_there(self) -> bool:
        """Tell whether its process lives: it says nothing by itself, so what comes is the end."""
        return not is_readable(self.line.fileno())

    async def fork(self, connection: str, environment: dict[str, str]) -> ForkedProcess:
        """Fork a kernel for the learner whom `environment` names; raises ForkError."""
        # One after the other the first is served sooner, and the last not later.
        async with self.turns:
            return await forked(self.line, connection, environment)

    def page(self, kernel: str) -> str:
        """Return the page of who has `kernel`."""
        return kernel.join(self.parts)


class LessonError(Exception):
    """A lesson cannot be run once for all; the message says why."""


class ForkedLessons:
    """Which lessons can be forked just now; what cannot is opened as Voilà does it."""

    def __init__(self, shelf: Shelf, render: Render, log: logging.Logger) -> None:
        self._shelf = shelf
        self._render = render
        self._log = log
        self._templates: dict[str, Template] = {}
        self._failed: dict[str, State] = {}
        self._wanted: list[str] = []
        self._work: asyncio.Task[None] | None = None
        self._nursery: tuple[socket.socket, State] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._turns = asyncio.Semaphore(2 * (os.cpu_count() or 1))
        self._looked = 0.0
        self._state: State = ()
        self._states: dict[str, State] = {}

    def template_of(self, notebook: str) -> Template | None:
        """Return what `notebook` is forked from, None while there is none; it is made then."""
        template = self._templates.get(notebook)
        state = self._state_of(notebook)
        if template and template.state == state and template.is_there:
            return template
        if template:
            # Kernels that were forked from it go on without it.
            self._templates.pop(notebook).line.close()
        if self._failed.get(notebook) != state:
            self._want(notebook, first=True)
        return None

    def is_warm(self, notebook: str) -> bool:
        """Tell whether `notebook` can be forked just now."""
        template = self._templates.get(notebook)
        return template is not None and template.is_there

    def warm(self, notebooks: Iterable[str]) -> None:
        """Have the templates of `notebooks` made, one after the other."""
        for notebook in notebooks:
            self._want(notebook)

    def _want(self, notebook: str, first: bool = False) -> None:
        if notebook not in self._wanted:
            # The first of them is being made already.
            self._wanted.insert(1 if first else len(self._wanted), notebook)
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._make_all())

    async def _make_all(self) -> None:
        while self._wanted:
            notebook = self._wanted[0]
            try:
                await self._make(notebook)
            except Exception as error:
                self._log.error("The lesson %s is run for each visitor: %s", notebook, error)
                self._failed[notebook] = self._state_of(notebook)
            finally:
                self._wanted.remove(notebook)

    async def _make(self, notebook: str) -> None:
        state = self._state_of(notebook)
        nursery = self._nursery_of(self._state)
        line, other = pair()
        with other:
            say(nursery, {"notebook": f"{notebook}.ipynb"}, other.fileno())
        pid = 0
        try:
            pid = (await hear_soon(line, LESSON_SECONDS))[0]["pid"]
            words, files = await hear_soon(line, LESSON_SECONDS)
            if "failed" in words:
                raise LessonError(words["failed"])
            with open(files[0], encoding="utf-8") as file:
                file.seek(0)
                outputs = json.load(file)
            html = await self._render(f"{notebook}.ipynb", outputs)
        except BaseException:
            line.close()
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            raise
        parts = tuple(html.split(KERNEL))
        self._templates[notebook] = Template(line, pid, state, parts, self._turns)

    def _nursery_of(self, state: State) -> socket.socket:
        """Return the line to a nursery that has read the files as they are now."""
        if self._nursery:
            line, then = self._nursery
            if then == state and not is_readable(line.fileno()):
                return line
            line.close()
        if self._process:
            # What was born there lives on.
            self._process.kill()
            self._process.wait()
        line, other = pair()
        with other:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "course_lib.app.forking.nursery"),
                    *(str(other.fileno()), str(self._shelf.notebooks), *self._shelf.needed),
                ],
                env={**os.environ, **ONE_THREAD},
                pass_fds=[other.fileno()],
                # Ctrl-C is for the server, which then ends all others.
                start_new_session=True,
            )
        self._nursery = line, state
        return line

    def _state_of(self, notebook: str) -> State:
        now = monotonic()
        if now - self._looked > LOOK_SECONDS:
            self._looked = now
            self._state = state_of(self._shelf.watched)
            self._states = {}
        if notebook not in self._states:
            own = state_of([self._shelf.notebooks / f"{notebook}.ipynb"])
            self._states[notebook] = own + self._state
        return self._states[notebook]
