"""The cases of the clinic as a class plays them: each step is a question, and the majority decides.

They are made of the same steps, with the same judgements and reasons, as in the lesson.
"""

import hashlib
from itertools import pairwise

from course_lib.clinical.clinic import Option, Step, steps
from course_lib.content.cases import WrittenCase
from course_lib.content.course import Course
from course_lib.learning.ballot import Ballot, Choice, ballots


def all_ballots(course: Course) -> dict[str, Ballot]:
    """Return everything that can be put to a class, the questions of the bank first."""
    return {**ballots(course), **case_ballots(course)}


def case_ballots(course: Course) -> dict[str, Ballot]:
    """Return each step of each case as a question for a class, by its id, in the order of play."""
    walks = (_walk(record, steps(record, course)) for record in course.cases.values())
    return {ballot.id: ballot for walk in walks for ballot in walk}


def _walk(record: WrittenCase, walk: tuple[Step, ...]) -> list[Ballot]:
    """Return the steps of one case; each names the one that comes next."""
    ids = [f"case:{record.id}:{step.id}" for step in walk]
    after = dict(pairwise(ids))
    return [
        _ballot(record, step, id_, after.get(id_, "")) for id_, step in zip(ids, walk, strict=True)
    ]


def _ballot(record: WrittenCase, step: Step, id_: str, following: str) -> Ballot:
    opening = (record.setting, record.caller) if step.stage == "listen" else ()
    said = f"“{step.says}”" if step.says else ""
    story = " ".join(part for part in (*opening, step.happens, said) if part)
    choices = tuple(map(_choice, step.options))
    meaning = repr(
        (story, step.ask, [(one.id, one.text, one.right, one.is_fine) for one in choices])
    )
    return Ballot(
        id=id_,
        version=hashlib.sha256(meaning.encode()).hexdigest()[:12],
        lesson=record.lesson,
        objective="",
        asked_in="lesson",
        stem=step.ask,
        form="several" if step.several else "one",
        choices=choices,
        is_heavy=bool(record.notice),
        case=record.title,
        story=story,
        following=following,
    )


def _choice(option: Option) -> Choice:
    why = f"{option.tells} {option.reason}" if option.tells else option.reason
    return Choice(
        option.id, option.text, option.fit == "must", why.strip(), is_fine=option.fit == "may"
    )
