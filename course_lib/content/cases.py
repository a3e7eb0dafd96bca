"""Written cases of the clinic: the truth of a case, its words, and what a nurse can do in it.

What the rules can judge is not written here: the type, what must be known first, an emergency and
what is considered are worked out from `case`. A reason is written only where no rule speaks.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text
from course_lib.content.urgency import Judgement

Fit = Literal["helps", "partly", "hurts"]
Claims = Annotated[tuple[Id, ...], Field(min_length=1)]


class Asked(Record):
    """Something to ask or to look at, and what it brings; nothing is told unasked.

    `finding` is the finding of the case that it tells: then the rules say whether it must be
    asked. `fit` says it where they do not; `why` and `claims` are the reason.
    """

    id: Id
    ask: Text
    brings: Text
    finding: Id | None = None
    fit: Literal["must", "may", "not"] = "may"
    why: Text | None = None
    claims: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _has_a_reason(self) -> "Asked":
        if self.finding is None and self.fit != "may" and not (self.why and self.claims):
            raise ValueError("what must be asked, or must not, says why and names its claims")
        return self


class Choice(Record):
    """Something to do or to say, what follows from it, and why it helps or hurts."""

    id: Id
    text: Text
    fit: Fit
    follows: Text | None = None
    why: Text
    claims: Claims


class Turn(Record):
    """One moment of the talk with the person: what happens, what they say, what one can answer."""

    happens: Text
    says: Text
    replies: Annotated[tuple[Choice, ...], Field(min_length=3, max_length=4)]

    @model_validator(mode="after")
    def _one_helps(self) -> "Turn":
        fits = [reply.fit for reply in self.replies]
        if fits.count("helps") != 1 or "hurts" not in fits:
            raise ValueError("of the replies exactly one helps, and one at least hurts")
        return self


class HowFast(Record):
    """How fast to act where no rule names an emergency, and why."""

    judgement: Judgement
    why: Text
    claims: tuple[Id, ...] = ()


class WrittenCase(Record):
    """One case of the clinic.

    `case` is all that is so, in the format of `course plan`; `later` names what of it only comes
    back after the questions on urgency, on the type and on what to know first: ids of findings,
    or same-histology, team-says, near-tumour-bed, explained-by. `first` and `plan` name what is
    offered to choose from: findings or questions on the type, and components of a plan.
    """

    id: Id
    lesson: Id
    path: Literal["core", "more"]
    title: Text
    notice: Text | None = None
    setting: Text
    caller: Text
    case: dict[str, Any]
    later: tuple[Id, ...] = ()
    history: Annotated[tuple[Asked, ...], Field(min_length=4)]
    looks: Annotated[tuple[Asked, ...], Field(min_length=2)]
    first: Annotated[tuple[Id, ...], Field(min_length=3)]
    how_fast: HowFast | None = None
    acts: tuple[Choice, ...] = ()
    results: Text
    plan: Annotated[tuple[Id, ...], Field(min_length=3)]
    explain: Annotated[tuple[Choice, ...], Field(min_length=3)]
    teach: Annotated[tuple[Choice, ...], Field(min_length=3)]
    talk: Annotated[tuple[Turn, ...], Field(min_length=1, max_length=3)]
    closing: Text
    closing_claims: Claims

    @model_validator(mode="after")
    def _whole(self) -> "WrittenCase":
        groups: list[list[str]] = [
            [one.id for one in group]
            for group in (self.history, self.looks, self.acts, self.explain, self.teach)
        ]
        groups += [[reply.id for reply in turn.replies] for turn in self.talk]
        groups += [list(self.first), list(self.plan)]
        if any(len(set(ids)) != len(ids) for ids in groups):
            raise ValueError("the ids within one step differ from one another")
        if sum(choice.fit == "helps" for choice in self.explain) != 1:
            raise ValueError("exactly one explanation helps")
        for group in (self.acts, self.teach):
            if group and len({choice.fit == "helps" for choice in group}) != 2:
                raise ValueError("of what can be done or taught, some helps and some does not")
        return self
