"""Lessons made for the tests of forking, and a server of their own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from served_course import Running, free_port, running

from course_lib.app.server import run
from course_lib.app.shelf import Shelf
from course_lib.content.lessons import Lesson

TELLING = """\
import json, os, random
from pathlib import Path
from datetime import UTC, datetime
import ipywidgets as w
import numpy
from course_lib.learning.answers import Answer, new_id
from course_lib.notebook import Notebook

data = Path("data/words.txt").read_text()
told = w.Label("nobody yet")
save = w.Button(description="Save")

def opened(visit):
    told.value = json.dumps({
        "learner": visit.learner.key, "process": os.getpid(), "data": data,
        "chance": [random.random(), numpy.random.random(), visit.chance.random()],
    })
    def answer(_button):
        visit.save(Answer(
            id=new_id(), learner=visit.learner.key, question="telling", version="v1", lesson="01",
            objective="o", given={}, sure=2, points=1, of=1, skipped="", asked_in="lesson",
            at=datetime.now(UTC),
        ))
        told.value = "saved"
    save.on_click(answer)

class Quiet(w.VBox):
    def __repr__(self):
        return "a box"

Notebook().on_open(opened)
Quiet([told, save])"""
PRINTING = """print("printed")\nprint(6 * 7)\n6 * 8"""
HTML = """from IPython.display import HTML, display\ndisplay(HTML("<b>bold</b>"))"""
THREADED = f"""\
import threading, time
threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
{TELLING}"""
FAILING = 'raise RuntimeError("a secret of the machine")'
FAILING_TO_OPEN = """\
from course_lib.notebook import Notebook
def opened(visit):
    raise RuntimeError("a secret of the machine")
Notebook().on_open(opened)"""

LESSONS = {
    "01_telling": [new_markdown_cell("# Telling"), *map(new_code_cell, (TELLING, PRINTING, HTML))],
    "02_threaded": [new_code_cell(THREADED)],
    "03_failing": [new_markdown_cell("# Failing"), new_code_cell(FAILING)],
    "04_failing_to_open": [new_markdown_cell("# Failing"), new_code_cell(FAILING_TO_OPEN)],
}
FORKED = ("01", "04")
"""The lessons that can be run once for all."""


def write(notebook: Path, cells: list[nbformat.NotebookNode]) -> None:
    """Write a notebook of Python."""
    made = new_notebook(cells=cells)
    made.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(made, notebook)


def shelf_in(folder: Path) -> Shelf:
    """Return the shelf of what `write_lessons` has written."""
    lessons = tuple(
        Lesson.model_construct(
            id=name[:2], notebook=name, title=name, line="", minutes=5, status="ready",
            objectives=(), key_points=(),
        )
        for name in LESSONS
    )
    return Shelf("A course", "9.9", folder, lessons, watched=(folder / "data",))


def write_lessons(folder: Path) -> None:
    """Write the lessons and their data into `folder`."""
    (folder / "data").mkdir()
    (folder / "data" / "words.txt").write_text("as it was")
    for name, cells in LESSONS.items():
        write(folder / f"{name}.ipynb", cells)


@contextmanager
def running_forked(folder: Path) -> Iterator[Running]:
    """Run the lessons in `folder`, from the moment on when all are forked that can be."""
    port = free_port()
    with running([__file__, str(folder), str(port)], port, warm=FORKED) as course:
        yield course


if __name__ == "__main__":
    run(shelf_in(Path(sys.argv[1])), int(sys.argv[2]))
