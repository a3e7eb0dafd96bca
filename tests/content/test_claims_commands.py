"""`course check`, `course claims` and `course map` say what is there, on one fixed day."""

import csv
import io
import json
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from course_lib.cli import app
from course_lib.content.claims_list import COLUMNS
from course_lib.content.course import Course

DAY = "2026-11-22"


def course_says(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_check_tells_notes_before_the_summary_and_is_content() -> None:
    told = course_says("check", "--today", DAY)
    assert told.exit_code == 0, told.output
    assert told.output.rstrip().splitlines()[-1].startswith("All is well")
    assert "to be looked at again" not in told.output


def test_what_is_due_is_a_note_and_never_a_failure() -> None:
    told = course_says("check", "--today", "2099-01-01")
    assert told.exit_code == 0
    assert "To note:" in told.output
    assert "was to be looked at again by" in told.output


def test_check_tells_problems_first_and_fails(copy_of_course: Path) -> None:
    path = copy_of_course / "data/claims/definition.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text.rstrip()}\n  planned: "02"\n', encoding="utf-8")
    told = course_says("check", "--root", str(copy_of_course), "--today", "2099-01-01")
    assert told.exit_code == 1
    assert told.output.startswith("data/claims/definition.yaml:")
    assert told.output.index("definition.yaml") < told.output.index("To note:")
    assert told.output.rstrip().endswith("1 to mend.")


def test_a_broken_notebook_is_told_without_a_traceback(copy_of_course: Path) -> None:
    (copy_of_course / "notebooks/02_types_and_sites.ipynb").write_text("{}")
    told = course_says("check", "--root", str(copy_of_course), "--today", DAY)
    assert told.exit_code == 1
    assert "This is no notebook" in told.output
    assert "1 to mend." in told.output


@pytest.mark.parametrize(
    "words", [("check", "--today", "soon"), ("claims", "--due", "2026-13-01")]
)
def test_what_is_no_day_is_told_in_a_sentence(words: tuple[str, ...]) -> None:
    told = course_says(*words)
    assert told.exit_code == 1
    assert "is not a day. Write it as 2026-11-22." in told.output


def test_check_of_everything_is_quick() -> None:
    course_says("check", "--today", DAY)  # the imports of the first call are not what is measured
    begin = time.perf_counter()
    course_says("check", "--today", DAY)
    assert time.perf_counter() - begin < 3


def test_claims_lists_all_with_who_says_so_and_marks(course: Course) -> None:
    told = course_says("claims")
    assert told.exit_code == 0
    assert f"{len(course.claims)} of {len(course.claims)} claims." in told.output
    assert "T8: Lymph nodes in the neck" in told.output
    assert "says differently" in told.output
    assert "disputed" in told.output
    assert "moved on:" in told.output


def test_claims_come_as_json() -> None:
    rows = json.loads(course_says("claims", "--topic", "types", "--layer", "sources",
                                  "--json").stdout)
    assert {row["topic"] for row in rows} == {"types"}
    assert set(rows[0]) == set(COLUMNS)


def test_claims_come_as_csv_with_one_line_of_names() -> None:
    told = course_says("claims", "--search", "chest wall", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(told)))
    assert rows
    assert set(rows[0]) == set(COLUMNS)
    assert all("chest" in " ".join(row.values()).casefold() for row in rows)


def test_json_and_csv_at_once_are_refused() -> None:
    told = course_says("claims", "--json", "--csv")
    assert told.exit_code == 1
    assert "one of --json and --csv" in told.output


@pytest.mark.parametrize("name", ["topic", "layer", "source", "family", "stance", "verified"])
def test_an_unknown_filter_value_gets_one_sentence_with_choices(name: str) -> None:
    told = course_says("claims", f"--{name}", "moonshine")
    assert told.exit_code == 1
    assert f"No claim has the {name} “moonshine”." in told.output
    assert len(told.output.splitlines()) == 1


def test_no_match_is_an_answer_and_no_failure() -> None:
    told = course_says("claims", "--search", "zebra")
    assert told.exit_code == 0
    assert told.output.startswith("0 of ")


def test_the_map_names_lessons_objectives_and_what_serves_them() -> None:
    told = course_says("map")
    assert told.exit_code == 0
    assert "02 Types and sites" in told.output
    assert "name-type: Name the type" in told.output
    assert "where-does-it-belong" in told.output
    assert "No objectives yet" in told.output


def test_the_map_comes_as_json() -> None:
    rows = json.loads(course_says("map", "--json").stdout)
    assert {"lesson", "objective", "activities", "questions", "claims"} <= set(rows[0])


@pytest.mark.parametrize("command", ["claims", "map"])
def test_broken_content_is_told_and_no_traceback(command: str, copy_of_course: Path) -> None:
    (copy_of_course / "data" / "sites.yaml").write_text("- id: a\n  id: b\n")
    told = course_says(command, "--root", str(copy_of_course))
    assert told.exit_code == 1
    assert "data/sites.yaml:2:" in told.output
    assert "Traceback" not in told.output
