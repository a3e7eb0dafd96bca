"""`course plan` speaks plainly, also about a case that cannot be."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from course_lib import cli
from course_lib.cli import app
from course_lib.content.course import Course

BACK_PAIN = """\
first: {side: left, operation: mastectomy}
found:
  - {place: bone, proven: true}
findings: {back-pain: true, receptors-now: oestrogen}
"""


@pytest.fixture(autouse=True)
def _loaded_once(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_course", lambda _root: course)


def course(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def written(folder: Path, text: str) -> str:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_emergency_is_the_first_thing_said(tmp_path: Path) -> None:
    told = course("plan", written(tmp_path, BACK_PAIN))
    assert told.exit_code == 0
    assert told.output.startswith("FIRST, before any plan")
    assert "Provisional, until this is known or done" in told.output
    assert "Teaching, not medical advice." in told.output


def test_each_layer_alone_keeps_the_emergency(tmp_path: Path) -> None:
    path = written(tmp_path, BACK_PAIN)
    plans = {
        layer: json.loads(course("plan", path, "--json", "--layer", layer).output)
        for layer in ("sources", "today", "both")
    }
    assert len({json.dumps(plan["emergencies"]) for plan in plans.values()}) == 1
    assert {part["layer"] for part in plans["sources"]["considered"]} == {"sources"}
    assert {part["layer"] for part in plans["today"]["considered"]} == {"today"}


def test_explain_shows_what_held_what_did_not_and_what_is_unknown(tmp_path: Path) -> None:
    told = course("plan", written(tmp_path, BACK_PAIN), "--explain").output
    assert all(mark in told for mark in ("✓", "✗", "?"))


def test_the_schema_of_a_case_is_printed_without_a_case() -> None:
    schema = json.loads(course("plan", "--schema").output)
    assert schema["required"] == ["found"]
    assert "back-pain" in schema["properties"]["findings"]["properties"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("found: [{place: bone}]\nfindings: {temperature: hot}\n", "needs a number"),
        ("found: [{place: bone}]\nfindings: {temperature: 100.4}\n", "from 30 to 45\u00a0°C"),
        ("found: [{place: bone}]\nfindings: {temperature: '38,4'}\n", "a point before decimals"),
        ("found: [{place: bone, proven: perhaps}]\n", "Choose true or false"),
        ("found: [{place: bone}]\nfindings: {temperature: .nan}\n", "needs a number"),
        ("found: [{place: bone}]\nfindings: {back-pain: 1}\n", "choose one of: true, false"),
        ("found: [{place: bone}]\nfindings: {line: [first]}\n", "needs one plain value"),
        ("found: [{place: bone}]\nfindings: first\n", "case.yaml:2"),
        ("found: [{place: bone}]\nfindings: {operation: lumpectomy}\n", "write it there"),
        ("found: [{place: knee}]\n", "is not a place"),
        ("found: []\n", "case.yaml:1"),
        ("found: [{place: bone}\n", "This is not YAML"),
        ("just words\n", "This is not a case"),
        ("found: [{place: bone}]\nfindings: {sex: man, menopause: before}\n", "no menopause"),
    ],
)
def test_a_case_that_cannot_be_gets_one_clear_message(
    text: str, said: str, tmp_path: Path
) -> None:
    told = course("plan", written(tmp_path, text))
    assert told.exit_code == 1
    assert said in told.output
    assert "Traceback" not in told.output
    assert len(told.output.strip().splitlines()) == 1


def test_a_layer_that_is_none_and_a_missing_case_are_told() -> None:
    assert "Choose sources, today or both" in course("plan", "x.yaml", "--layer", "both?").output
    assert "Name a case" in course("plan").output


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    told = course("plan", str(tmp_path))
    assert told.exit_code == 1
    assert told.output.strip() == f"{tmp_path}: This is a folder. Name a file in it."
