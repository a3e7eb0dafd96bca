"""Published numbers, each standing once, with unit, population, period and citation."""

import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from course_lib.content.record import Id, Record, Text, Verified


class Value(Record):
    """One number as it was published; `interval` is its 95 % interval unless `note` says other."""

    value: Decimal
    unit: Text
    label: Text
    interval: tuple[Decimal, Decimal] | None = None
    note: Text | None = None

    @property
    def number(self) -> str:
        """The number alone, thousands apart."""
        grouped = abs(self.value) >= 10_000
        return f"{self.value:,}".replace(",", "\u202f") if grouped else f"{self.value}"

    def __str__(self) -> str:
        return self.number if self.unit == "1" else f"{self.number}\u00a0{self.unit}"


class NumberSet(Record):
    """Numbers that share one population, one period and one place in one source."""

    id: Id
    source: Id
    place: Text
    population: Text
    period: Text
    verified: Verified
    look_again: datetime.date
    not_for: Text
    values: Annotated[dict[Id, Value], Field(min_length=1)]
