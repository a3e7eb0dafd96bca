"""The map of the course: what each objective is taught, practised and asked by, and the holes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.problem import Problem
from course_lib.content.usage import uses


@dataclass(frozen=True)
class Row:
    """One objective of one lesson: ids of its activities, its questions, and their claims."""

    lesson: str
    title: str
    ready: bool
    objective: str
    text: str
    activities: tuple[str, ...]
    questions: tuple[str, ...]
    claims: tuple[str, ...]


def rows(course: Course) -> tuple[Row, ...]:
    """Return the map: one row for each objective, in the order of the lessons."""
    return tuple(
        _row(course, lesson, objective.id, objective.text)
        for lesson in course.lessons.values()
        for objective in lesson.objectives
    )


def holes(course: Course, root: Path) -> list[Problem]:
    """Return what the ready lessons leave open: lines to read, nobody's mistake."""
    try:
        used = uses(course, root)
    except ValueError:  # check_notebooks tells which notebook; until then nothing is known
        return []
    found: list[Problem] = []
    for lesson in course.lessons.values():
        if lesson.status != "ready":
            continue
        asked = {
            claim
            for question in course.questions.values()
            if question.lesson == lesson.id
            for claim in question.claims
        }
        taught = [
            id_ for id_, by in used.items() if any(use.lesson == lesson.id for use in by)
        ]
        unasked = [id_ for id_ in taught if id_ not in asked]
        place = course.place("lessons", lesson.id)
        found += [Problem(*place, what, mend) for what, mend in _holes(course, lesson)]
        if unasked:
            found.append(
                Problem(*place, f"Lesson {lesson.id} states {len(unasked)} claims that no "
                        f"question of it asks: {', '.join(unasked)}.", "Ask what matters of them.")
            )
    return found


def _row(course: Course, lesson: Lesson, objective: str, text: str) -> Row:
    questions = [
        question
        for question in course.questions.values()
        if question.lesson == lesson.id and question.objective == objective
    ]
    return Row(
        lesson=lesson.id,
        title=lesson.title,
        ready=lesson.status == "ready",
        objective=objective,
        text=text,
        activities=tuple(a.id for a in lesson.activities if objective in a.objectives),
        questions=tuple(question.id for question in questions),
        claims=tuple(dict.fromkeys(claim for q in questions for claim in q.claims)),
    )


def _holes(course: Course, lesson: Lesson) -> Iterator[tuple[str, str]]:
    for row in rows(course):
        if row.lesson != lesson.id:
            continue
        of = f"The objective “{row.objective}” of lesson {lesson.id}"
        if not row.questions:
            yield f"{of} has no question, and so no claims.", "Write one in data/questions."
        if not row.activities:
            yield f"{of} has no activity.", "Name it at an activity that practises it."
    for activity in lesson.activities:
        if not activity.objectives:
            yield (f"The activity “{activity.id}” of lesson {lesson.id} serves no objective.",
                   "Name the objective it practises, or leave it as background.")
