"""The teaching picture of hidden cells: an idea made visible, whose numbers are not medical."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from course_lib.content.record import Id, Record, Text

Chance = Annotated[Decimal, Field(ge=0, le=1)]


class HiddenCells(Record):
    """How often what happens in the picture; chosen so that each ending is seen, never measured.

    `cells` are hidden at the beginning; `killed` is the chance of each during treatment, `rests`
    that of one that is left, and `wakes` that of a resting one in each of the `times` that follow.
    `warning` is what a learner reads beside it.
    """

    id: Id
    warning: Text
    cells: Annotated[int, Field(ge=1, le=60)]
    killed: Chance
    rests: Chance
    wakes: Chance
    times: Annotated[int, Field(ge=1, le=50)]
