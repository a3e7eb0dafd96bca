"""Cases to begin with in the treatment explorer: a story, what is known, what could be asked."""

from typing import Annotated, Any

from pydantic import Field

from course_lib.content.record import Id, Record, Text


class Start(Record):
    """A case as it stands on the first day; `offered` are the findings one could ask for first.

    `case` is in the format of `course plan`. What is worth asking first is worked out from it.
    """

    id: Id
    title: Text
    story: Text
    case: dict[str, Any]
    offered: Annotated[tuple[Id, ...], Field(min_length=3, max_length=5)]
