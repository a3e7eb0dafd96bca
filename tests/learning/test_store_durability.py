"""Whatever is killed in the middle of answers: nothing that was shown as saved is lost."""

import os
import random
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from postgresql import PostgreSQL
from served_course import running_lessons
from writing import shown_ids, start_writer

from course_lib.learning.learner import Learner
from course_lib.learning.store import Store

WRITERS = 3
ROUNDS = 3
MANY_ROUNDS = 50


Writer = tuple[Learner, Path, subprocess.Popen[bytes]]


@contextmanager
def writers(url: str, folder: Path) -> Iterator[list[Writer]]:
    """Some learners who answer for ever; all of them are killed in the end."""
    started = []
    for number in range(WRITERS):
        learner, shown = Learner(f"learner-{number}", by_code=True), folder / f"shown-{number}"
        started.append((learner, shown, start_writer(url, learner, shown)))
    try:
        yield started
    finally:
        for _learner, _shown, process in started:
            process.kill()
            process.wait()


def wait_for_more(shown: Path, than: int) -> None:
    """Wait until answers are flowing."""
    end = monotonic() + 60
    while len(shown_ids(shown)) <= than:
        assert monotonic() < end, "no answer was saved"
        sleep(0.01)


def assert_nothing_is_lost(url: str, learner: Learner, shown: Path) -> None:
    kept = [answer.id for answer in Store(url).answers(learner)]
    missing = set(shown_ids(shown)) - set(kept)
    assert not missing
    assert len(kept) == len(set(kept))
    # What was committed and not shown any more: the one answer on its way, for each life.
    assert Store(url).code(learner) is not None


def kill_a_writer(url: str, folder: Path, rounds: int) -> None:
    chance = random.Random(7)
    learner, shown = Learner("killed", by_code=True), folder / "shown"
    shown.touch()
    for _round in range(rounds):
        before = len(shown_ids(shown))
        process = start_writer(url, learner, shown)
        wait_for_more(shown, before)
        sleep(chance.uniform(0, 0.2))
        process.kill()
        process.wait()
        # The last line may have been cut in the middle.
        with shown.open("a") as page:
            page.write("\n")
        ids = shown_ids(shown)
        shown.write_text("".join(f"{one}\n" for one in ids if len(one) == 32))
        assert_nothing_is_lost(url, learner, shown)


def kill_the_database(server: PostgreSQL, folder: Path, rounds: int) -> None:
    chance = random.Random(7)
    url = server.database("killed")
    Store(url).open()
    with writers(url, folder) as started:
        for _round in range(rounds):
            for _learner, shown, _process in started:
                wait_for_more(shown, len(shown_ids(shown)) + 3)
            sleep(chance.uniform(0, 0.1))
            server.kill()
            server.start()
        for _learner, shown, process in started:
            wait_for_more(shown, len(shown_ids(shown)) + 3)
            assert process.poll() is None, "a learner gave up"
    for learner, shown, _process in started:
        assert_nothing_is_lost(url, learner, shown)


LESSON = """\
import sys, threading
from pathlib import Path
sys.path.append({tests!r})
from writing import write_for_ever
work = dict(url={url!r}, key="served", shown=Path({shown!r}))
threading.Thread(target=write_for_ever, kwargs=work, daemon=True).start()"""
TESTS = str(Path(__file__).parents[1])


def kill_the_server(url: str, folder: Path, rounds: int) -> None:
    """The server dies first, and its kernels, in the middle of answers, soon after."""
    learner, shown = Learner("served", by_code=True), folder / "shown"
    shown.touch()
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    for _round in range(rounds):
        with running_lessons(notebooks) as course:
            path = notebooks / "02_first.ipynb"
            notebook = nbformat.read(path, as_version=4)
            cell = LESSON.format(url=url, shown=str(shown), tests=TESTS)
            notebook.cells = [new_code_cell(cell)]
            nbformat.write(notebook, path)
            before = len(shown_ids(shown))
            address = f"{course.address}/voila/render/02_first.ipynb"
            with urllib.request.urlopen(address, timeout=60):
                wait_for_more(shown, before + 3)
            pid = course.process.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            course.process.kill()
        for child in children:
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                continue
        sleep(0.1)
        assert_nothing_is_lost(url, learner, shown)


def test_a_killed_kernel_loses_nothing_that_was_shown_as_saved(url: str, tmp_path: Path) -> None:
    kill_a_writer(url, tmp_path, ROUNDS)


def test_a_killed_database_loses_nothing_and_nobody_gives_up(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    kill_the_database(postgresql, tmp_path, ROUNDS)


def test_a_killed_server_loses_nothing_that_was_shown_as_saved(tmp_path: Path) -> None:
    kill_the_server(f"sqlite:///{tmp_path / 'record.sqlite'}", tmp_path, ROUNDS)


@pytest.mark.soak
def test_a_kernel_killed_many_times_loses_nothing(url: str, tmp_path: Path) -> None:
    kill_a_writer(url, tmp_path, MANY_ROUNDS)


@pytest.mark.soak
def test_a_database_killed_many_times_loses_nothing(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    kill_the_database(postgresql, tmp_path, MANY_ROUNDS)


@pytest.mark.soak
def test_a_server_killed_many_times_loses_nothing(url: str, tmp_path: Path) -> None:
    kill_the_server(url, tmp_path, MANY_ROUNDS)
