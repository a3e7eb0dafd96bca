"""Tests as a learner meets them: what each one sees, and what it cannot tell."""

from typing import Annotated

from pydantic import Field

from course_lib.content.record import Id, Record, Text


class Examination(Record):
    """One test, and the claims behind what is said of it."""

    id: Id
    name: Text
    sees: Text
    cannot: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
