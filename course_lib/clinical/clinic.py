"""The steps of a case in the clinic and how an answer to each is marked, with reasons.

What the rules can judge is worked out from them: `type_step`, `first_step`, `escalate_step`,
`plan_step` and `nurse_step` take a Case and need no written word. What no rule speaks of is written
with the case: `steps(record, course)` puts both together, in the order in which a nurse meets them.

    for step in steps(record, course):
        step.stage, step.ask, step.options       # what the learner sees; `several` can be chosen
        marks = mark(step, {"id", "id"})         # one Mark for each option that is to be spoken of
    debrief({step.id: marks, ...}, steps)        # everything, the most dangerous first

An Option is `must`, `may`, `wrong`, `too-little` (a danger was missed) or `too-much`. A Mark is
`well`, `missed`, `wrong` or `over-called`; its option has the reason and its claims.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from course_lib.clinical.case import Case
from course_lib.clinical.case_facts import facts_of, with_value
from course_lib.clinical.logic import Facts
from course_lib.clinical.plan import OTHER, RED_FLAG, Component, Plan, Question, plan
from course_lib.clinical.recurrence import Type, classify
from course_lib.clinical.rulebook import rulebook
from course_lib.content.case_checks import OF_PLACES
from course_lib.content.cases import Asked, Choice, HowFast, WrittenCase
from course_lib.content.course import Course
from course_lib.content.names import level_name
from course_lib.content.urgency import LEVELS, Judgement, Level
from course_lib.language import _

Stage = Literal["listen", "look", "escalate", "type", "first", "plan", "teach", "talk"]
# How fast it goes on is asked before the type: a red flag comes before everything.
STAGES: tuple[Stage, ...] = (
    "listen", "look", "escalate", "type", "first", "plan", "teach", "talk",
)
Fit = Literal["must", "may", "wrong", "too-little", "too-much"]
Kind = Literal["well", "missed", "wrong", "over-called"]

@dataclass(frozen=True)
class Option:
    """Something to choose in a step, how it fits, and why; `tells` is what it brings to light."""

    id: str
    text: str
    fit: Fit
    reason: str
    claims: tuple[str, ...] = ()
    tells: str = ""
    dangerous: bool = False
    """Whether to miss it, or to do it where it is wrong, can hurt the person."""


@dataclass(frozen=True)
class Step:
    """One step: what happens, what is asked, and what can be chosen."""

    id: str
    stage: Stage
    ask: str
    options: tuple[Option, ...]
    several: bool = False
    happens: str = ""
    says: str = ""
    """What the person says, in their own words."""


@dataclass(frozen=True)
class Mark:
    """How one option stands after the answer."""

    kind: Kind
    option: Option
    chosen: bool


@dataclass(frozen=True)
class Point:
    """One line of the debrief."""

    stage: Stage
    mark: Mark


def steps(record: WrittenCase, course: Course) -> tuple[Step, ...]:
    """Return the steps of a written case; raises ContradictionError for a case that is none."""
    case, before = truth(record), early(record, course)
    facts = facts_of(case, classify(case, course), course)
    talks = tuple(
        Step(f"talk-{number}", "talk", _("What do you say or do?"),
             tuple(map(_chosen, turn.replies)), happens=turn.happens, says=turn.says)
        for number, turn in enumerate(record.talk, start=1)
    )
    acts = tuple(map(_chosen, record.acts))
    if plan(before, course).emergencies:
        acts = tuple(replace(one, dangerous=one.fit != "may") for one in acts)
    act = Step("act", "escalate", _("And what do you do now?"), acts, several=True)
    return (
        _asking("listen", "listen", _("What do you ask?"), record.history, facts, course),
        _asking("look", "look", _("What do you look at?"), record.looks, facts, course),
        escalate_step(before, course, record.how_fast),
        *((act,) if record.acts else ()),
        type_step(before, course),
        first_step(before, course, record.first),
        plan_step(case, course, record.plan, record.results),
        Step("explain", "plan", _("How do you explain it?"), tuple(map(_chosen, record.explain))),
        Step("teach", "teach", _("What do you prepare and teach?"),
             tuple(map(_chosen, record.teach)), several=True),
        *talks,
    )


def truth(record: WrittenCase) -> Case:
    """Return all that is so in a written case; raises pydantic's ValidationError."""
    return Case.model_validate(record.case)


def early(record: WrittenCase, course: Course) -> Case:
    """Return what is known of a written case before its results come back."""
    case = truth(record)
    for id_ in record.later:
        if id_ in OF_PLACES:
            found = tuple(f.model_copy(update={OF_PLACES[id_]: None}) for f in case.found)
            case = case.model_copy(update={"found": found})
        else:
            case = with_value(case, course.findings[id_], None)
    return case


def mark(step: Step, chosen: Collection[str]) -> tuple[Mark, ...]:
    """Mark an answer: every option that was chosen, and every one that should have been.

    Raises KeyError for what is no option of this step.
    """
    unknown = set(chosen) - {option.id for option in step.options}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    marks = []
    for option in step.options:
        if option.id in chosen:
            marks.append(Mark(_KIND[option.fit], option, chosen=True))
        elif option.fit == "must" and (step.several or not chosen):
            marks.append(Mark("missed", option, chosen=False))
    return tuple(marks)


_KIND: dict[Fit, Kind] = {
    "must": "well", "may": "well", "wrong": "wrong", "too-little": "missed",
    "too-much": "over-called",
}


def best(step: Step) -> tuple[str, ...]:
    """Return the ids of what should be chosen in a step."""
    return tuple(option.id for option in step.options if option.fit == "must")


def debrief(marks: Mapping[str, Iterable[Mark]], walked: Sequence[Step]) -> tuple[Point, ...]:
    """Return what was missed, wrong, over-called and done well, the most dangerous first."""
    points = [Point(step.stage, one) for step in walked for one in marks.get(step.id, ())]
    return tuple(sorted(points, key=lambda point: danger(point.mark)))


def danger(one: Mark) -> int:
    """Return how far down the debrief a mark stands; 0 is the most dangerous."""
    if one.option.dangerous and one.kind in {"missed", "wrong"}:
        return 0
    return {"wrong": 1, "missed": 2, "over-called": 3, "well": 4}[one.kind]


def _asking(
    id_: str, stage: Stage, ask: str, asked: Iterable[Asked], facts: Facts,
    course: Course,
) -> Step:
    options = []
    for one in asked:
        must = one.finding is not None and presses(one.finding, facts, course)
        fit: Fit = "must" if must else _ASKED[one.fit]
        finding = course.findings[one.finding] if one.finding else None
        why = one.why or (
            _("The answer can make this an emergency.") if must else _("This helps the team.")
        )
        claims = (*one.claims, *(finding.claims if finding and must else ()))
        options.append(Option(one.id, one.ask, fit, why, tuple(dict.fromkeys(claims)), one.brings,
                              dangerous=must))
    return Step(id_, stage, ask, tuple(options), several=True)


_ASKED: dict[str, Fit] = {"must": "must", "may": "may", "not": "wrong"}


def presses(finding: str, facts: Facts, course: Course) -> bool:
    """Tell whether a finding must be asked at once: it can make an emergency of this case.

    It is so for a red flag that is there, and for one to be asked first in such a case.
    """
    book = rulebook(course)
    if finding not in book.red_flags:
        return False
    first = book.first_when.get(finding)
    return facts.get(finding) is True or bool(first and first.truth(facts))


def _chosen(choice: Choice) -> Option:
    return Option(choice.id, choice.text, _DONE[choice.fit], choice.why, choice.claims,
                  choice.follows or "", dangerous=choice.fit == "hurts")


_DONE: dict[str, Fit] = {"helps": "must", "partly": "may", "hurts": "wrong"}


def type_step(case: Case, course: Course) -> Step:
    """Return the question which type this is, marked by the classification."""
    answer = classify(case, course)
    because = " ".join(dict.fromkeys(reason.text for reason in answer.reasons))
    if answer.type is Type.CANNOT_TELL and answer.asks:
        because += " " + _("Still to be asked: {question}").format(question=answer.asks[0].question)
    if answer.provisional:
        because += " " + _("This holds if tissue shows cancer there.")
    unsure: Fit = "may" if answer.provisional else "too-little"
    claims = answer.claims[:MOST_CLAIMS]
    options = []
    for type_ in Type:
        words = course.types[type_]
        if type_ is answer.type:
            fit: Fit = "must"
            reason = because
        elif answer.type is Type.CANNOT_TELL and type_ is answer.leaning:
            fit = "too-much"
            reason = _("It points there, and tissue has not shown it yet. {because}").format(
                because=because)
        elif type_ is Type.CANNOT_TELL:
            fit, reason = unsure, because
        else:
            fit = "wrong"
            reason = _("This would mean: {means}. {because}").format(
                means=words.means, because=because)
        options.append(Option(str(type_), words.name, fit, reason, claims or words.claims))
    return Step("type", "type", _("Which type of recurrence is it, as far as is known?"),
                tuple(options))


MOST_CLAIMS = 6
"""How many chips stand after one reason at the most; the rest is a click away."""


def first_step(case: Case, course: Course, offered: Sequence[str]) -> Step:
    """Return what must be known first: of what is offered, all that the plan rests on.

    `offered` are ids of findings, or of questions on the type in data/asks.yaml.
    """
    answer = plan(case, course)
    asked = {question.id: question for question in answer.ask_first}
    options = tuple(_to_know(id_, asked.get(id_), answer, course) for id_ in offered)
    return Step("first", "first", _("What must be known before anybody plans?"), options,
                several=True)


def _to_know(id_: str, asked: Question | None, answer: Plan, course: Course) -> Option:
    if id_ in course.asks:
        ask = course.asks[id_]
        text, claims, about = ask.question, ask.claims, ask.why
    else:
        finding = course.findings[id_]
        text, claims, about = finding.question, finding.claims, ""
    if asked is None:
        known = answer.facts.get(id_)
        if known is not None:
            said = course.findings[id_].words(known)
            reason = _("It is known already: {words}.").format(words=said)
        else:
            reason = _("Nothing in this plan hangs on it.")
        return Option(id_, text, "too-much", reason, claims)
    count = len(asked.parts)
    if asked.rank == RED_FLAG:
        reason = _("A red flag comes before every plan.")
    elif asked.rank == OTHER:
        reason = _("It helps, and can follow.")
    else:
        reason = about or _("The plan rests on it.")
    if count and not about and asked.rank != RED_FLAG:
        reason += " " + _("Parts of the plan that hang on it: {n}.").format(n=count)
    fit: Fit = "may" if asked.rank == OTHER else "must"
    return Option(id_, text, fit, reason, claims, dangerous=asked.rank == RED_FLAG)


def escalate_step(case: Case, course: Course, how_fast: HowFast | None = None) -> Step:
    """Return the question how fast: by the emergencies of the plan, or else by `how_fast`.

    Where neither speaks, the course takes the careful side: this week or the same day.
    Raises ValueError where `how_fast` is given beside an emergency.
    """
    emergencies = plan(case, course).emergencies
    if emergencies and how_fast:
        raise ValueError("the rules name an emergency: how fast is not written a second time")
    if emergencies:
        first = emergencies[0]
        judgement = of_emergency(first)
        reason = " ".join(one.says for one in emergencies)
        claims = tuple(dict.fromkeys(claim for one in emergencies for claim in one.claims))
    elif how_fast:
        judgement, reason = how_fast.judgement, how_fast.why
        claims = (*how_fast.judgement.level_from, *how_fast.claims)
    else:
        judgement, claims = CAREFUL, ()
        reason = _("Nothing here is an emergency, and a suspicion does not wait for long.")
    if not judgement.published:
        reason += " " + _("No source read here publishes how fast; the local protocol decides.")
    options = tuple(_level(level, judgement, reason, claims[:MOST_CLAIMS]) for level in LEVELS)
    return Step("escalate", "escalate", _("How fast does this go on?"), options)


CAREFUL = Judgement(best="this week", defensible=("same day",))


def of_emergency(component: Component) -> Judgement:
    """Return how fast an emergency of the rules is."""
    urgency = component.rule.urgency
    assert urgency is not None, "the model asks every emergency for its urgency"
    more: tuple[Level, ...] = ("emergency now",) if urgency == "same day" else ()
    return Judgement(best=urgency, defensible=more, level_from=component.claims)


def _level(level: Level, judgement: Judgement, reason: str, claims: tuple[str, ...]) -> Option:
    standing = judgement.standing(level)
    fits: dict[str, Fit] = {"best": "must", "defensible": "may", "missed": "too-little",
                            "over-called": "too-much"}
    return Option(level.replace(" ", "-"), level_name(level), fits[standing], reason, claims,
                  dangerous=standing == "missed")


def plan_step(case: Case, course: Course, offered: Sequence[str], results: str = "") -> Step:
    """Return which components the team will consider, of those offered.

    `offered` are ids of components of a plan; one that does not speak of this case is a wrong one.
    """
    answer = plan(case, course)
    parts = {part.id: part for part in answer.decisions}
    options = tuple(_planned(id_, parts.get(id_), answer, course) for id_ in offered)
    return Step("plan", "plan", _("What will the team consider?"), options, several=True,
                happens=results)


def _planned(id_: str, part: Component | None, answer: Plan, course: Course) -> Option:
    if part is None:
        rule = rulebook(course).named[id_].rule
        return Option(id_, rule.says, "wrong",
                      _("This is for another type of recurrence than the one found here."),
                      rule.claims)
    because = part.because or _("It is named for every case of this type.")
    if part in answer.considered:
        against = moved_on(part, answer)
        if against:
            reason = _("An older document names it. Practice today: {says}").format(
                says=against.says)
            return Option(id_, part.says, "wrong", reason, (*against.claims, *part.claims))
        if part.rule.intent == "control" and answer.goals[0].rule.intent == "comfort":
            reason = _("It could be done, and is offered. This person puts comfort first.")
            return Option(id_, part.says, "may", reason, (*part.claims, *answer.goals[0].claims))
        return Option(id_, part.says, "must", f"{because} {_voice(part)}", part.claims)
    if part.rule.role == "not again":
        reason = _("Not again here. {because}").format(because=because)
        return Option(id_, part.says, "wrong", reason, part.claims)
    if part.rule.role == "not routine":
        reason = _("Nothing here speaks for it. {because}").format(because=because)
        return Option(id_, part.says, "wrong", reason, part.claims)
    if part.truth is None:
        return Option(id_, part.says, "may", because, part.claims)
    return Option(id_, part.says, "wrong", because, part.claims)


def moved_on(part: Component, answer: Plan) -> Component | None:
    """Return what practice today holds against a treatment that only the older documents name."""
    if part.rule.layer != "sources":
        return None
    treatment = set(part.rule.treatment)
    return next((
        other for other in answer.not_again
        if other.rule.layer == "today" and treatment & set(other.rule.treatment)
    ), None)


def _voice(part: Component) -> str:
    return (_("This is practice today.") if part.rule.layer == "today" else
            _("The documents name it; on this the course has no source of today."))


def nurse_step(case: Case, course: Course, offered: Sequence[str]) -> Step:
    """Return what the nurse prepares and teaches, of the nurse's components offered."""
    answer = plan(case, course)
    held = {part.id: part for part in answer.nurse}
    options = []
    for id_ in offered:
        rule = rulebook(course).named[id_].rule
        if id_ in held:
            reason = held[id_].because or _("It belongs to every plan with this treatment.")
            options.append(Option(id_, rule.says, "must", reason, rule.claims))
        else:
            reason = _("Nothing that it goes with is considered in this case.")
            options.append(Option(id_, rule.says, "too-much", reason, rule.claims))
    return Step("teach", "teach", _("What do you prepare and teach?"), tuple(options),
                several=True)
