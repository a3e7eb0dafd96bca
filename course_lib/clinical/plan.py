"""Make a plan with reasons from a case: what is considered, why, what not, and what to ask first.

How to use it (all pure; nothing here knows widgets, chance or the clock):

    case = Case.model_validate({"first": {...}, "found": [{...}], "findings": {"back-pain": True}})
    answer = plan(case, course, layer="both")     # "sources" | "today" | "both"; ContradictionError

- `answer.emergencies`      Components, named before anything else, in every layer; `urgency`
- `answer.ask_first`        Questions, the most decisive first: red flags, then what makes the plan
                            provisional, then by `weight` (how many parts of the plan hang on it)
- `answer.provisional`      True while something the plan rests on is missing: `provisional_for`
- `answer.type`, `.types`   the type (recurrence.Type), and the types that the plan is made for
- `answer.out_of_scope`     Components; not empty means: no plan is made, and why
- `answer.goals`            Components with `intent` remove, control or comfort (comfort first)
- `answer.considered`       Components in order: before, main, instead, afterwards, alongside
- `answer.depends`          Components that need something known first: `component.needs`
- `answer.not_again`        Components of the roles "not again" and "not routine"
- `answer.warnings`         Components; `truth` is None where nothing has ruled the warning out yet
- `answer.not_considered`   Components whose condition did not hold; `because` says why
- `answer.open`             Components on which there is no verified source: the team decides
- `answer.nurse`            Components: what the nurse does

A Component has `id`, `rule` (content.rules.Rule: layer, role, treatment, intent, selected), `says`,
`region`, `truth` (True, False, None), `because` (one sentence from its conditions), `claims`,
`needs` (ids of unknown findings that decide it) and `steps` (a logic.Step: the whole explanation
tree, each node held / did not hold / unknown, with its words and what is so in this case).
`answer.decisions` has every Component whose rule speaks of this type in this layer, whatever its
truth. `as_data(answer)` is the plan as plain JSON data, `plan_text.as_text(answer)` as text.

A Question has `id` (of a finding, or of a question on the type in data/asks.yaml), `question`,
`name`, `ask` (the chart, the person, the team), `rank` (RED_FLAG, PROVISIONAL, OTHER), `parts` (ids
of what hangs on it), `weight` (how many of them one answer decides alone), `claims`, `choices`.

Choices for a control: `rulebook(course).choices[finding_id]` → Choice(value, words); unknown is
always one more. `case_facts.with_value(case, course.findings[id], value or None)` → the new case.
"What changes if": `what_if.what_if(case, course, layer)` → one Change for each finding and value:
`gained`, `lost`, `ruled_out`, `possible` (ids of Components), `same`, `refused`.
Parts are named by id: `rulebook(course).named[id].rule.says` gives the words of each.
Findings that matter to this case: `answer.read` (ids, in the order of data/findings.yaml).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from course_lib.clinical.case import Case
from course_lib.clinical.case_facts import facts_of, misfits
from course_lib.clinical.logic import Facts, Step, Truth, decisive, explained
from course_lib.clinical.recurrence import (
    RECURRENCES,
    Classification,
    ContradictionError,
    Type,
    classify,
)
from course_lib.clinical.rulebook import Chapter, Choice, Entry, Rulebook, Standing, rulebook
from course_lib.content.asks import Ask
from course_lib.content.course import Course
from course_lib.content.rules import Rule
from course_lib.language import _, upper_first

PlanLayer = Literal["sources", "today", "both"]
INTENTS = ("comfort", "remove", "control")
RED_FLAG, PROVISIONAL, OTHER = range(3)


class Component(NamedTuple):
    """One rule as it stands in this case: what it says, whether it holds, and why.

    `standing` is how it stands by its condition alone; a rule that stands beside a treatment may
    hold by that and still be silent.
    """

    entry: Entry
    truth: Truth
    standing: Standing
    facts: Facts
    course: Course

    @property
    def id(self) -> str:
        """The id of the rule, with its region where it speaks of several."""
        return self.entry.id

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.entry.rule

    @property
    def region(self) -> str | None:
        """The place it speaks of."""
        return self.entry.region

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind it."""
        return self.rule.claims

    @property
    def says(self) -> str:
        """The component in words."""
        if self.rule.role == "open":
            return _("This course has no verified source of today for {what}; the team decides."
                     ).format(what=self.rule.says)
        says = self.rule.says
        if self.rule.regions and self.region:
            place = upper_first(self.course.sites[self.region].plain)
            says = _("{place}: {says}").format(place=place, says=says)
        if self.rule.selected:
            says += " " + _("This is for selected people; the team decides.")
        return says

    @property
    def steps(self) -> Step | None:
        """Every condition with what it found; None where the rule always holds."""
        return explained(self.entry.test, self.facts) if self.entry.test else None

    @property
    def because(self) -> str | None:
        """The conditions that decided, as one sentence; None where there are none."""
        steps = self.steps
        if steps is None:
            return None
        if self.truth is None:
            names = (self.course.findings[id_].name for id_ in self.needs)
            return _("Not known yet: {names}.").format(names="; ".join(names))
        said = dict.fromkeys(step.actual for step in decisive(steps) if step.actual)
        return _("Because {words}.").format(words=_(" and ").join(said))

    @property
    def needs(self) -> tuple[str, ...]:
        """The unknown findings that decide whether it holds."""
        return self.standing.missing if self.truth is None else ()


class Question(NamedTuple):
    """One thing to ask first; `parts` are the ids of what hangs on it in the plan.

    `weight` counts those that some answer decides by itself.
    """

    id: str
    rank: int
    question: str
    name: str
    ask: str
    weight: int
    parts: tuple[str, ...]
    claims: tuple[str, ...]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The plan of one case; the module's head says what each part is."""

    type: Type
    types: tuple[Type, ...]
    layer: PlanLayer
    classification: Classification
    facts: Facts
    chapter: Chapter = field(repr=False, compare=False)
    decisions: tuple[Component, ...]
    missing: tuple[str, ...]
    """The findings that the whole plan rests on, and that are unknown or not done yet."""
    course: Course = field(repr=False, compare=False)

    @property
    def provisional(self) -> bool:
        """Tell whether something is missing that the whole plan rests on."""
        return bool(self.missing) or self.classification.provisional

    @property
    def provisional_for(self) -> tuple[str, ...]:
        """The names of what is missing, or not done yet."""
        return tuple(self.course.findings[id_].name for id_ in self.missing)

    @cached_property
    def ask_first(self) -> tuple[Question, ...]:
        """What to ask before anything is decided, the most decisive first."""
        return questions(self)

    @cached_property
    def out_of_scope(self) -> tuple[Component, ...]:
        """Why this course makes no plan; empty where it makes one."""
        return self._held("out of scope")

    @cached_property
    def emergencies(self) -> tuple[Component, ...]:
        """What comes before any plan, the most urgent first."""
        held = self._held("emergency")
        return tuple(sorted(held, key=lambda c: c.rule.urgency != "emergency now"))

    @cached_property
    def goals(self) -> tuple[Component, ...]:
        """What treatment aims for, comfort first where the person puts it first."""
        return tuple(sorted(self._held("goal"), key=lambda c: INTENTS.index(c.rule.intent or "")))

    @cached_property
    def considered(self) -> tuple[Component, ...]:
        """What is considered, in the order in which it would come, practice today first."""
        return self._planned(True)

    @cached_property
    def depends(self) -> tuple[Component, ...]:
        """What would be considered if something unknown turned out so."""
        return self._planned(None)

    @cached_property
    def not_considered(self) -> tuple[Component, ...]:
        """What is not considered, because a condition did not hold."""
        return self._planned(False)

    @cached_property
    def not_again(self) -> tuple[Component, ...]:
        """What is not done again, or not as a routine."""
        return self._held("not again", "not routine")

    @cached_property
    def warnings(self) -> tuple[Component, ...]:
        """What must not be lost; a warning that may still hold is kept."""
        warnings = (self.decisions[index] for index in self.chapter.of_role["warning"])
        return tuple(
            c for c in warnings if c.truth or (c.truth is None and c.rule.until_ruled_out)
        )

    @cached_property
    def open(self) -> tuple[Component, ...]:
        """What this course has no verified source for."""
        return self._held("open")

    @cached_property
    def nurse(self) -> tuple[Component, ...]:
        """What the nurse does."""
        return self._held("nurse")

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The findings that this plan reads, in the order of data/findings.yaml."""
        return tuple(id_ for id_ in self.course.findings if id_ in self.chapter.read)

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims behind everything the plan says."""
        shown = (*self.emergencies, *self.out_of_scope, *self.goals, *self.considered,
                 *self.depends, *self.not_again, *self.warnings, *self.not_considered, *self.nurse)
        named = [component.claims for component in shown]
        named += [question.claims for question in self.ask_first]
        return tuple(dict.fromkeys(claim for claims in named for claim in claims))

    def _planned(self, truth: Truth) -> tuple[Component, ...]:
        components = (self.decisions[index] for index in self.chapter.planned)
        return tuple(c for c in components if c.truth is truth)

    def _held(self, *roles: str) -> tuple[Component, ...]:
        indexes = sorted(index for role in roles for index in self.chapter.of_role[role])
        return tuple(self.decisions[index] for index in indexes if self.decisions[index].truth)


def plan(case: Case, course: Course, layer: PlanLayer = "both") -> Plan:
    """Return the plan for `case`, with its reasons, in one layer or in both.

    Raises ContradictionError when the case contradicts itself or holds what this course does not
    know.
    """
    answer = classify(case, course)
    refused = misfits(case, course)
    if refused:
        raise ContradictionError(refused)
    facts = facts_of(case, answer, course)
    book = rulebook(course)
    refused = impossible(facts, book)
    if refused:
        raise ContradictionError(refused)
    types = planned_types(answer)
    chapter = speaking(book, types, layer, facts)
    standings = [entry.standing(facts) for entry in chapter.entries]
    truths = decided(chapter, standings)
    return Plan(
        type=answer.type,
        types=types,
        layer=layer,
        classification=answer,
        facts=facts,
        chapter=chapter,
        decisions=tuple(map(Component._make, zip(
            chapter.entries, truths, standings, repeat(facts), repeat(course), strict=False))),
        missing=_missing(book.chapter(types, layer), facts, book),
        course=course,
    )


def planned_types(answer: Classification) -> tuple[Type, ...]:
    """Return the types that a plan is made for: where one is distant, it decides for the others.

    Where nothing is settled yet, it is the type that the open answer points to.
    """
    if Type.DISTANT in answer.types:
        return tuple(t for t in answer.types if t not in RECURRENCES or t is Type.DISTANT)
    return answer.types or ((answer.leaning,) if answer.leaning else ())


def impossible(facts: Facts, book: Rulebook) -> list[str]:
    """Return the sentence of every contradiction between `facts`."""
    return [says for test, says, _findings in book.impossible if test.truth(facts)]


def speaking(
    book: Rulebook, types: tuple[Type, ...], layer: PlanLayer, facts: Facts
) -> Chapter:
    """Return what speaks of a case of these types in this layer.

    What is out of scope gets no plan: only what speaks of every case is left.
    """
    chapter = book.chapter(types, layer)
    scope = (chapter.entries[index] for index in chapter.of_role["out of scope"])
    return book.chapter((), layer) if any(e.truth(facts) for e in scope) else chapter


def decided(chapter: Chapter, standings: Sequence[Standing]) -> list[Truth]:
    """Return the truth of each entry; what stands beside a treatment waits for it."""
    truths = [standing.truth for standing in standings]
    treatments = {
        treatment for index in chapter.planned if truths[index]
        for treatment in chapter.entries[index].rule.treatment
    }
    for index, beside in chapter.beside:
        if treatments.isdisjoint(beside):
            truths[index] = False
    return truths


def _missing(chapter: Chapter, facts: Facts, book: Rulebook) -> tuple[str, ...]:
    """Return the findings without which a plan is provisional."""
    return tuple(
        id_ for id_, needed in chapter.needed.items()
        if (id_ not in facts or (needed.only_yes and not facts[id_]))
        and (id_ not in book.needed_when or book.needed_when[id_].truth(facts))
    )


def questions(answer: Plan) -> tuple[Question, ...]:
    """Return what to ask first: red flags, then what the plan rests on, then by weight."""
    book, facts, findings = rulebook(answer.course), answer.facts, answer.course.findings
    hanging: dict[str, list[str]] = defaultdict(list, {id_: [] for id_ in answer.missing})
    weight: dict[str, int] = defaultdict(int)
    for part in answer.decisions:
        if part.truth is None:
            for id_ in part.standing.missing:
                hanging[id_].append(part.entry.id)
            for id_ in part.standing.deciding:
                weight[id_] += 1
    asks = answer.classification.asks
    if any("proven" in reply.sets for ask in asks for reply in ask.answers):
        hanging.pop("tissue", None)  # the question on the type asks for it already
    missing = frozenset(answer.missing)

    def place(id_: str) -> tuple[int, bool, int, int]:
        rank = (RED_FLAG if id_ in book.red_flags else PROVISIONAL if id_ in missing else OTHER)
        later = not (id_ in book.first_when and book.first_when[id_].truth(facts))
        # Red flags keep the order of their file.
        return rank, later, 0 if rank == RED_FLAG else -weight[id_], book.order[id_]

    asked = [((PROVISIONAL, False, 0, 0), _type_question(ask)) for ask in asks]
    for id_, parts in hanging.items():
        finding, key = findings[id_], place(id_)
        asked.append((key, Question(
            id_, key[0], finding.question, finding.name, finding.ask, weight[id_], tuple(parts),
            finding.claims, book.choices[id_],
        )))
    asked.sort(key=itemgetter(0))
    return tuple(question for _key, question in asked)


def _type_question(ask: Ask) -> Question:
    words = f"{ask.question} {ask.why}"
    return Question(ask.id, PROVISIONAL, words, ask.question, "the team", 0, (), ask.claims)


def as_data(answer: Plan, *, explain: bool = False) -> dict[str, Any]:
    """Return the plan as plain data for JSON; with `explain`, every condition with its result."""

    def part(component: Component) -> dict[str, Any]:
        rule = component.rule
        data: dict[str, Any] = {
            "id": component.id, "layer": rule.layer, "role": rule.role, "says": component.says,
            "because": component.because, "treatment": list(rule.treatment),
            "region": component.region, "intent": rule.intent, "selected": rule.selected,
            "urgency": rule.urgency, "needs": list(component.needs),
            "claims": list(component.claims),
        }
        if explain:
            data["steps"] = _step(component.steps) if component.steps else None
        return data

    return {
        "type": answer.type, "planned_for": list(answer.types), "layer": answer.layer,
        "emergencies": [part(c) for c in answer.emergencies],
        "ask_first": [
            {"id": q.id, "question": q.question, "ask": q.ask, "weight": q.weight,
             "parts": list(q.parts), "claims": list(q.claims)}
            for q in answer.ask_first
        ],
        "provisional": answer.provisional,
        "provisional_for": list(answer.provisional_for),
        **{
            name: [part(c) for c in getattr(answer, name)]
            for name in ("out_of_scope", "goals", "considered", "depends", "not_again", "warnings",
                         "not_considered", "open", "nurse")
        },
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "words": step.words, "truth": step.truth, "operator": step.operator,
        "finding": step.finding, "actual": step.actual, "parts": [_step(p) for p in step.parts],
    }
