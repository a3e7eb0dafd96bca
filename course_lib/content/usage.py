"""Where each claim is used, which marks no longer hold, and what is to be looked at again."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.cross_check import CLAIM_FIELDS
from course_lib.content.disagreements import Disagreement
from course_lib.content.notebooks import claims_in_notebook
from course_lib.content.numbers import NumberSet
from course_lib.content.problem import Problem
from course_lib.content.record import named

# What each collection is called in a list of uses. A disagreement shows its claims on the sources
# page only, which shows every claim: it is no use.
KINDS = {
    "questions": "question",
    "sites": "site",
    "types": "type",
    "asks": "ask",
    "symptoms": "symptom",
    "findings": "finding",
    "rules": "rule",
    "survivors": "survivor",
    "drills": "drill",
    "examinations": "examination",
    "suspicions": "suspicion",
    "pathology": "pathology",
    "conversations": "conversation",
    "tell_backs": "tell-back",
    "handovers": "handover",
    "teachings": "teaching",
    "cases": "case",
}

# The lesson of a collection whose records name none.
LESSONS = {
    "findings": "06",
    "rules": "06",
    "examinations": "05",
    "suspicions": "05",
    "pathology": "05",
}

Dated = Claim | NumberSet | Disagreement


@dataclass(frozen=True)
class Use:
    """What names a claim; `lesson` is the number of the lesson, if it belongs to one."""

    kind: str
    id: str
    lesson: str | None = None


def uses(course: Course, root: Path) -> Mapping[str, tuple[Use, ...]]:
    """Return the uses of every claim; a claim that nothing uses has none.

    Raises ValueError if a notebook under `root` cannot be read.
    """
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    for use, claims in (*_in_data(course), *_in_notebooks(course, root)):
        for claim in claims:
            found[claim][use] = None
    return {id_: tuple(found.get(id_, ())) for id_ in course.claims}


def check_usage(course: Course, root: Path) -> list[Problem]:
    """Return a problem for each claim without a use or a future, and for each mark gone stale."""
    try:
        used = uses(course, root)
    except ValueError:  # check_notebooks tells which notebook; until then nothing is known
        return []
    return [
        Problem(*course.place("claims", claim.id), what, mend)
        for claim in course.claims.values()
        for what, mend in _amiss(course, claim, used[claim.id])
    ]


def due(course: Course, on: datetime.date) -> list[Dated]:
    """Return what is to be looked at again by the day `on`, the longest due first."""
    dated: list[Dated] = [
        *course.claims.values(), *course.numbers.values(), *course.disagreements.values()
    ]
    return sorted((record for record in dated if record.look_again <= on),
                  key=lambda record: record.look_again)


def due_notes(course: Course, on: datetime.date) -> list[Problem]:
    """Return what is due as lines to read: time passing is nobody's mistake."""
    return [
        Problem(
            *course.place(_collection(record), record.id),
            f"“{record.id}” was to be looked at again by {record.look_again}.",
            "See whether it still holds, then set a new look_again.",
        )
        for record in due(course, on)
    ]


def _collection(record: Dated) -> str:
    if isinstance(record, Claim):
        return "claims"
    return "numbers" if isinstance(record, NumberSet) else "disagreements"


def _in_data(course: Course) -> Iterator[tuple[Use, tuple[str, ...]]]:
    for lesson in course.lessons.values():
        for point in lesson.key_points:
            yield Use("key point", lesson.id, lesson.id), point.claims
        for point in lesson.monday or ():
            yield Use("on Monday", lesson.id, lesson.id), point.claims
    for collection, kind in KINDS.items():
        for id_, record in getattr(course, collection).items():
            lesson_id = getattr(record, "lesson", LESSONS.get(collection))
            yield Use(kind, id_, lesson_id), named(record, *CLAIM_FIELDS)


def _in_notebooks(course: Course, root: Path) -> Iterator[tuple[Use, tuple[str, ...]]]:
    lessons = {lesson.notebook: lesson.id for lesson in course.lessons.values()}
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        yield Use("notebook", path.stem, lessons.get(path.stem)), claims_in_notebook(path)


def _amiss(course: Course, claim: Claim, used: tuple[Use, ...]) -> Iterator[tuple[str, str]]:
    if not (used or claim.planned or claim.kept):
        yield (
            f"Nothing uses “{claim.id}”, and no plan or reason to keep it is given.",
            "Use it, plan it for a lesson (planned: \"NN\"), or say why it stays (kept: …).",
        )
    if claim.kept and used:
        yield (
            f"“{claim.id}” is kept as if nothing used it, but {_named(used[0])} does.",
            "Take the kept line out.",
        )
    if not claim.planned:
        return
    lesson = course.lessons.get(claim.planned)
    if lesson is None:
        yield (f"“{claim.id}” is planned for lesson {claim.planned}, which does not exist.",
               "Name a lesson of data/lessons/.")
    elif lesson.status == "ready" and any(use.lesson == lesson.id for use in used):
        yield (f"“{claim.id}” is still planned for lesson {lesson.id}, which uses it.",
               "Take the planned line out.")
    elif lesson.status == "ready":
        yield (f"“{claim.id}” is planned for lesson {lesson.id}, which is ready without it.",
               "Use it there, plan it for another lesson, or say why it stays (kept: …).")


def _named(use: Use) -> str:
    if use.kind in {"key point", "on Monday"}:
        return f"lesson {use.id}"
    return f"the {use.kind} “{use.id}”"
