"""The map of the course is made from data, and its holes are told."""

from html import escape
from pathlib import Path

import pytest

from course_lib.content.course import ROOT, Course, load_course
from course_lib.content.curriculum import holes, rows
from course_lib.content.problem import ContentError
from course_lib.ui import sources_page

LESSONS = "data/lessons/02_types_and_sites.yaml"


def change(root: Path, file: str, old: str, new: str, count: int = 1) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}: this test must follow it"
    (root / file).write_text(text.replace(old, new, count), encoding="utf-8")


def test_the_map_has_a_row_for_each_objective_of_each_lesson(course: Course) -> None:
    wanted = [(lesson.id, o.id) for lesson in course.lessons.values() for o in lesson.objectives]
    assert [(row.lesson, row.objective) for row in rows(course)] == wanted


def test_a_row_names_activities_questions_and_their_claims(course: Course) -> None:
    row = next(row for row in rows(course) if row.objective == "name-type")
    assert row.ready
    assert {"where-is-it", "quiz"} <= set(row.activities)
    assert {"where-does-it-belong", "lump-in-armpit-type"} <= set(row.questions)
    assert {"T5", "regional-nodes-same-side"} <= set(row.claims)
    assert len(set(row.claims)) == len(row.claims)


def test_every_question_is_in_exactly_one_row(course: Course) -> None:
    named = [question for row in rows(course) for question in row.questions]
    assert sorted(named) == sorted(course.questions)


def told(root: Path) -> str:
    return "\n".join(map(str, holes(load_course(root), root)))


def test_every_objective_of_the_ready_lessons_is_practised_and_asked() -> None:
    assert "has no question" not in told(ROOT)
    assert "has no activity" not in told(ROOT)


def test_an_objective_without_question_and_activity_is_a_hole(copy_of_course: Path) -> None:
    change(copy_of_course, LESSONS, "  objectives:\n",
           "  objectives:\n    - {id: fly, text: Fly to the moon.}\n")
    assert "“fly” of lesson 02 has no question, and so no claims." in told(copy_of_course)
    assert "“fly” of lesson 02 has no activity." in told(copy_of_course)


def test_a_claim_that_no_question_asks_is_a_hole(copy_of_course: Path) -> None:
    assert "T15" not in told(copy_of_course)
    change(copy_of_course, LESSONS, "claims: [T14]", "claims: [T14, T15]")
    assert "T15" in told(copy_of_course)


def test_an_activity_that_serves_no_objective_is_a_hole(copy_of_course: Path) -> None:
    change(copy_of_course, LESSONS, "  activities:\n",
           "  activities:\n    - {id: juggling, title: Juggle}\n")
    assert "“juggling” of lesson 02 serves no objective" in told(copy_of_course)


def test_a_lesson_still_planned_has_no_holes(copy_of_course: Path) -> None:
    assert "lesson 02" in told(copy_of_course).casefold()
    change(copy_of_course, LESSONS, "status: ready", "status: planned")
    assert "lesson 02" not in told(copy_of_course).casefold()


def test_a_broken_notebook_hides_the_holes_and_raises_nothing(copy_of_course: Path) -> None:
    (copy_of_course / "notebooks/02_types_and_sites.ipynb").write_text("[]")
    assert told(copy_of_course) == ""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("objectives: [name-type,", "objectives: [nam-type,", "“nam-type”"),
        ("- id: where-is-it", "- id: quiz", "Two activities are called “quiz”"),
        ("title: Choose a place", "heading: Choose a place", "“title” is missing"),
    ],
)
def test_a_mistake_in_an_activity_is_told_with_its_line(
    old: str, new: str, what: str, copy_of_course: Path
) -> None:
    change(copy_of_course, LESSONS, old, new)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    assert [p for p in caught.value.problems if p.file == LESSONS and p.line and what in p.what]


def test_the_map_is_shown_as_a_page_with_every_objective_and_question(course: Course) -> None:
    page = sources_page.curriculum(course)
    for row in rows(course):
        assert escape(row.text) in page
        assert all(question in page for question in row.questions)
