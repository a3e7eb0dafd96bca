"""A plan in blocks: emergencies first, then what to ask, the aim, the parts in their order."""

from collections.abc import Iterable

from course_lib.activities.explorer_findings import SUMMED_UP, control
from course_lib.activities.plan_words import askers, intents, layers, roles
from course_lib.clinical.plan import RED_FLAG, Component, Plan, Question
from course_lib.clinical.rulebook import rulebook
from course_lib.language import _, upper_first
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Chip,
    Details,
    Entry,
    Heading,
    Paragraph,
)
from course_lib.ui.chips import chips, one_each
from course_lib.ui.panel import Panel

AT_ONCE = 3
"""How many questions can be answered where they are asked; the rest is folded."""


def blocks(answer: Plan) -> list[Block]:
    """Return the whole plan."""
    return [
        *emergencies(answer),
        *standing(answer),
        *ask_first(answer),
        *aims(answer),
        *parts(answer),
        *cautions(answer),
        *left_out(answer),
        *nurse(answer),
    ]


def emergencies(answer: Plan) -> list[Block]:
    """Return what comes before any plan; nothing where no red flag is there."""
    return [
        Callout("red-flag", _("First, before any plan"), (_said(part, answer), _why(part)))
        for part in answer.emergencies
    ]


def standing(answer: Plan) -> list[Block]:
    """Return the type, and whether the plan is provisional or none is made."""
    types = answer.course.types
    shown: list[Block] = [Heading(types[answer.type].name)]
    if answer.types and answer.types != (answer.type,):
        named = ", ".join(types[type_].name.lower() for type_ in answer.types)
        shown.append(Paragraph(_("Planned for: {types}.").format(types=named)))
    for part in answer.out_of_scope:
        shown.append(Callout("notice", _("Outside this course"), (_said(part, answer),)))
    if answer.provisional and not answer.out_of_scope:
        names = answer.provisional_for or (_("what the type depends on"),)
        words = (Paragraph(_("It rests on what is not known, or not done, yet:")),
                 Bullets(tuple(Paragraph(name) for name in names)))
        shown.append(Callout("notice", _("This plan is provisional"), words))
    return shown


def ask_first(answer: Plan) -> list[Block]:
    """Return what to ask first, the most decisive first; some can be answered on the spot."""
    flags = [question for question in answer.ask_first if question.rank == RED_FLAG]
    others = [question for question in answer.ask_first if question.rank != RED_FLAG]
    pressing = [q for q in flags if presses(q, answer)]
    waiting = [q for q in flags if q not in pressing]
    shown: list[Block] = []
    if pressing or others:
        shown.append(Heading(_("Ask first")))
    for question in (*pressing, *others)[: max(AT_ONCE, len(pressing))]:
        shown += _asked(question, answer)
    if waiting:
        summary = _("Red flags that nobody has asked about yet: {n}").format(n=len(waiting))
        shown.append(Details("waiting", summary, (_bullets(waiting, answer),)))
    rest = (*pressing, *others)[max(AT_ONCE, len(pressing)):]
    if rest:
        summary = _("What can be asked after that: {n}").format(n=len(rest))
        shown.append(Details("ask-later", summary, (_bullets(rest, answer),)))
    return shown


def presses(question: Question, answer: Plan) -> bool:
    """Tell whether a red flag is to be asked about before others in this case."""
    first = rulebook(answer.course).first_when.get(question.id)
    return question.rank == RED_FLAG and bool(first and first.truth(answer.facts))


def aims(answer: Plan) -> list[Block]:
    """Return what treatment aims for."""
    if not answer.goals:
        return []
    goals = _today_first(answer.goals)
    return [Heading(_("The aim")), *(entry(part, answer) for part in goals)]


def parts(answer: Plan) -> list[Block]:
    """Return what is considered, in order, what depends on answers, and what is not done again."""
    shown: list[Block] = []
    if answer.considered:
        shown.append(Heading(_("What is considered, in this order")))
        shown += [entry(part, answer) for part in answer.considered]
    if answer.depends:
        entries = tuple(entry(part, answer) for part in answer.depends)
        summary = _("Depends on what is not known yet: {n}").format(n=len(entries))
        shown += [Heading(_("What would join them")), Details("depends", summary, entries)]
    if answer.not_again:
        shown.append(Heading(_("Not again, or nothing speaks for it")))
        shown += [entry(part, answer) for part in answer.not_again]
    return shown


def cautions(answer: Plan) -> list[Block]:
    """Return the warnings, and what this course has no verified source for."""
    shown: list[Block] = []
    if answer.warnings:
        shown.append(Heading(_("Not to be forgotten")))
        shown += [entry(part, answer) for part in _today_first(answer.warnings)]
    if answer.open:
        words = tuple(Paragraph(part.says) for part in answer.open)
        shown.append(Callout("notice", _("No verified source: the team decides"), words))
    return shown


def left_out(answer: Plan) -> list[Block]:
    """Return what is not considered, because a condition did not hold."""
    if not answer.not_considered:
        return []
    entries = tuple(entry(part, answer) for part in answer.not_considered)
    summary = _("Not considered, and why: {n}").format(n=len(entries))
    return [Heading(_("What was ruled out")), Details("not-considered", summary, entries)]


def nurse(answer: Plan) -> list[Block]:
    """Return what the nurse does."""
    if not answer.nurse:
        return []
    words = tuple(_said(part, answer) for part in _today_first(answer.nurse))
    return [Callout("key-point", _("The nurse’s part"), (Bullets(words),))]


def entry(part: Component, answer: Plan) -> Entry:
    """Return one part of the plan with its role, its reason and the way to its path."""
    rule = part.rule
    word = intents()[rule.intent or ""] if rule.role == "goal" else roles()[rule.role]
    head = _("{role}, {layer}").format(role=upper_first(word), layer=layers()[rule.layer])
    words: list[Block] = [
        Paragraph(head, quiet=True),
        Paragraph(part.says, cited(part.claims, answer)),
    ]
    if part.because:
        words.append(Paragraph(part.because))
    return Entry(f"part:{part.id}", f"{head}: {part.says}", (*words, _why(part)), rule.layer)


def cited(claims: Iterable[str], answer: Plan) -> tuple[Chip, ...]:
    """Return the chips of `claims`, one for each witness."""
    return one_each(chips(answer.course, claims))


def reached(panel: Panel, component: str) -> None:
    """Bring the part called `component` into view again, after its path has been read."""
    panel.lead_to(f"why:{component}")


def _today_first(parts: Iterable[Component]) -> list[Component]:
    return sorted(parts, key=lambda part: part.rule.layer != "today")


def _asked(question: Question, answer: Plan) -> list[Block]:
    words = Paragraph(_weight(question), cited(question.claims, answer))
    finding = answer.course.findings.get(question.id)
    if finding is None or finding.derived in SUMMED_UP:
        return [Paragraph(question.question, strong=True), words]
    return [control(finding, answer.facts, answer.course, question.question), words]


def _bullets(questions: Iterable[Question], answer: Plan) -> Bullets:
    return Bullets(tuple(
        Paragraph(f"{question.question} {_weight(question)}",
                  cited(question.claims, answer))
        for question in questions
    ))


def _weight(question: Question) -> str:
    """Say whom to ask, and how much hangs on the answer."""
    who = upper_first(askers()[question.ask])
    if question.rank == RED_FLAG:
        return _("{who}. A red flag comes before any plan.").format(who=who)
    if not question.parts:
        return _("{who}. The plan rests on it.").format(who=who)
    return _("{who}. Parts of the plan that hang on it: {n}.").format(
        who=who, n=len(question.parts)
    )


def _said(part: Component, answer: Plan) -> Paragraph:
    words = f"{part.says} {part.because}" if part.because else part.says
    return Paragraph(words, cited(part.claims, answer))


def _why(part: Component) -> Buttons:
    return Buttons((Button(f"why:{part.id}", _("Why?")),))
