"""Where a learner is in each case of the clinic: what they chose, and what has been looked at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import traitlets

from course_lib.activities.activity import Model
from course_lib.clinical.clinic import Mark, Point, Step, debrief, mark


@dataclass(frozen=True)
class Walk:
    """The way through one case; a step that was passed by is behind and not marked."""

    entered: bool = False
    at: int = 0
    chosen: dict[str, list[str]] = field(default_factory=dict)
    marked: list[str] = field(default_factory=list)


class ClinicWalk(Model):
    """The case on the table, and the walk through each case."""

    case = traitlets.Unicode()
    walks = traitlets.Dict()

    def __init__(self, cases: Mapping[str, tuple[Step, ...]]) -> None:
        self.cases = cases
        super().__init__(case=next(iter(cases)))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the case on the table."""
        return self.cases[self.case]

    @property
    def walk(self) -> Walk:
        """The walk through the case on the table."""
        walk = self.walks.get(self.case, Walk())
        assert isinstance(walk, Walk)
        return walk

    @property
    def step(self) -> Step | None:
        """The step where the learner is, or None once all are behind."""
        return self.steps[self.walk.at] if self.walk.at < len(self.steps) else None

    def choose_case(self, id_: str) -> None:
        """Put another case on the table; raises KeyError for one that does not exist."""
        if id_ not in self.cases:
            raise KeyError(id_)
        self.case = id_

    def next_case(self) -> None:
        """Put the next case on the table, after the last the first."""
        ids = list(self.cases)
        self.case = ids[(ids.index(self.case) + 1) % len(ids)]

    def enter(self) -> None:
        """Begin the case, after its notice where it has one."""
        self._go(replace(self.walk, entered=True))

    def choose(self, id_: str) -> None:
        """Choose an option of this step, or let it go; raises KeyError for none of its options.

        What was asked has been answered: in listening and looking nothing is taken back.
        """
        step = self.step
        if step is None or self.is_marked(step):
            return
        if id_ not in {option.id for option in step.options}:
            raise KeyError(id_)
        before = self.chosen(step)
        if not step.several:
            after = [id_]
        elif id_ not in before:
            after = [*before, id_]
        else:
            after = before if tells_at_once(step) else [one for one in before if one != id_]
        self._go(replace(self.walk, chosen={**self.walk.chosen, step.id: after}))

    def look(self) -> None:
        """Have the answer to this step looked at; one of a single choice needs an answer."""
        step = self.step
        if step and not self.is_marked(step) and (step.several or self.chosen(step)):
            self._go(replace(self.walk, marked=[*self.walk.marked, step.id]))

    def change(self) -> None:
        """Take the mark off this step, to answer it another way."""
        if self.step:
            rest = [id_ for id_ in self.walk.marked if id_ != self.step.id]
            self._go(replace(self.walk, marked=rest))

    def go_on(self) -> None:
        """Go to the next step; one that is not marked is passed by, and counts for nothing."""
        if self.step:
            self._go(replace(self.walk, at=self.walk.at + 1))

    def go_back(self) -> None:
        """Go back one step."""
        self._go(replace(self.walk, at=max(0, self.walk.at - 1)))

    def again(self) -> None:
        """Begin this case again."""
        self.walks = {id_: walk for id_, walk in self.walks.items() if id_ != self.case}

    def chosen(self, step: Step) -> list[str]:
        """Return what has been chosen in a step."""
        return list(self.walk.chosen.get(step.id, []))

    def is_marked(self, step: Step) -> bool:
        """Tell whether the answer to a step has been looked at."""
        return step.id in self.walk.marked

    def marks(self, step: Step) -> tuple[Mark, ...]:
        """Return the marks of a step; none before it is looked at."""
        return mark(step, self.chosen(step)) if self.is_marked(step) else ()

    def debrief(self) -> tuple[Point, ...]:
        """Return what was missed, wrong, over-called and done well, the most dangerous first."""
        return debrief({step.id: self.marks(step) for step in self.steps}, self.steps)

    def state(self) -> dict[str, Any]:
        """Return the case and every walk, as plain data."""
        return {"case": self.case, "walks": {id_: asdict(w) for id_, w in self.walks.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError, ValueError or TypeError where it is none."""
        walks = {id_: _walk(self.cases[id_], **kept) for id_, kept in state["walks"].items()}
        if state["case"] not in self.cases:
            raise KeyError(state["case"])
        with self.hold_trait_notifications():
            self.case, self.walks = state["case"], walks

    def _go(self, walk: Walk) -> None:
        self.walks = {**self.walks, self.case: walk}


def tells_at_once(step: Step) -> bool:
    """Tell whether a step answers as soon as something is asked or looked at."""
    return step.stage in {"listen", "look"}


def _walk(
    steps: tuple[Step, ...], entered: bool, at: int, chosen: dict[str, list[str]],
    marked: list[str],
) -> Walk:
    options = {step.id: {option.id for option in step.options} for step in steps}
    for id_, answers in chosen.items():
        if not set(answers) <= options[id_]:
            raise KeyError(id_)
    if not set(marked) <= set(options) or not 0 <= at <= len(steps):
        raise ValueError("this case has other steps now")
    return Walk(bool(entered), at, {id_: list(a) for id_, a in chosen.items()}, list(marked))
