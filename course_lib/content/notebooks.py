"""Look into the notebooks without running them: their rules, and the claims they name.

In a lesson's Markdown a paragraph either states facts and links to their claims
([today](#claim-ID)), or speaks to the learner and is set in italics or ends as a question.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.content.course import Course
from course_lib.content.numbers_in_text import bare_digits
from course_lib.content.problem import Problem
from course_lib.content.screens import Cell as Shown
from course_lib.content.screens import parts, slide_types

CLAIM_LINK = re.compile(r"\]\(#claim-([A-Za-z0-9-]+)\)")
CALL = re.compile(r'^lesson\.(\w+)\("?([\w-]*)"?\)', re.MULTILINE)
LONGEST_CELL = 3
PATHS = {"core", "more", "trainer-note"}
CHECKED = "nbval-check-output"
SOURCES = "sources"  # the notebook that is no lesson: every source chip leads to it


@dataclass(frozen=True)
class Cell:
    """What the rules look at in one cell of a notebook."""

    kind: str
    source: str
    tags: frozenset[str]
    outputs: tuple[dict[str, Any], ...]
    slide: str

    @property
    def shown(self) -> Shown:
        """Return what decides how it is cut into screens."""
        return self.kind, self.source, self.tags


def markdown_of(path: Path) -> str:
    """Return all Markdown of the notebook at `path`; raises ValueError if it is none."""
    cells, _ = _read(path)
    return "\n\n".join(cell.source for cell in cells if cell.kind == "markdown")


def claims_in_notebook(path: Path) -> tuple[str, ...]:
    """Return the ids of the claims that the Markdown of `path` links to, each once."""
    return tuple(dict.fromkeys(CLAIM_LINK.findall(markdown_of(path))))


def parts_of_notebook(path: Path) -> tuple[str, ...]:
    """Return the headings of the notebook at `path`, without what is for trainers alone."""
    cells, _ = _read(path)
    return parts(cell.shown for cell in cells)


def calls_of_notebook(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return what is called below each heading of the notebook at `path`, and about what."""
    cells, _ = _read(path)
    found: dict[str, list[tuple[str, str]]] = {}
    heading = ""
    for cell in cells:
        heading = next(reversed(parts([cell.shown])), heading)
        if cell.kind == "code":
            found.setdefault(heading, []).extend(CALL.findall(cell.source))
    return found


def trainer_notes_in(path: Path) -> str:
    """Return the Markdown of the notebook at `path` that is for trainers alone."""
    cells, _ = _read(path)
    return "\n\n".join(cell.source for cell in cells if "trainer-note" in cell.tags)


def check_notebooks(course: Course, root: Path) -> list[Problem]:
    """Return every problem of the notebooks under `root`, and of ready lessons without one."""
    folder = root / "notebooks"
    paths = sorted(folder.glob("*.ipynb"))
    names = {path.stem for path in paths}
    problems = [
        Problem(
            f"notebooks/{lesson.notebook}.ipynb",
            0,
            f"Lesson {lesson.id} is said to be ready, but has no notebook.",
            "Write it, or set its status to planned in data/lessons/.",
        )
        for lesson in course.lessons.values()
        if lesson.status == "ready" and lesson.notebook not in names
    ]
    if SOURCES not in names:
        problems.append(
            Problem(f"notebooks/{SOURCES}.ipynb", 0, "The page of all sources is missing.",
                    "Put it back: every source chip leads to it.")
        )
    for path in paths:
        problems += _check(path, path.relative_to(root).as_posix(), course)
    return problems


def _check(path: Path, name: str, course: Course) -> list[Problem]:
    try:
        cells, metadata = _read(path)
    except ValueError as error:
        reason = str(error).splitlines()[0]
        return [Problem(name, 0, f"This is no notebook: {reason}.", "Restore it.")]
    problems = []
    for number, cell in enumerate(cells, start=1):
        check = _check_code if cell.kind == "code" else _check_markdown
        problems += [
            Problem(name, 0, f"Cell {number}: {what}", mend) for what, mend in check(cell, course)
        ]
    first = cells[0] if cells else None
    headings = [
        line
        for cell in cells
        if cell.kind == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("# ")
    ]
    if first is None or not first.source.startswith("# ") or len(headings) != 1:
        problems.append(
            Problem(name, 0, "The notebook does not begin with its one main heading.",
                    "Begin the first cell with “# Title”, and use ## below.")
        )
    if [cell.slide for cell in cells] != list(slide_types(cell.shown for cell in cells)):
        problems.append(
            Problem(name, 0, "Its slides are not cut as its headings are.",
                    "Run `make refresh`, which cuts them anew.")
        )
    problems += _check_class(path, name, cells, course)
    if "widgets" in metadata:
        problems.append(
            Problem(name, 0, "The state of widgets is saved in the notebook.",
                    "Run `make refresh`, which saves outputs without it.")
        )
    return problems


def _check_class(
    path: Path, name: str, cells: list[Cell], course: Course
) -> Iterator[Problem]:
    lesson = next((one for one in course.lessons.values() if one.notebook == path.stem), None)
    if lesson is None:
        return
    if tuple(one.part for one in lesson.in_class) != parts(cell.shown for cell in cells):
        yield Problem(name, 0, "Its headings are not the parts that a class is planned with.",
                      f"Write them alike in data/lessons/{path.stem}.yaml, in_class.")
    if not any("trainer-note" in cell.tags for cell in cells):
        yield Problem(name, 0, "It has no notes for trainers.",
                      "Add a cell for them, and tag it trainer-note.")


def _check_code(cell: Cell, _course: Course) -> Iterator[tuple[str, str]]:
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if len(lines) > LONGEST_CELL:
        yield f"It has {len(lines)} lines of code.", f"Keep to {LONGEST_CELL}; move the rest."
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        yield f"It is not Python: {error.msg}.", "Correct it."
        return
    nodes = list(ast.walk(tree))
    if any(isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda) for n in nodes):
        yield "It defines something.", "Move it to course_lib."
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in nodes):
        yield "It imports everything (*).", "Name what it needs."
    if sum(isinstance(n, ast.Call) for n in nodes) != 1:
        yield "It does not call exactly one thing.", "One cell, one activity."
    if re.search(r"</?[a-z]+", cell.source):
        yield "HTML stands in it.", "Let course_lib.ui write the page."
    if not cell.tags & PATHS:
        yield "It has no tag for the path.", "Tag it core, more or trainer-note."
    if CHECKED not in cell.tags:
        yield "Its output is not compared.", f"Tag it {CHECKED}."
    for output in cell.outputs:
        kept = set(output.get("data", {})) - {"text/plain", "text/html"}
        if kept:
            yield f"Its saved output holds {', '.join(sorted(kept))}.", "Run `make refresh`."


def _check_markdown(cell: Cell, course: Course) -> Iterator[tuple[str, str]]:
    for id_ in CLAIM_LINK.findall(cell.source):
        if id_ not in course.claims:
            yield f"It links to the claim “{id_}”, which does not exist.", "Correct the id."
    if re.search(r"</?[a-z]+", cell.source):
        yield "HTML stands in it.", "Write Markdown only."
    if re.search(r"\n##? ", cell.source):
        yield "A heading stands within it.", "Begin a cell with it: it begins a screen."
    for paragraph in re.split(r"\n\s*\n", cell.source):
        text = paragraph.strip()
        if not text or text.startswith("#"):
            continue
        begin = text[:40]
        facts_named = CLAIM_LINK.search(text) is not None
        to_learner = (text.startswith("*") and text.endswith("*")) or text.endswith("?")
        if not facts_named and not to_learner:
            yield f"“{begin}…” states something without a claim.", "Link it, or set it in italics."
        if bare_digits(CLAIM_LINK.sub("", text)):
            yield f"“{begin}…” holds a number.", "Numbers come from data/: show them by a cell."


def _read(path: Path) -> tuple[list[Cell], dict[str, Any]]:
    """Return the cells and the metadata; raises ValueError with the reason if it is no notebook.

    A notebook is plain JSON; importing nbformat for it costs seconds, ten times the rest.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise ValueError("it does not have the notebook format, version 4")
    try:
        cells = [
            Cell(
                kind=cell["cell_type"],
                source="".join(cell["source"]),
                tags=frozenset(cell["metadata"].get("tags", [])),
                outputs=tuple(cell.get("outputs", [])),
                slide=cell["metadata"].get("slideshow", {}).get("slide_type", "-"),
            )
            for cell in notebook["cells"]
        ]
        return cells, dict(notebook["metadata"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a part of it is missing or not as it should be ({error})") from None
