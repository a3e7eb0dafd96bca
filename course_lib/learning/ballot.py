"""What is put to a class at once: a question of the bank, with what each choice stands for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from course_lib.content.course import Course
from course_lib.content.questions import (
    AskFirst,
    MarkOnMap,
    Question,
    SeveralChoice,
    SingleChoice,
    version,
)
from course_lib.content.record import Layer
from course_lib.language import _

Form = Literal["one", "several", "place"]

# To be told before, wherever it is asked: what these words speak of has happened in many families.
_HEAVY = re.compile(
    r"\b(die[sd]?|dying|deaths?|dead|surviv\w+|last days|last weeks|hospice|palliative|suicid\w+"
    r"|cannot be cured|not curable|incurable)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Choice:
    """Something to vote for; `why` is told when the votes are shown, `site` is a place's own id.

    What `is_fine` may be chosen, and need not be.
    """

    id: str
    text: str
    right: bool
    why: str
    misconception: str = ""
    site: str = ""
    side: str = ""
    is_fine: bool = False


@dataclass(frozen=True)
class Part:
    """A statement that others contradict, and whose it is: of practice today, or of the sources."""

    layer: Layer
    says: str


@dataclass(frozen=True)
class Ballot:
    """A question as a class votes on it.

    `parts` are the statements behind it that disagree: where there are any, no choice is shown as
    the right one. `is_heavy` where it speaks of dying, or of how long people live. A step of a case
    names the `case`, tells its `story`, and names the step `following` it by its id.
    """

    id: str
    version: str
    lesson: str
    objective: str
    asked_in: str
    stem: str
    form: Form
    choices: tuple[Choice, ...]
    parts: tuple[Part, ...] = ()
    is_heavy: bool = False
    case: str = ""
    story: str = ""
    following: str = ""

    @property
    def is_disputed(self) -> bool:
        """Whether statements behind the question disagree."""
        return bool(self.parts)

    def right_ids(self) -> frozenset[str]:
        """Return the ids of the right choices."""
        return frozenset(choice.id for choice in self.choices if choice.right)

    def is_right(self, chosen: Collection[str]) -> bool:
        """Tell whether a vote is right: all right choices of several, a right one otherwise."""
        right = self.right_ids()
        fine = right | {choice.id for choice in self.choices if choice.is_fine}
        return set(chosen) <= fine and (self.form != "several" or right <= set(chosen))

    def read(self, chosen: Collection[str]) -> tuple[str, ...]:
        """Return what was chosen in the order of the choices; raises ValueError for no vote."""
        known = tuple(choice.id for choice in self.choices if choice.id in chosen)
        if not known or len(known) != len(set(chosen)):
            raise ValueError(_("Choose one of the answers first."))
        if len(known) > 1 and self.form != "several":
            raise ValueError(_("Choose one answer only."))
        return known


def ballots(course: Course) -> dict[str, Ballot]:
    """Return every question that a class can vote on, by its id."""
    found = (_ballot(question, course) for question in course.questions.values())
    return {ballot.id: ballot for ballot in found if ballot}


def _ballot(question: Question, course: Course) -> Ballot | None:
    form: Form
    match question:
        case SingleChoice():
            form, choices = "one", _options(question)
        case SeveralChoice():
            form, choices = "several", _options(question)
        case AskFirst():
            form = "one"
            choices = tuple(
                Choice(one.id, one.text, one.worth == "first", one.feedback,
                       one.misconception or "")
                for one in question.options
            )
        case MarkOnMap():
            form, choices = "place", _places(question, course)
        case _:
            return None
    claims = [course.claims[id_] for id_ in question.claims]
    says = [question.stem, *(choice.text for choice in choices)]
    return Ballot(
        question.id,
        version(question),
        question.lesson,
        question.objective,
        question.asked_in,
        question.stem,
        form,
        choices,
        _parts(question.claims, course),
        any(claim.topic == "prognosis" for claim in claims) or bool(_HEAVY.search(" ".join(says))),
    )


def _options(question: SingleChoice | SeveralChoice) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.id, one.text, one.right, one.feedback, one.misconception or "")
        for one in question.options
    )


def _places(question: MarkOnMap, course: Course) -> tuple[Choice, ...]:
    spots = {spot.id: spot for spot in question.spots}
    sides: Mapping[bool, tuple[str, ...]] = {True: ("right", "left"), False: ("",)}
    names = {"right": _("{place}, right"), "left": _("{place}, left"), "": "{place}"}
    found = []
    for site in course.sites.values():
        for side in sides[site.paired]:
            spot = spots.get(f"{site.id}:{side}")
            told = spot or question.elsewhere
            found.append(
                Choice(
                    f"{site.id}:{side}",
                    names[side].format(place=site.name),
                    bool(spot and spot.right),
                    told.feedback,
                    told.misconception or "",
                    site.id,
                    side,
                )
            )
    return tuple(found)


def _parts(ids: Collection[str], course: Course) -> tuple[Part, ...]:
    """Return the statements among `ids` that others contradict, and those others; today's first."""
    disputed = [id_ for id_ in ids if course.claims[id_].disputed_by]
    both = dict.fromkeys(
        one for id_ in disputed for one in (id_, *course.claims[id_].disputed_by)
    )
    parts = [Part(course.claims[one].layer, course.claims[one].says) for one in both]
    return tuple(sorted(parts, key=lambda part: part.layer != "today"))
