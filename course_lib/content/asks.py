"""What must be asked before a type can be named."""

from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text

Fact = Literal[
    "side",
    "operation",
    "proven",
    "same_histology",
    "near_tumour_bed",
    "team_says",
    "explained_by",
    "depth",
]


class Answer(Record):
    """One answer and the fact it adds to the case; without `sets` it needs more than a word."""

    text: Text
    sets: dict[Fact, bool | Text] = Field(default_factory=dict)


class Ask(Record):
    """A question to put to the record, the person or the team, and why it matters.

    `about` says whether an answer tells something of the first cancer or of what is found now.
    """

    id: Id
    about: Literal["first", "found"]
    question: Text
    why: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    answers: tuple[Answer, ...] = ()
