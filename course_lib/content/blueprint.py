"""How many questions there are for each objective and level, and how many are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.content.course import Course
from course_lib.content.questions import Question

WANTED = 120
WANTED_CASES = 40
WANTED_EACH = 4

LEVELS = ("recall", "apply", "judge")
COLUMNS = (*LEVELS, "all", "cases", "opening", "final")


@dataclass(frozen=True)
class Counts:
    """How many questions there are, by level, by place, and of small cases."""

    recall: int
    apply: int
    judge: int
    cases: int
    opening: int
    final: int

    @property
    def all(self) -> int:
        """How many there are of every level."""
        return self.recall + self.apply + self.judge


@dataclass(frozen=True)
class Row:
    """The counts of one objective of one lesson."""

    lesson: str
    objective: str
    counts: Counts

    @property
    def wanting(self) -> int:
        """How many questions the objective still needs."""
        return max(0, WANTED_EACH - self.counts.all)


def rows(course: Course) -> tuple[Row, ...]:
    """Return the counts of each objective of each lesson, in the order of the lessons."""
    return tuple(
        Row(
            lesson.id,
            objective.id,
            count(
                question
                for question in course.questions.values()
                if (question.lesson, question.objective) == (lesson.id, objective.id)
            ),
        )
        for lesson in course.lessons.values()
        for objective in lesson.objectives
    )


def count(questions: Iterable[Question]) -> Counts:
    """Return how many of `questions` there are."""
    listed = list(questions)
    levels = [question.level for question in listed]
    places = [question.asked_in for question in listed]
    return Counts(
        recall=levels.count("recall"),
        apply=levels.count("apply"),
        judge=levels.count("judge"),
        cases=sum(question.case for question in listed),
        opening=places.count("opening"),
        final=places.count("final"),
    )


def table(course: Course) -> str:
    """Return the counts against what is wanted, as lines of text."""
    found = rows(course)
    whole = count(course.questions.values())
    width = max((len(row.objective) for row in found), default=0) + 5
    lines = [f"{'Questions':<{width}}" + "".join(f"{name:>9}" for name in COLUMNS)]
    for row in found:
        missing = f"   {row.wanting} more wanted" if row.wanting else ""
        lines.append(f"{row.lesson} {row.objective:<{width - 3}}{_line(row.counts)}{missing}")
    lines += [
        f"{'In all':<{width}}{_line(whole)}",
        f"Wanted: {WANTED} in all ({_left(WANTED, whole.all)}), {WANTED_CASES} small cases "
        f"({_left(WANTED_CASES, whole.cases)}), {WANTED_EACH} for each objective "
        f"({sum(bool(row.wanting) for row in found)} of {len(found)} have fewer).",
    ]
    return "\n".join(lines)


def _line(counts: Counts) -> str:
    return "".join(f"{getattr(counts, name):>9}" for name in COLUMNS)


def _left(wanted: int, there: int) -> str:
    return f"{wanted - there} to write" if there < wanted else "reached"
