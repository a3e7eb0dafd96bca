"""What every record in data/ is made of: strict, frozen models and the small types they share."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Layer = Literal["sources", "today"]
Verified = Literal["seen", "code", "secondary"]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def named(record: BaseModel, *fields: str) -> tuple[str, ...]:
    """Return the ids that stand in `fields` of a record and of all its parts, each once."""
    return tuple(dict.fromkeys(_named(record, fields)))


def _named(value: Any, fields: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name in fields:
                yield from part
            else:
                yield from _named(part, fields)
    elif isinstance(value, dict):
        yield from _named(tuple(value.values()), fields)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _named(one, fields)
