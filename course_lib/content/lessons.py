"""The lessons: what each is for, how long it takes, and whether it is there yet."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

CLASS_MINUTES = (15, 30, 60)
"""How long a class can be."""

Minutes = Annotated[int, Field(ge=0)]


class Objective(Record):
    """One thing a learner can do after the lesson."""

    id: Id
    text: Text


class Activity(Record):
    """Something a learner does in the lesson, and the objectives (ids) that it practises."""

    id: Id
    title: Text
    objectives: tuple[Id, ...] = ()


class KeyPoint(Record):
    """One sentence to take home, and the claims it rests on."""

    text: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class ClassPart(Record):
    """How a trainer spends a class on one part of the lesson, which is a heading of its notebook.

    `minutes` are those of a class of 15, 30 and 60 minutes; where they are none, such a class
    leaves the part out.
    """

    part: Text
    minutes: tuple[Minutes, Minutes, Minutes]
    say: Text
    debrief: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _debrief_asks(self) -> "ClassPart":
        if not all(text.endswith("?") for text in self.debrief):
            raise ValueError("what a class is asked afterwards (debrief) ends in a question mark")
        return self


class Lesson(Record):
    """One notebook of the course; `notebook` is its name without ending.

    `monday` is what a nurse does with the lesson at the next shift, in three sentences. A lesson
    that is a `check` teaches nothing of its own: it asks what the other lessons teach.
    """

    id: Annotated[str, Field(pattern=r"^\d\d$")]
    notebook: Annotated[str, Field(pattern=r"^\d\d(_[a-z]+)+$")]
    title: Text
    line: Text
    minutes: Annotated[int, Field(ge=5, le=60)]
    status: Literal["ready", "planned"]
    objectives: tuple[Objective, ...] = ()
    activities: tuple[Activity, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    check: Literal["opening", "final"] | None = None
    monday: tuple[KeyPoint, KeyPoint, KeyPoint] | None = None
    in_class: tuple[ClassPart, ...] = ()

    @model_validator(mode="after")
    def _ready_is_whole(self) -> "Lesson":
        whole = self.check or (self.objectives and self.key_points)
        if self.status == "ready" and not whole:
            raise ValueError("a ready lesson needs objectives and key_points")
        return self

    @model_validator(mode="after")
    def _classes_fit(self) -> "Lesson":
        for place, length in enumerate(CLASS_MINUTES):
            planned = sum(one.minutes[place] for one in self.in_class)
            if planned > length:
                raise ValueError(f"in_class plans {planned} minutes for a class of {length}")
        return self
