"""What a trainer reads beside a lesson, and where a lesson is cut into screens."""

import pytest
from pydantic import ValidationError

from course_lib.content.class_script import Script, scripts
from course_lib.content.course import ROOT, Course
from course_lib.content.lessons import CLASS_MINUTES, ClassPart, Lesson
from course_lib.content.screens import MOST_WORDS, Cell, parts, slide_types


@pytest.fixture(scope="module")
def every_script(course: Course) -> dict[str, Script]:
    return scripts(course, ROOT / "notebooks")


def test_every_lesson_has_notes_and_minutes_for_each_length(
    every_script: dict[str, Script],
) -> None:
    assert len(every_script) == 10
    for notebook, script in every_script.items():
        assert script.notes, notebook
        assert not any("*" in words or "#" in words for words in script.notes)
        assert any(part.plan.debrief for part in script.parts), notebook
        for place, length in enumerate(CLASS_MINUTES):
            planned = sum(part.plan.minutes[place] for part in script.parts)
            assert 0.85 * length <= planned <= length, notebook
        assert all(part.plan.minutes == tuple(sorted(part.plan.minutes)) for part in script.parts)


def test_questions_stand_where_the_lesson_asks_them(
    every_script: dict[str, Script], course: Course
) -> None:
    by_part = {part.plan.part: part for part in every_script["02_types_and_sites"].parts}
    assert [one.id for one in by_part["Sort them"].questions] == ["where-does-it-belong"]
    assert "cancer in a breast that was kept is always new" in (
        by_part["Sort them"].questions[0].misconceptions
    )
    assert len(by_part["Questions"].questions) > 5
    assert by_part["Key points"].questions == ()
    for notebook, script in every_script.items():
        asked = {one.id for part in script.parts for one in part.questions}
        assert all(course.questions[id_].lesson == notebook[:2] for id_ in asked)


def test_a_class_is_planned_with_no_more_minutes_than_it_has() -> None:
    assert lesson_of(15)
    with pytest.raises(ValidationError, match="16 minutes for a class of 15"):
        lesson_of(16)


def test_what_a_class_is_asked_afterwards_is_a_question() -> None:
    assert ClassPart(part="A", minutes=(1, 1, 1), say="Say.", debrief=("Why?",))
    with pytest.raises(ValidationError, match="question mark"):
        ClassPart(part="A", minutes=(1, 1, 1), say="Say.", debrief=("Because.",))


def lesson_of(minutes: int) -> Lesson:
    part = ClassPart(part="A", minutes=(minutes, 20, 20), say="Say.")
    return Lesson(
        id="01", notebook="01_made_up", title="A", line="B", minutes=15, status="planned",
        in_class=(part,),
    )  # fmt: skip


def words(count: int, heading: str = "## Here") -> Cell:
    return "markdown", " ".join([heading, *["word"] * (count - len(heading.split()))]), frozenset()


def call(name: str, *tags: str) -> Cell:
    return "code", f"lesson.{name}()", frozenset(tags)


def test_a_heading_begins_a_screen_and_an_activity_below_many_words_another() -> None:
    loads: Cell = "code", "from course_lib.lesson import Lesson", frozenset()
    few, many = words(MOST_WORDS), words(MOST_WORDS + 1)
    assert list(slide_types([few, loads, call("header")])) == ["slide", "skip", "-"]
    assert list(slide_types([many, call("quiz")])) == ["slide", "subslide"]
    assert list(slide_types([many, call("figure"), call("quiz")])) == ["slide", "subslide", "-"]


def test_addresses_of_claims_are_no_words_on_a_screen() -> None:
    linked: Cell = "markdown", "## Here\n\n" + "[today](#claim-a-b c) " * 30, frozenset()
    assert list(slide_types([linked, call("quiz")])) == ["slide", "-"]


def test_notes_for_trainers_are_on_no_screen() -> None:
    notes: Cell = "markdown", "## For trainers", frozenset({"trainer-note"})
    assert list(slide_types([words(9), notes])) == ["slide", "notes"]
    assert parts([words(2), notes]) == ("Here",)
