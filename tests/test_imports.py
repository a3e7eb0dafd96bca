"""The house stands as it was drawn: imports run downwards only."""

import ast
from pathlib import Path

import pytest

from course_lib.content.course import ROOT

# Each room may open only the rooms named after it.
ROOMS = {
    "pseudo_language": set(),
    "language": {"pseudo_language"},
    "content": {"language"},
    "clinical": {"content", "language"},
    "learning": {"content", "language"},
    "figures": {"clinical", "content", "language"},
    "ui": {"content", "language"},
    "activities": {"clinical", "content", "figures", "language", "learning", "ui"},
    "notebook": {"learning", "ui"},
    "lesson": {
        *("activities", "clinical", "content", "figures", "language", "learning", "notebook", "ui"),
    },
    "exports": {"content", "language", "lesson", "ui"},
    "sources_page": {"activities", "content", "figures", "language", "notebook", "ui"},
    "today_page": {"activities", "content", "notebook", "ui"},
    "style_page": {"content", "figures", "lesson", "notebook", "ui"},
    "app": {"content", "language", "learning", "ui"},
    "class_cases": {"clinical", "content", "learning"},
    "refresh": {"content"},
    "cli": {
        *("activities", "app", "class_cases", "clinical", "content", "exports", "language"),
        *("learning", "refresh", "ui"),
    },
}
PURE = ("content", "clinical", "learning")
NEVER_IN_PURE = {"ipywidgets", "anywidget", "matplotlib", "IPython"}


def modules(room: str) -> list[Path]:
    folder = ROOT / "course_lib" / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            module = node.module or ""
            names |= {f"{module}.{alias.name}" for alias in node.names} | {module}
    return names


def test_every_module_of_the_house_belongs_to_a_room() -> None:
    found = {
        path.relative_to(ROOT / "course_lib").parts[0].removesuffix(".py")
        for path in (ROOT / "course_lib").rglob("*.py")
    }
    assert found - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_downwards(room: str) -> None:
    paths = modules(room)
    assert paths
    assert all(path.exists() for path in paths), f"no files in {room}: nothing was checked"
    for path in paths:
        for name in imported(path):
            if name.startswith("course_lib."):
                wanted = name.split(".")[1]
                assert wanted in ROOMS[room] | {room, "__version__"}, f"{path} opens {wanted}"


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_know_no_widgets_and_no_figures(room: str) -> None:
    for path in modules(room):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & NEVER_IN_PURE, path


def test_the_app_knows_nothing_about_cancer() -> None:
    """Pages, visitors and what is shown when: no claim, no site, no question."""
    for path in modules("app"):
        names = {name for name in imported(path) if name.startswith("course_lib.content.")}
        allowed = {"class_script", "course", "lessons", "problem"}
        assert {name.split(".")[2] for name in names} <= allowed, path
