"""Where the sources part from one another or from practice today."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text


class Position(Record):
    """One side of a disagreement, and the claims that hold it."""

    says: Text
    layer: Literal["sources", "today"]
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Disagreement(Record):
    """A topic on which claims part, what evidence decides, and what a nurse can say."""

    id: Id
    title: Text
    positions: Annotated[tuple[Position, ...], Field(min_length=2)]
    state: Literal["settled", "open"]
    evidence: Text
    evidence_claims: tuple[Id, ...] = ()
    nurse_says: Text
    look_again: datetime.date
