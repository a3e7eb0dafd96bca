"""The `course` command speaks plainly, also about nonsense."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from course_lib.cli import app


def course(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def case(folder: Path, text: str) -> str:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


CHEST_WALL = """\
first: {side: left, operation: mastectomy}
found:
  - {place: chest-wall, side: left, proven: true}
"""


def test_the_help_names_every_command() -> None:
    told = course("--help")
    assert told.exit_code == 0
    for command in ("app", "lab", "check", "classify"):
        assert command in told.output


def test_the_content_of_the_course_is_well() -> None:
    told = course("check")
    assert told.exit_code == 0, told.output
    assert "All is well" in told.output


def test_broken_content_is_told_line_by_line_and_fails(copy_of_course: Path) -> None:
    (copy_of_course / "data" / "sites.yaml").write_text("- id: a\n  id: b\n")
    told = course("check", "--root", str(copy_of_course))
    assert told.exit_code == 1
    assert "data/sites.yaml:2:" in told.output
    assert "Traceback" not in told.output


def test_a_case_is_named_with_its_reasons_and_claims(tmp_path: Path) -> None:
    told = course("classify", case(tmp_path, CHEST_WALL))
    assert told.exit_code == 0
    assert told.output.startswith("Local recurrence on the chest wall")
    assert "[T1, T3]" in told.output
    assert "not medical advice" in told.output


def test_the_same_answer_comes_as_json(tmp_path: Path) -> None:
    answer = json.loads(course("classify", case(tmp_path, CHEST_WALL), "--json").stdout)
    assert answer["type"] == "local-chest-wall"
    assert answer["reasons"][0]["text"]
    assert "T3" in answer["claims"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("found: []\n", "“found” has too few entries"),
        ("first: {side: middle}\nfound: [{place: bone}]\n", "“middle”"),
        ("found: [{place: bone, colour: red}]\n", "“colour” is not known"),
        ("- one\n", "not a case"),
        ("found: [{place: moon}]\n", "not a place this course knows"),
        ("found:\n\t- place: bone\n", "tab"),
        ("found: [{place: bone, proven: perhaps}]\n", "proven"),
    ],
)
def test_a_malformed_case_gets_a_clear_message(text: str, told: str, tmp_path: Path) -> None:
    result = course("classify", case(tmp_path, text))
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = course("classify", str(tmp_path / "nowhere.yaml"))
    assert result.exit_code == 1
    assert "missing" in result.output
