"""What is offered in each step of a made-up case; the clinic marks it by the rules.

Chance chooses what stands beside what is right, and in which order; it never says what is right.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from course_lib.clinical.case import Case
from course_lib.clinical.case_generator import MadeUp
from course_lib.clinical.clinic import (
    Fit,
    Option,
    Step,
    escalate_step,
    first_step,
    mark,
    nurse_step,
    plan_step,
    presses,
    type_step,
)
from course_lib.clinical.plan import PROVISIONAL, Component, Plan, plan
from course_lib.content.cases import HowFast
from course_lib.content.course import Course
from course_lib.content.urgency import Judgement
from course_lib.language import _

MOST = 3  # options that are right, and as many that are not
NOTHING = "nothing"
# What is no emergency of its own, and yet is nothing to wait with.
NEWS = ("breathlessness", "visceral-crisis")
NOT_TO_WAIT = Judgement(best="same day", defensible=("emergency now",))


@dataclass(frozen=True)
class Worked:
    """A made-up case with its steps, and the ids of the rules that its marks rest on."""

    made_up: MadeUp
    steps: tuple[Step, ...]
    rules: tuple[str, ...]

    def reviewed(self, course: Course) -> bool:
        """Tell whether a clinician has signed off every rule that the marks rest on."""
        return all(course.signed_off("rules", id_) for id_ in self.rules)


def worked(made_up: MadeUp, course: Course, chance: random.Random) -> Worked:
    """Return the steps of a made-up case, in the order in which a nurse meets them."""
    case = made_up.case
    answer = plan(case, course)
    steps = (
        _listen(made_up, answer, course, chance),
        escalate_step(case, course, _how_fast(answer)),
        type_step(case, course),
        _first(case, answer, course, chance),
        _plan(case, answer, course, chance),
        _teach(case, answer, course, chance),
    )
    return Worked(made_up, steps, tuple(dict.fromkeys(c.rule.id for c in answer.decisions)))


def all_right(step: Step, chosen: Collection[str]) -> bool:
    """Tell whether an answer misses nothing and holds nothing that is wrong or too much."""
    return bool(chosen) and all(one.kind == "well" for one in mark(step, chosen))


def handled(step: Step, chosen: Collection[str]) -> tuple[int, int]:
    """Return how many decisions of a step were right, and how many there were to take."""
    if not step.several:
        return int(all_right(step, chosen)), 1
    right = sum(
        option.fit in {"must", "may"} if option.id in chosen else option.fit != "must"
        for option in step.options
    )
    return right, len(step.options)


def _mixed(chance: random.Random, ids: Iterable[str]) -> list[str]:
    several = list(ids)
    chance.shuffle(several)
    return several


def _listen(made_up: MadeUp, answer: Plan, course: Course, chance: random.Random) -> Step:
    """Ask which questions come first; what the person has is among them, so that it is found."""
    replies = {reply.about: reply.text for reply in made_up.replies}
    facts = answer.facts
    red = [id_ for id_ in replies if course.findings[id_].group == "red flags"]
    pressing = {id_ for id_ in red if presses(id_, facts, course)}
    first = sorted(_mixed(chance, red), key=lambda id_: (facts[id_] is not True,
                                                         id_ not in pressing))[:MOST]
    later = [id_ for id_ in replies if id_ not in red][:MOST]
    options = {}
    for id_ in (*first, *later):
        finding = course.findings[id_]
        fit: Fit = "must" if id_ in first else "too-much"
        why = (_("It asks for a red flag, and these come before any plan.") if id_ in first else
               _("It matters for the plan, and has its time once no red flag is open."))
        options[id_] = Option(
            id_, finding.question, fit, why, finding.claims, replies[id_],
            dangerous=id_ in pressing,
        )
    return Step("listen", "listen", _("Which of these do you ask the person before the others?"),
                tuple(options[id_] for id_ in _mixed(chance, options)), several=True)


def _first(case: Case, answer: Plan, course: Course, chance: random.Random) -> Step:
    # Two places can ask the same: it is offered once.
    missing = [*{q.name: q.id for q in answer.ask_first if q.rank == PROVISIONAL}.values()][:MOST]
    asked = {question.id for question in answer.ask_first}
    needed = [
        finding.id for finding in course.findings.values()
        if finding.needed and set(finding.needed.types).intersection(answer.types)
    ]
    in_chart = [id_ for id_ in case.findings if course.findings[id_].ask == "the chart"
                and course.findings[id_].group != "the person"]
    known = [
        id_ for id_ in dict.fromkeys((*needed, *in_chart))
        if id_ in answer.facts and id_ not in asked
    ][:MOST]
    step = first_step(case, course, _mixed(chance, (*missing, *known)))
    return _or_nothing(
        step, _("Nothing that the whole plan rests on is missing"),
        _("What the whole plan rests on is known."),
        _("Something is missing on which the whole plan rests, so it is provisional."),
    )


def _how_fast(answer: Plan) -> HowFast | None:
    """Return how fast what is new asks for help, where no rule names an emergency."""
    for id_ in NEWS:
        if not answer.emergencies and answer.facts.get(id_) is True:
            finding = answer.course.findings[id_]
            why = _("Nobody waits, because {words}.").format(words=finding.words(True))
            return HowFast(judgement=NOT_TO_WAIT, why=why, claims=finding.claims)
    return None


def _plan(case: Case, answer: Plan, course: Course, chance: random.Random) -> Step:
    if answer.out_of_scope:
        return _outside(answer.out_of_scope[0])
    considered = _today_first(_unlike(answer.considered))
    said = {part.says for part in considered}
    others = _today_first([
        part for part in _unlike((*answer.not_considered, *answer.not_again))
        if part.says not in said
    ])
    offered = [part.id for part in (*_some(considered, chance), *_some(others, chance))]
    step = plan_step(case, course, _mixed(chance, offered))
    return _or_nothing(
        step, _("Nothing of this: what is missing comes first, and the team decides"),
        _("Nothing of this list holds, as far as is known now."),
        _("Some of it can be expected already."),
    )


def _outside(part: Component) -> Step:
    usual = Option(
        "usual", _("The treatment of a recurrence, as in every other case"), "wrong",
        _("The rules of this course do not speak of such a case: the team makes its plan."))
    return Step("plan", "plan", _("What will the team consider?"), (
        usual, Option(part.id, part.says, "must", part.because or part.says)))


def _teach(case: Case, answer: Plan, course: Course, chance: random.Random) -> Step:
    """Offer what the nurse does here, and what goes with findings and treatments of other cases."""
    here = _unlike(answer.nurse)
    said = {part.says for part in here}
    possible = {t for part in (*answer.depends, *answer.considered) for t in part.rule.treatment}
    elsewhere = [
        part for part in _unlike(answer.decisions)
        if part.rule.role == "nurse" and part.truth is False and part.says not in said
        and possible.isdisjoint(part.rule.beside)
    ]
    offered = [part.id for part in (*_some(here, chance), *_some(elsewhere, chance))]
    return nurse_step(case, course, _mixed(chance, offered))


def _unlike(parts: Iterable[Component]) -> list[Component]:
    """Return the parts, those with the same words once."""
    kept: dict[str, Component] = {}
    for part in parts:
        kept.setdefault(part.says, part)
    return list(kept.values())


def _today_first(parts: list[Component]) -> list[Component]:
    """Return what practice today names, or all where it names nothing: it is met first."""
    return [part for part in parts if part.rule.layer == "today"] or parts


def _some(parts: Sequence[Component], chance: random.Random) -> list[Component]:
    return chance.sample(parts, min(MOST, len(parts)))


def _or_nothing(step: Step, text: str, when_right: str, when_not: str) -> Step:
    """Return `step` with one option more, which is right where no other one must be chosen."""
    right = all(option.fit != "must" for option in step.options)
    nothing = Option(NOTHING, text, "must" if right else "wrong",
                     when_right if right else when_not)
    return replace(step, options=(*step.options, nothing))
