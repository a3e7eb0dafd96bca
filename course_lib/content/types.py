"""The types of recurrence in words."""

from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text

TypeId = Literal[
    "local-breast",
    "local-chest-wall",
    "regional",
    "distant",
    "several",
    "new-primary",
    "cannot-tell",
]


class TypeInWords(Record):
    """What a type is called, what it means, and the claims that say so."""

    id: TypeId
    name: Text
    means: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
