"""Runs the course's own pages as a process of its own, with lessons made for the tests."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from time import monotonic, sleep
from urllib.request import urlopen

import nbformat
from class_bank import BALLOTS
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_lib.app.forking.lessons import is_possible
from course_lib.app.server import run
from course_lib.app.shelf import Shelf
from course_lib.content.course import ROOT
from course_lib.content.lessons import Lesson
from course_lib.ui.paper import Paper, PaperError

WIDGETS = """\
from itertools import count
import ipywidgets as w
times = count(1)
answer = w.Label("nothing yet")
check = w.Button(description="Check")
check.on_click(lambda _: setattr(answer, "value", f"Python has answered: {next(times)}"))
w.VBox([w.IntSlider(description="Years"), check, answer])"""
FOR_AUTHORS = "for-authors"
FAILING = 'raise RuntimeError("a secret of the machine")'

LESSONS = {
    "01_planned": ("Planned & promised", "planned", []),
    "02_first": (
        "The first <lesson>",
        "ready",
        [
            new_markdown_cell("# The first lesson\n\nSome words to read."),
            new_code_cell(WIDGETS),
            new_markdown_cell("Only for trainers.", metadata={"tags": ["trainer-note"]}),
        ],
    ),
    "03_failing": (
        "A lesson that fails",
        "ready",
        [new_markdown_cell("# A lesson that fails"), new_code_cell(FAILING)],
    ),
    "04_last": ("The last lesson", "ready", [new_markdown_cell("# The last lesson")]),
    "05_without_notebook": ("Without a notebook", "ready", None),
}


@dataclass(frozen=True)
class Running:
    """A course that answers at `address`."""

    address: str
    process: subprocess.Popen[str]
    seconds: float
    line: str


def shelf_in(folder: Path) -> Shelf:
    """Return the lessons of the tests, with their notebooks written to `folder`."""
    for name, (_title, _status, cells) in LESSONS.items():
        if cells is None:
            continue
        notebook = new_notebook(cells=cells)
        notebook.metadata.kernelspec = {
            "name": "python3", "language": "python", "display_name": "Python 3"
        }
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "answers.txt").write_text("not for learners")
    lessons = tuple(
        Lesson.model_construct(
            id=name[:2], notebook=name, title=title, line=f"About {name}.", minutes=15,
            status=status, objectives=(), key_points=(),
        )
        for name, (title, status, _cells) in LESSONS.items()
    )
    return Shelf(
        "A course", "9.9", folder, lessons, ("Teaching, not advice.", "Not signed off."),
        ballots=BALLOTS, papers=papers,
    )


def papers() -> tuple[Paper, ...]:
    """Return two files that a trainer can print, one of which cannot be made here."""
    return (
        Paper("02-handout.html", "Handout", "The first lesson", lambda: b"<p>on paper</p>"),
        Paper("02-handout.pdf", "Handout", "The first lesson", _no_pdf),
    )


def _no_pdf() -> bytes:
    raise PaperError("No PDF can be made here.")


def shelf_for_authors() -> Shelf:
    """Return the style page alone, which is on no shelf of the course itself."""
    page = Lesson.model_construct(
        id="00", notebook="style", title="Style page", line="Each element once.", minutes=5,
        status="ready", objectives=(), key_points=(),
    )
    return Shelf("A course", "9.9", ROOT / "docs", (page,), ("Teaching, not advice.",))


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_warm(address: str, lessons: Sequence[str], seconds: float = 90) -> None:
    """Wait until each of `lessons` opens at once; raises AssertionError after `seconds`."""
    end = monotonic() + seconds
    while True:
        with urlopen(f"{address}/healthz", timeout=30) as answer:
            state = json.load(answer)["lessons"]
        if all(state[lesson] == "ready" for lesson in lessons):
            return
        assert monotonic() < end, f"Not ready: {state}"
        sleep(0.1)


@contextmanager
def running(command: list[str], port: int, warm: Sequence[str] = ()) -> Iterator[Running]:
    """Run `command` until the course says that it is ready; stop it afterwards.

    The lessons `warm` are waited for: no page is then run for a visitor alone.
    """
    begun = monotonic()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    try:
        is_there, _, _ = select([process.stdout], [], [], 60)
        line = process.stdout.readline() if is_there else ""
        assert f":{port}" in line, f"The course did not start: {line!r}"
        course = Running(f"http://localhost:{port}", process, monotonic() - begun, line)
        if is_possible():
            wait_until_warm(course.address, warm)
        yield course
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def running_lessons(folder: Path) -> Iterator[Running]:
    """Run the lessons of the tests."""
    port = free_port()
    with running([__file__, str(folder), str(port)], port, warm=("02", "04")) as course:
        yield course


@contextmanager
def running_style_page() -> Iterator[Running]:
    """Run the style page, which the course itself never serves."""
    port = free_port()
    with running([__file__, FOR_AUTHORS, str(port)], port, warm=("00",)) as course:
        yield course


if __name__ == "__main__":
    what, own_port = sys.argv[1], int(sys.argv[2])
    run(shelf_for_authors() if what == FOR_AUTHORS else shelf_in(Path(what)), own_port)
