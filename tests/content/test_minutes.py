"""The core of a lesson can be done in its minutes by somebody who is new to it."""

import re
from pathlib import Path

import nbformat
import pytest

from course_lib.activities.quiz import questions_of
from course_lib.content.course import ROOT, Course
from course_lib.content.lessons import Lesson

# What the lessons are planned with, until a class has been watched: assumptions, no measurements.
WORDS_A_MINUTE = 150
MINUTES_A_QUESTION = 0.5
MINUTES_AN_ACTIVITY = 3
LINK = re.compile(r"\]\([^)]*\)")
DOES = re.compile(r"^lesson\.(activity|sorting)\(", re.M)


def core(lesson: Lesson) -> list[tuple[str, str]]:
    notebook = nbformat.read(Path(ROOT, "notebooks", f"{lesson.notebook}.ipynb"), 4)
    return [
        (cell.cell_type, cell.source)
        for cell in notebook.cells
        if "core" in cell.metadata.get("tags", [])
    ]


def minutes(course: Course, lesson: Lesson) -> float:
    cells = core(lesson)
    words = sum(len(LINK.sub("", text).split()) for kind, text in cells if kind == "markdown")
    points = (*lesson.key_points, *(lesson.monday or ()))
    words += sum(len(point.text.split()) for point in points)
    done = sum(len(DOES.findall(text)) for kind, text in cells if kind == "code")
    asked = len(questions_of(course, lesson))
    return words / WORDS_A_MINUTE + done * MINUTES_AN_ACTIVITY + asked * MINUTES_A_QUESTION


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "08"])
def test_the_core_of_a_lesson_fits_into_its_minutes(course: Course, number: str) -> None:
    lesson = course.lessons[number]
    taken = minutes(course, lesson)
    assert lesson.minutes <= 20
    assert lesson.minutes / 2 < taken <= lesson.minutes
