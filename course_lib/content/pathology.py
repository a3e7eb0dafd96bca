"""Two pathology reports of one person: the first cancer, and what was found later."""

from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text

Receptor = Literal["er", "pr", "her2"]
RECEPTORS: tuple[Receptor, ...] = ("er", "pr", "her2")


class ThenAndNow(Record):
    """The receptors (positive or not) of one person then and now, and what follows from it."""

    id: Id
    story: Text
    then: dict[Receptor, bool]
    now: dict[Receptor, bool]
    means: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]

    @property
    def changed(self) -> tuple[Receptor, ...]:
        """The receptors that are not what they were."""
        return tuple(one for one in RECEPTORS if self.then[one] != self.now[one])
