"""Runs one lesson that asks a question of each kind, as a process of its own."""

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

PAGE = "/voila/render/02_bank.ipynb"
QUIZ = f"""\
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import a_bank
from course_lib.activities.quiz import QuizActivity
from course_lib.content.course import load_course
from course_lib.learning.visit import local_visit
quiz = QuizActivity(a_bank.bank(), load_course(), "02/bank", "Questions")
quiz.open(local_visit())
quiz.shown"""


def shelf_in(folder: Path) -> Shelf:
    """Return the one lesson, with its notebook written to `folder`."""
    notebook = new_notebook(cells=[new_markdown_cell("# All kinds"), new_code_cell(QUIZ)])
    notebook.metadata.kernelspec = {
        "name": "python3", "language": "python", "display_name": "Python 3"
    }
    nbformat.write(notebook, folder / "02_bank.ipynb")
    lesson = Lesson.model_construct(
        id="02", notebook="02_bank", title="All kinds", line="One of each.", minutes=5,
        status="ready", objectives=(), key_points=(),
    )
    return Shelf("A course", "9.9", folder, (lesson,), ("Teaching, not advice.",))


@contextmanager
def running_quiz(folder: Path) -> Iterator[Running]:
    """Run the lesson."""
    port = free_port()
    with running([__file__, str(folder), str(port)], port) as course:
        yield course


if __name__ == "__main__":
    run(shelf_in(Path(sys.argv[1])), int(sys.argv[2]))
