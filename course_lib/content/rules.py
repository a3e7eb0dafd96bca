"""Rules of treatment: one condition and what follows from it, in one of the two layers."""

from typing import Literal

from pydantic import model_validator

from course_lib.content.conditions import Condition
from course_lib.content.findings import RecurrenceType
from course_lib.content.record import Id, Layer, Record, Text

Role = Literal[
    "emergency",
    "out of scope",
    "goal",
    "before",
    "main",
    "instead",
    "afterwards",
    "alongside",
    "not again",
    "not routine",
    "warning",
    "open",
    "nurse",
]
Treatment = Literal[
    "surgery",
    "armpit surgery",
    "radiation",
    "second radiation",
    "drugs",
    "endocrine",
    "CDK4/6 inhibitor",
    "chemotherapy",
    "HER2 drugs",
    "deruxtecan",
    "immunotherapy",
    "PARP inhibitor",
    "targeted drugs",
    "sacituzumab",
    "bone drugs",
    "palliative care",
    "trial",
    "tests",
    "brain imaging",
    "own path",
]
UNSOURCED = ("open", "out of scope")
Intent = Literal["remove", "control", "comfort"]


class Rule(Record):
    """When `when` holds (always, without it), `says` belongs into the plan in its `role`.

    Without `types` it speaks of every case. `regions` makes one rule of each node region, whose
    findings are named with <region>. `beside` lets it speak only in a plan that considers one of
    these treatments. `selected` marks an option for chosen people. An `open` rule, and what is out
    of scope, says what this course has no verified source for, and so has no claims. A rule of
    today whose sources print no date says so in `undated`. A warning that is worded as an “if” is
    shown `until_ruled_out`, also while its condition is unknown.
    """

    id: Id
    layer: Layer
    types: tuple[RecurrenceType, ...] = ()
    regions: tuple[Id, ...] = ()
    when: Condition | None = None
    beside: tuple[Treatment, ...] = ()
    role: Role
    treatment: tuple[Treatment, ...] = ()
    region: Id | None = None
    intent: Intent | None = None
    selected: bool = False
    until_ruled_out: bool = False
    urgency: Literal["emergency now", "same day"] | None = None
    says: Text
    claims: tuple[Id, ...] = ()
    undated: Text | None = None

    @model_validator(mode="after")
    def _claims_or_open(self) -> "Rule":
        if (self.role in UNSOURCED) == bool(self.claims):
            raise ValueError("a rule names its claims, unless it is open or out of scope: then it "
                             "has none")
        if self.until_ruled_out and self.role != "warning":
            raise ValueError("only a warning is shown until it is ruled out")
        if self.role == "goal" and not self.intent:
            raise ValueError("a goal has an intent: remove, control or comfort")
        if (self.role == "emergency") != bool(self.urgency):
            raise ValueError("an emergency, and nothing else, says its urgency")
        return self


ALWAYS = ("emergency", "warning", "nurse", "out of scope")
"""The roles that are shown in every layer: what must never be lost."""
