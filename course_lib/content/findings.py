"""Findings: what can be known of a person, in words, and how a nurse finds it out."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.conditions import Condition
from course_lib.content.record import Id, Record, Text

Kind = Literal["yes or no", "choice", "number"]
RecurrenceType = Literal["local-breast", "local-chest-wall", "regional", "distant", "new-primary"]

# What the places of a case tell by themselves; clinical/case_facts.py knows how.
Derived = Literal[
    "operation", "armpit nodes", "tissue", "place", "near node", "near and far", "opposite armpit"
]


class Needed(Record):
    """A plan for one of `types` is provisional while the finding is unknown and `when` holds.

    With `only_yes` it is provisional until the answer is yes.
    """

    types: Annotated[tuple[RecurrenceType, ...], Field(min_length=1)]
    when: Condition | None = None
    only_yes: bool = False


class Impossible(Record):
    """What cannot be true at once, and the sentence that says so."""

    when: Condition
    says: Text


class Finding(Record):
    """One thing to know: `values` has the words of each value as the end of “because …”.

    A number has a `subject` (“the temperature”), a `unit`, the smallest `step` it is written with,
    and no values: conditions name its thresholds. What is below `least` or above `most` is a slip
    of the pen, such as a temperature in another unit. A derived finding is read from the first
    cancer and the places of a case. `first_when` says when to ask this before others.
    """

    id: Id
    group: Literal[
        "red flags", "the first cancer", "the return", "earlier treatment", "the person",
        "tests of the tumour",
    ]
    name: Text
    question: Text
    kind: Kind
    values: dict[Id, Text] = Field(default_factory=dict)
    subject: Text | None = None
    unit: Text | None = None
    step: Annotated[float, Field(gt=0)] | None = None
    least: float | None = None
    most: float | None = None
    ask: Literal["the chart", "the person", "the team"]
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    derived: Derived | None = None
    place: Id | None = None
    needed: Needed | None = None
    first_when: Condition | None = None
    impossible: tuple[Impossible, ...] = ()

    @model_validator(mode="after")
    def _values_of_its_kind(self) -> "Finding":
        if self.kind == "yes or no" and set(self.values) != {"yes", "no"}:
            raise ValueError("a finding of yes or no has words for yes and for no")
        if self.kind == "choice" and len(self.values) < 2:
            raise ValueError("a choice has at least two values")
        is_number = self.kind == "number"
        of_number = (self.subject, self.unit, self.step, self.least, self.most)
        if {part is not None for part in of_number} | {not self.values} != {is_number}:
            raise ValueError("a number, and only it, has a subject, a unit, a step, a least, a "
                             "most and no values")
        return self

    def words(self, value: bool | str | float) -> str:
        """Return the words of `value`."""
        if isinstance(value, bool):
            return self.values["yes" if value else "no"]
        if isinstance(value, str):
            return self.values[value]
        return f"{self.subject} is {self.with_unit(f'{value:g}')}"

    def with_unit(self, number: str) -> str:
        """Return `number` with the unit of a finding that is a number."""
        return number if self.unit == "1" else f"{number}\u00a0{self.unit}"

    @property
    def choices(self) -> tuple[bool | str, ...]:
        """The values it can have; none for a number, whose conditions decide."""
        return (True, False) if self.kind == "yes or no" else tuple(self.values)
