"""What a trainer reads beside a lesson: minutes, what to do, what to ask, what learners mistake."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.content.course import Course
from course_lib.content.lessons import ClassPart, Lesson
from course_lib.content.notebooks import calls_of_notebook, trainer_notes_in
from course_lib.content.questions import Question

MOST_QUESTIONS = 3
"""So many questions stand beside an activity that practises what they ask."""

_MARKS = re.compile(r"^#+ .*$|[*_]", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A question that fits a part, and the misconceptions behind its wrong answers."""

    id: str
    stem: str
    misconceptions: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of a lesson in class."""

    plan: ClassPart
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Script:
    """What is said to the trainer of the whole lesson, and then part by part."""

    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def scripts(course: Course, folder: Path) -> dict[str, Script]:
    """Return the script of each lesson that has a notebook in `folder`, by its name."""
    found = {}
    for lesson in course.lessons.values():
        path = folder / f"{lesson.notebook}.ipynb"
        if lesson.status == "ready" and path.is_file():
            found[lesson.notebook] = _script(course, lesson, path)
    return found


def _script(course: Course, lesson: Lesson, path: Path) -> Script:
    calls = calls_of_notebook(path)
    words = _MARKS.sub("", trainer_notes_in(path))
    return Script(
        notes=tuple(one.strip() for one in words.split("\n\n") if one.strip()),
        parts=tuple(
            Part(plan, _questions(course, lesson, calls.get(plan.part, ())))
            for plan in lesson.in_class
        ),
    )


def _questions(
    course: Course, lesson: Lesson, calls: Sequence[tuple[str, str]]
) -> tuple[Asked, ...]:
    bank = [
        one
        for one in course.questions.values()
        if one.lesson == lesson.id and one.asked_in == "lesson"
    ]
    activities = {activity.id: activity for activity in lesson.activities}
    found: dict[str, Question] = {}
    for call, about in calls:
        if call == "quiz":
            fits = [one for one in bank if one.id not in activities]
        elif call == "sorting":
            fits = [course.questions[about]]
        elif call == "activity" and about in activities:
            objectives = activities[about].objectives
            fits = [one for one in bank if one.objective in objectives]
            fits = sorted(fits, key=lambda one: not one.dangerous)[:MOST_QUESTIONS]
        else:
            fits = []
        found |= {one.id: one for one in fits}
    return tuple(
        Asked(one.id, one.stem, tuple(dict.fromkeys(_misconceptions(one.model_dump()))))
        for one in found.values()
    )


def _misconceptions(data: Any) -> Iterator[str]:
    """Yield what stands under this name, however deep in a question."""
    if isinstance(data, dict):
        if data.get("misconception"):
            yield data["misconception"]
        data = data.values()
    elif not isinstance(data, list | tuple):
        return
    for one in data:
        yield from _misconceptions(one)
