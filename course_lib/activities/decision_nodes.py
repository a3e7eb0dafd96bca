"""The conditions of one part of a plan as the nodes of its decision path."""

from collections.abc import Iterator

from course_lib.activities.explorer_findings import SUMMED_UP
from course_lib.activities.plan_words import treatments
from course_lib.clinical.logic import Step, Truth
from course_lib.clinical.plan import Component, Plan
from course_lib.clinical.rulebook import ORDER
from course_lib.language import _, upper_first
from course_lib.ui.decision_path import Node, State

JOINED = ("all", "any")
"""How conditions are joined that hang on the part of the plan itself."""

STATES: dict[Truth, State] = {True: "held", False: "not", None: "unknown"}


def nodes(part: Component, answer: Plan) -> tuple[Node, ...]:
    """Return the part of the plan and below it every condition, each with what it found."""
    steps = [step for step in (_beside(part, answer), part.steps) if step]
    joined = "all"
    if len(steps) == 1 and steps[0].operator in JOINED:
        joined, steps = steps[0].operator, list(steps[0].parts)
    root = Node(
        id="0", parent="", words=part.says, state=STATES[part.truth],
        said=_standing(joined, len(steps)), decides=True,
    )
    below = (
        node
        for number, step in enumerate(steps)
        for node in _below(step, f"0.{number}", "0", step.truth is part.truth, answer)
    )
    return (root, *below)


def _below(
    step: Step, id_: str, parent: str, decides: bool, answer: Plan
) -> Iterator[Node]:
    finding = answer.course.findings.get(step.finding or "")
    settable = finding is not None and finding.derived not in SUMMED_UP
    known = step.actual if step.actual != step.words else None
    yield Node(
        id=id_, parent=parent, words=upper_first(step.words), state=STATES[step.truth],
        said=_("In this case: {known}").format(known=known) if known else "",
        decides=decides, finding=finding.id if finding and settable else "",
    )
    for number, below in enumerate(step.parts):
        still = decides and (step.operator == "not" or below.truth is step.truth)
        yield from _below(below, f"{id_}.{number}", id_, still, answer)


def _beside(part: Component, answer: Plan) -> Step | None:
    """Return as a step that a rule speaks only beside a treatment; None where it does not."""
    if not part.rule.beside:
        return None
    considered = {
        treatment for one in answer.decisions if one.truth and one.rule.role in ORDER
        for treatment in one.rule.treatment
    }
    there = [one for one in part.rule.beside if one in considered]
    names = treatments()
    words = _("The plan considers: {treatments}").format(
        treatments=_(" or ").join(names[one] for one in part.rule.beside)
    )
    actual = ", ".join(names[one] for one in there) or _("none of these is considered")
    return Step(words, bool(there), "beside", actual=actual)


def _standing(joined: str, conditions: int) -> str:
    """Say how the conditions of a part are joined."""
    if conditions == 0:
        return _("No finding decides it: it always holds here.")
    if conditions == 1:
        return _("This must hold:")
    return _("All of these must hold:") if joined == "all" else _("At least one must hold:")
