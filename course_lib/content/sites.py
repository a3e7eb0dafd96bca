"""The places on and in the body where cancer can be found after a first breast cancer."""

from typing import Annotated, Literal

from pydantic import Field

from course_lib.content.record import Id, Record, Text

Region = Literal["breast", "scar", "chest wall", "node", "organ"]
Reach = Literal["here", "regional", "distant", "disputed"]


class Reading(Record):
    """How far a place is from the first cancer, why, and the claims that say so."""

    reach: Reach
    why: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Site(Record):
    """A place; `paired` places have a side, and the other side may read differently.

    `same_side` is the reading on the side of the first cancer, and the only reading of a place
    that has no side.
    """

    id: Id
    name: Text
    plain: Text
    region: Region
    paired: bool
    same_side: Reading
    other_side: Reading | None = None
