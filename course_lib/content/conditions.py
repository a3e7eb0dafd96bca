"""Conditions over findings, as rules and findings write them: few operators, one at a time."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from course_lib.content.record import Id, Record

FindingId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9<>-]+$", max_length=60)]
NumberName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+\.[A-Za-z0-9-]+$")]
One = Field(default=None, min_length=1, max_length=1)

OPERATORS = ("all", "any", "not_", "is_", "in_", "at_least", "at_most")


class Condition(Record):
    """One operator over other conditions, or over the value of one finding.

    `is` and `in` compare with values, `at_least` and `at_most` with a number of data/numbers, which
    is named as set.value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    all: Annotated[tuple["Condition", ...], Field(min_length=1)] | None = None
    any: Annotated[tuple["Condition", ...], Field(min_length=1)] | None = None
    not_: "Condition | None" = Field(default=None, alias="not")
    is_: Annotated[dict[FindingId, bool | Id] | None, Field(alias="is")] = One
    in_: Annotated[dict[FindingId, tuple[Id, ...]] | None, Field(alias="in")] = One
    at_least: dict[FindingId, NumberName] | None = One
    at_most: dict[FindingId, NumberName] | None = One

    @model_validator(mode="after")
    def _one_operator(self) -> "Condition":
        if sum(getattr(self, name) is not None for name in OPERATORS) != 1:
            raise ValueError("a condition has one operator: all, any, not, is, in, at_least or "
                             "at_most")
        return self

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The conditions inside this one."""
        return self.all or self.any or ((self.not_,) if self.not_ else ())

    @property
    def leaves(self) -> Iterator["Condition"]:
        """Yield the conditions inside that read a finding."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def finding(self) -> str:
        """The finding that a condition without parts reads."""
        for pair in (self.is_, self.in_, self.at_least, self.at_most):
            if pair:
                return next(iter(pair))
        raise ValueError("a condition with parts reads no finding of its own")

    @property
    def accepted(self) -> tuple[bool | str, ...]:
        """The values that `is` or `in` accepts; none for a condition over a number."""
        if self.is_:
            return tuple(self.is_.values())
        return next(iter(self.in_.values())) if self.in_ else ()

    @property
    def number(self) -> str | None:
        """The number that `at_least` or `at_most` names."""
        pair = self.at_least or self.at_most
        return next(iter(pair.values())) if pair else None

    @property
    def findings(self) -> frozenset[str]:
        """Every finding that is read."""
        return frozenset(leaf.finding for leaf in self.leaves)


def in_region(condition: Condition, region: str) -> Condition:
    """Return `condition` with <region> in the names of its findings put as `region`."""
    return Condition.model_validate(_renamed(condition.model_dump(exclude_none=True), region))


def _renamed(data: object, region: str) -> object:
    if isinstance(data, dict):
        return {str(k).replace("<region>", region): _renamed(v, region) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return tuple(_renamed(part, region) for part in data)
    return data
