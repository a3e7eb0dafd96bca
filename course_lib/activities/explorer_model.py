"""The case that a learner builds in the treatment explorer; no widgets here."""

from typing import Any, get_args

import traitlets

from course_lib.activities.activity import Model
from course_lib.clinical.case import Case, Value
from course_lib.clinical.case_facts import with_value
from course_lib.clinical.plan import Component, Plan, PlanLayer, plan
from course_lib.clinical.recurrence import ContradictionError
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course
from course_lib.content.starts import Start
from course_lib.language import _

LAYERS: tuple[PlanLayer, ...] = ("today", "sources", "both")
assert set(LAYERS) == set(get_args(PlanLayer))


class Explorer(Model):
    """The case on the table, what was guessed before its plan, and what is open beside it.

    `why` is the component whose decision path is drawn, `setting` the finding of the path that is
    being set, `changes` whether “what changes if” is open. `refused` says why the last change was
    not made.
    """

    start = traitlets.Unicode()
    cases = traitlets.Dict()
    """The cases that the learner has changed, by their start."""
    guesses = traitlets.Dict()
    """What was said to be asked first, by start: the id of a finding."""
    layer = traitlets.Enum(LAYERS, default_value="today")
    why = traitlets.Unicode()
    setting = traitlets.Unicode()
    changes = traitlets.Bool(False)
    refused = traitlets.Tuple()

    def __init__(self, course: Course) -> None:
        self.course = course
        self._past: dict[str, list[Case]] = {}
        self._answer: tuple[Case, PlanLayer, Plan] | None = None
        super().__init__(start=next(iter(course.starts)))

    @property
    def begun(self) -> Start:
        """The record of the case on the table."""
        return self.course.starts[self.start]

    @property
    def case(self) -> Case:
        """The case as it stands now."""
        changed: Case | None = self.cases.get(self.start)
        return changed or self._original(self.start)

    @property
    def answer(self) -> Plan:
        """The plan of the case in the chosen layer."""
        case = self.case
        if self._answer is None or self._answer[:2] != (case, self.layer):
            self._answer = (case, self.layer, plan(case, self.course, self.layer))
        return self._answer[2]

    @property
    def guess(self) -> str | None:
        """What was said to be asked first in this case, or None before anything was."""
        return self.guesses.get(self.start)

    @property
    def asked_about(self) -> Component | None:
        """The component whose path is drawn; None where it is not in this plan."""
        return next((part for part in self.answer.decisions if part.id == self.why), None)

    @property
    def can_undo(self) -> bool:
        """Tell whether a change of this case can be taken back."""
        return bool(self._past.get(self.start))

    @property
    def changed(self) -> bool:
        """Tell whether the case is another one than it was at the start."""
        return self.case != self._original(self.start)

    def begin(self, start: str) -> None:
        """Put another case on the table; raises KeyError for one that is not there."""
        self.course.starts[start]
        with self.hold_trait_notifications():
            self.start, self.why, self.setting, self.refused = start, "", "", ()

    def say_first(self, finding: str) -> None:
        """Say what should be asked first; once said, it stays. Raises KeyError for no option."""
        if finding not in self.begun.offered:
            raise KeyError(finding)
        if self.guess is None:
            self.guesses = {**self.guesses, self.start: finding}

    def listen(self, layer: str) -> None:
        """Listen to one voice or to both; raises TraitError for any other."""
        self.set_trait("layer", layer)

    def set(self, finding: str, value: Value | None) -> None:
        """Change one finding, to unknown with None; what contradicts the rest changes nothing."""
        try:
            case = with_value(self.case, self.course.findings[finding], value)
            plan(case, self.course)
        except ContradictionError as contradiction:
            self._refuse(*contradiction.sentences)
        except ValueError as reason:
            self._refuse(_("This cannot be said of a case: {reason}.").format(reason=reason))
        else:
            self._change(case)

    def undo(self) -> None:
        """Take the last change of this case back."""
        if self.can_undo:
            self._put(self._past[self.start].pop())

    def reset(self) -> None:
        """Put the case back to how it began; this can be taken back too."""
        self._change(self._original(self.start))

    def ask_why(self, component: str) -> None:
        """Draw the path of a component; raises KeyError for one that no rule makes."""
        rulebook(self.course).named[component]
        with self.hold_trait_notifications():
            self.why, self.setting = component, ""

    def close_path(self) -> None:
        """Put the path away."""
        with self.hold_trait_notifications():
            self.why, self.setting = "", ""

    def state(self) -> dict[str, Any]:
        """Return the cases, the guesses and what is open, as plain data."""
        cases = {start: case.model_dump(mode="json") for start, case in self.cases.items()}
        return {
            "start": self.start, "cases": cases, "guesses": dict(self.guesses),
            "layer": self.layer, "why": self.why, "changes": self.changes,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`.

        Raises KeyError where a case, a finding or a component is there no more, and ValueError
        where a case contradicts what the course knows now.
        """
        cases = {start: Case.model_validate(case) for start, case in state["cases"].items()}
        for start, case in cases.items():
            self.course.starts[start]
            plan(case, self.course)
        for start, finding in state["guesses"].items():
            if finding not in self.course.starts[start].offered:
                raise KeyError(finding)
        self.course.starts[state["start"]]
        if state["why"]:
            rulebook(self.course).named[state["why"]]
        with self.hold_trait_notifications():
            self.start, self.cases = state["start"], cases
            self.guesses, self.layer = dict(state["guesses"]), state["layer"]
            self.why, self.changes = state["why"], bool(state["changes"])

    def _original(self, start: str) -> Case:
        return Case.model_validate(self.course.starts[start].case)

    def _change(self, case: Case) -> None:
        if case != self.case:
            self._past.setdefault(self.start, []).append(self.case)
        self._put(case)

    def _put(self, case: Case) -> None:
        with self.hold_trait_notifications():
            self.cases, self.refused = {**self.cases, self.start: case}, ()

    def _refuse(self, *sentences: str) -> None:
        self.refused = ()  # the same words a second time are drawn again: a menu must go back
        self.refused = sentences
