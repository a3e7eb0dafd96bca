"""A plan as plain text, in the order in which it is to be read."""

from collections.abc import Iterable, Iterator

from course_lib.clinical.logic import Step
from course_lib.clinical.plan import Component, Plan, Question
from course_lib.language import _

MARKS = {True: "✓", False: "✗", None: "?"}


def as_text(answer: Plan, *, explain: bool = False) -> str:
    """Return the plan as lines of text; with `explain`, every condition with its result."""
    return "\n".join(_lines(answer, explain))


def _lines(answer: Plan, explain: bool) -> Iterator[str]:
    types = answer.course.types
    if answer.emergencies:
        yield _("FIRST, before any plan")
        for part in answer.emergencies:
            yield from _component(part, explain)
        yield ""
    yield types[answer.type].name
    if answer.types and answer.types != (answer.type,):
        named = ", ".join(types[type_].name.lower() for type_ in answer.types)
        yield _("Planned for: {types}.").format(types=named)
    if answer.provisional:
        yield _("Provisional, until this is known or done: {names}.").format(
            names="; ".join(answer.provisional_for) or _("what the type depends on")
        )
    yield from _section(_("Outside the scope of this course"), answer.out_of_scope, explain)
    yield from _questions(answer.ask_first)
    yield from _section(_("The aim"), answer.goals, explain)
    yield from _section(_("What is considered, in order"), answer.considered, explain)
    yield from _section(_("What depends on what is not known yet"), answer.depends, explain)
    yield from _section(_("Not again, or nothing speaks for it"), answer.not_again, explain)
    yield from _section(_("Not considered"), answer.not_considered, explain)
    yield from _section(_("Not to be forgotten"), answer.warnings, explain)
    yield from _section(_("Open"), answer.open, explain)
    yield from _section(_("What the nurse does"), answer.nurse, explain)


def _questions(questions: tuple[Question, ...]) -> Iterator[str]:
    if questions:
        yield from ("", _("Ask first"))
    for question in questions:
        weight = _(" Parts of the plan that hang on it: {n}.").format(n=len(question.parts))
        hanging = weight if question.parts else ""
        yield f"  - {question.question}{hanging} ({question.ask}){_cited(question.claims)}"


def _section(title: str, parts: Iterable[Component], explain: bool) -> Iterator[str]:
    parts = tuple(parts)
    if parts:
        yield from ("", title)
    for part in parts:
        yield from _component(part, explain)


def _component(part: Component, explain: bool) -> Iterator[str]:
    rule = part.rule
    layer = {"sources": _("what the sources say"), "today": _("today")}[rule.layer]
    yield f"  - [{_roles()[rule.role]}, {layer}] {part.says}{_cited(part.claims)}"
    if explain and part.steps:
        yield from _steps(part.steps, 3)
    elif part.because:
        yield f"    {part.because}"


def _steps(step: Step, depth: int) -> Iterator[str]:
    actual = "" if step.parts else _(" – known: {actual}").format(
        actual=step.actual or _("nothing yet"))
    yield "  " * depth + f"{MARKS[step.truth]} {step.words}{actual}"
    for part in step.parts:
        yield from _steps(part, depth + 1)


def _roles() -> dict[str, str]:
    return {
        "emergency": _("emergency"), "out of scope": _("outside this course"), "goal": _("aim"),
        "before": _("before"), "main": _("main"), "instead": _("instead"),
        "afterwards": _("afterwards"), "alongside": _("alongside"), "not again": _("not again"),
        "not routine": _("nothing speaks for it"), "warning": _("warning"), "open": _("open"),
        "nurse": _("nurse"),
    }


def _cited(claims: tuple[str, ...]) -> str:
    return f" [{', '.join(claims)}]" if claims else ""
