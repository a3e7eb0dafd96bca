"""The lessons' notebooks keep their rules, run the same twice, and notice a changed number."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from course_lib.content.course import ROOT, Course
from course_lib.content.notebooks import check_notebooks, claims_in_notebook
from course_lib.content.questions import SingleChoice
from course_lib.refresh import refresh

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSON = "02_types_and_sites.ipynb"
NAMES = [path.name for path in NOTEBOOKS]


def test_there_are_notebooks_to_look_at() -> None:
    assert LESSON in NAMES


def test_the_notebooks_of_the_course_keep_every_rule(course: Course) -> None:
    assert check_notebooks(course, ROOT) == []


def first_code(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(cell for cell in notebook.cells if cell.cell_type == "code")


def set_code(code: str) -> Callable[[nbformat.NotebookNode], None]:
    return lambda notebook: first_code(notebook).update(source=code)


def add_markdown(text: str) -> Callable[[nbformat.NotebookNode], None]:
    return lambda notebook: notebook.cells.append(nbformat.v4.new_markdown_cell(text))


BREAKAGES: dict[str, tuple[Callable[[nbformat.NotebookNode], None], str]] = {
    "four lines of code": (set_code("a = 1\nb = 2\nc = 3\nprint(a)"), "4 lines of code"),
    "a function": (set_code("def f(): pass\nf()"), "defines something"),
    "a class": (set_code("class A: pass\nA()"), "defines something"),
    "an import of everything": (set_code("from math import *\nsin(1)"), "imports everything"),
    "two calls": (set_code("print(1)\nprint(2)"), "exactly one thing"),
    "no call": (set_code("x = 1"), "exactly one thing"),
    "HTML in code": (set_code("print('<b>bold</b>')"), "HTML"),
    "code that is no Python": (set_code("print("), "not Python"),
    "HTML in words": (add_markdown("*A <b>bold</b> word*"), "HTML"),
    "a fact without a claim": (add_markdown("Cancer always returns."), "without a claim"),
    "a number in the narrative": (add_markdown("*About 30 of them*"), "holds a number"),
    "a claim that does not exist": (add_markdown("So it is ([x](#claim-T999))."), "“T999”"),
    "a second main heading": (add_markdown("# Another title"), "one main heading"),
    "no heading first": (lambda n: n.cells.pop(0), "one main heading"),
    "a cell nobody compares": (
        lambda n: first_code(n).metadata.update(tags=["core"]),
        "not compared",
    ),
    "a cell on no path": (
        lambda n: first_code(n).metadata.update(tags=["nbval-check-output"]),
        "no tag for the path",
    ),
    "saved widget state": (lambda n: n.metadata.update(widgets={"a": 1}), "state of widgets"),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_rule_is_told(name: str, copy_of_course: Path, course: Course) -> None:
    break_it, what = BREAKAGES[name]
    path = copy_of_course / "notebooks" / LESSON
    notebook = nbformat.read(path, as_version=4)
    break_it(notebook)
    nbformat.write(notebook, path)
    told = check_notebooks(course, copy_of_course)
    assert any(what in problem.what for problem in told), told


def test_a_file_that_is_no_notebook_is_told_without_a_traceback(
    copy_of_course: Path, course: Course
) -> None:
    (copy_of_course / "notebooks" / LESSON).write_text("not JSON")
    [problem] = check_notebooks(course, copy_of_course)
    assert "no notebook" in problem.what


def test_a_ready_lesson_without_its_notebook_is_told(copy_of_course: Path, course: Course) -> None:
    (copy_of_course / "notebooks" / LESSON).unlink()
    assert any("has no notebook" in p.what for p in check_notebooks(course, copy_of_course))


def test_a_notebook_gives_the_same_outputs_whoever_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in a cell depends on who opens it; nbval holds the same for all notebooks.

    What nbval overlooks, since it cleans outputs before it compares them, is compared here.
    """
    monkeypatch.setenv("COURSE_LEARNER", "somebody-else")
    path = tmp_path / LESSON
    shutil.copy(ROOT / "notebooks" / LESSON, path)
    refresh(path)
    saved = nbformat.read(ROOT / "notebooks" / LESSON, as_version=4)
    assert nbformat.read(path, as_version=4).cells == saved.cells


@pytest.mark.parametrize("name", NAMES)
def test_no_feedback_and_no_key_is_in_a_saved_notebook(name: str, course: Course) -> None:
    saved = (ROOT / "notebooks" / name).read_text(encoding="utf-8")
    told = [
        option.feedback
        for question in course.questions.values()
        if isinstance(question, SingleChoice)
        for option in question.options
    ]
    assert told
    assert not [feedback for feedback in told if feedback in saved]


def run_nbval(root: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on the lesson in `root`, whose own course_lib and data are used."""
    command = [
        *(sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env"),
        *("--nbval-cell-timeout", "60", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg"),
        *("-q", "-p", "no:cacheprovider", f"notebooks/{LESSON}"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_nbval_fails_when_one_number_in_data_changes(copy_of_course: Path) -> None:
    shutil.copytree(ROOT / "course_lib", copy_of_course / "course_lib")
    (copy_of_course / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "nbval_sanitize.cfg", copy_of_course / "tests")
    numbers = copy_of_course / "data" / "numbers" / "types.yaml"
    text = numbers.read_text(encoding="utf-8")
    assert "value: 3, unit: cm" in text
    numbers.write_text(text.replace("value: 3, unit: cm", "value: 4, unit: cm"), encoding="utf-8")
    changed = run_nbval(copy_of_course)
    assert changed.returncode != 0
    assert "body map" in changed.stdout
    assert " passed" in changed.stdout, "only the cells with that number fail"


def test_the_narrative_links_to_its_claims(course: Course) -> None:
    named = claims_in_notebook(ROOT / "notebooks" / LESSON)
    assert len(named) >= 10
    assert set(named) <= set(course.claims)


def test_the_main_heading_is_the_title_of_the_lesson(course: Course) -> None:
    for lesson in course.lessons.values():
        path = ROOT / "notebooks" / f"{lesson.notebook}.ipynb"
        if lesson.status == "ready":
            first = nbformat.read(path, as_version=4).cells[0].source
            assert re.match(rf"# {re.escape(lesson.title)}\n", first)
