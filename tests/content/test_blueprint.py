"""The questions are counted against what is wanted."""

from pathlib import Path

import a_bank
from typer.testing import CliRunner

from course_lib.cli import app
from course_lib.content.blueprint import WANTED, WANTED_EACH, Counts, Row, count, rows, table
from course_lib.content.course import Course
from course_lib.content.questions import Question


def with_level(level: str, **more: object) -> Question:
    return a_bank.question(a_bank.SINGLE, level=level, **more)


def of(number: int) -> Row:
    return Row("02", "name-type", Counts(number, 0, 0, 0, 0, 0))


def test_an_objective_wants_four_questions() -> None:
    assert [of(n).wanting for n in (0, 3, 4, 5)] == [4, 1, 0, 0]
    assert WANTED_EACH == 4


def test_every_question_is_counted_once_with_its_objective(course: Course) -> None:
    assert sum(row.counts.all for row in rows(course)) == len(course.questions)


def test_questions_are_counted_by_level_place_and_case() -> None:
    counts = count([
        with_level("recall"), with_level("apply", case=True),
        with_level("judge", asked_in="opening"), with_level("judge", asked_in="final"),
    ])
    assert counts == Counts(recall=1, apply=1, judge=2, cases=1, opening=1, final=1)
    assert counts.all == 4


def test_the_table_names_each_objective_and_what_is_wanted(course: Course) -> None:
    lines = table(course).splitlines()
    for row in rows(course):
        assert any(line.startswith(f"{row.lesson} {row.objective} ") for line in lines)
    assert f"{WANTED} in all" in lines[-1]
    assert str(len(course.questions)) in lines[-2].split()


def test_a_course_without_questions_can_be_counted() -> None:
    assert count([]).all == 0


def test_the_command_prints_the_counts_and_tells_a_question_that_breaks_a_rule(
    copy_of_course: Path,
) -> None:
    path = copy_of_course / "data/questions/02_types_and_sites.yaml"
    text = path.read_text(encoding="utf-8")
    stem = "After a mastectomy, where does a local recurrence appear?"
    assert stem in text
    path.write_text(text.replace(stem, stem.replace("does", "does not")), encoding="utf-8")
    answer = CliRunner().invoke(app, ["check", "--root", str(copy_of_course)])
    assert f"Wanted: {WANTED} in all" in answer.output
    assert "“chest-wall-is-local” asks with “not”" in answer.output
    assert answer.exit_code == 1
