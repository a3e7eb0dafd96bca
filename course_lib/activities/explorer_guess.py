"""The guess before the plan: what would you ask first? Judged by the order of the engine."""

from dataclasses import dataclass
from typing import Literal

from course_lib.clinical.plan import OTHER, RED_FLAG, Plan, Question
from course_lib.clinical.rulebook import rulebook
from course_lib.content.starts import Start
from course_lib.language import _
from course_lib.ui.blocks import Block, Bullets, Callout, Choice, Option, Paragraph
from course_lib.ui.chips import chips, one_each

Worth = Literal["first", "later", "no"]
MOST_NAMED = 2


@dataclass(frozen=True)
class Judgement:
    """What one question is worth in this case, and why; `claims` stand behind asking it."""

    finding: str
    worth: Worth
    reason: str
    claims: tuple[str, ...] = ()


def judged(start: Start, answer: Plan) -> tuple[Judgement, ...]:
    """Return the judgement on each question offered, the best first.

    Those that the engine would ask first are first; equal rank and equal weight are equal.
    """
    asked = {question.id: question for question in answer.ask_first}
    offered = [asked[id_] for id_ in start.offered if id_ in asked]
    best = min(map(_key, offered), default=None)
    found = [
        _judged(id_, asked.get(id_), answer, best) for id_ in start.offered
    ]
    order = ("first", "later", "no")
    return tuple(sorted(found, key=lambda one: order.index(one.worth)))


def question(start: Start, answer: Plan) -> list[Block]:
    """Return the question that comes before the plan."""
    findings = answer.course.findings
    options = tuple(Option(id_, findings[id_].question) for id_ in start.offered)
    return [Choice("guess", _("Which of these would you ask first?"), options)]


def verdict(start: Start, answer: Plan, guess: str) -> list[Block]:
    """Return what the guess was worth, with the reason for each of the others."""
    course = answer.course
    found = judged(start, answer)
    mine = next(one for one in found if one.finding == guess)
    looks: dict[Worth, tuple[Literal["right", "notice", "wrong"], str]] = {
        "first": ("right", _("Yes: of these it comes first")),
        "later": ("notice", _("It counts, and another comes first")),
        "no": ("wrong", _("Nothing hangs on it here")),
    }
    look, title = looks[mine.worth]
    others = tuple(
        Paragraph(f"{course.findings[one.finding].question} {_worths()[one.worth]} {one.reason}",
                  one_each(chips(course, one.claims)))
        for one in found if one is not mine
    )
    words = (
        Paragraph(_("You would ask: {question}").format(
            question=course.findings[guess].question)),
        Paragraph(mine.reason, one_each(chips(course, mine.claims))),
        Bullets(others, _("The others")),
    )
    return [Callout(look, title, words)]


def _worths() -> dict[Worth, str]:
    return {"first": _("This comes first."), "later": _("This follows."), "no": _("Not here.")}


def _key(question: Question) -> tuple[int, int]:
    """Return what decides between two questions: all red flags are equal."""
    return question.rank, 0 if question.rank == RED_FLAG else -question.weight


def _judged(
    id_: str, question: Question | None, answer: Plan, best: tuple[int, int] | None
) -> Judgement:
    if question is None:
        known = answer.facts.get(id_)
        if known is None:
            return Judgement(id_, "no", _("No part of this plan depends on it."))
        said = answer.course.findings[id_].words(known)
        return Judgement(id_, "no", _("It is known already: {words}.").format(words=said))
    reasons = []
    if question.rank == RED_FLAG:
        reasons.append(_("A red flag comes before any plan, since it can make this an emergency."))
    elif question.rank != OTHER:
        reasons.append(_("Without it the whole plan is provisional."))
    if question.rank != RED_FLAG and question.parts:
        reasons.append(_("Parts of the plan that hang on it: {n}, such as: {names}.").format(
            n=len(question.parts), names=_names(question, answer)))
    worth: Worth = "first" if _key(question) == best else "later"
    return Judgement(id_, worth, " ".join(reasons), question.claims)


def _names(question: Question, answer: Plan) -> str:
    named = rulebook(answer.course).named
    says = list(dict.fromkeys(named[id_].rule.says.rstrip(".") for id_ in question.parts))
    return "; ".join(says[:MOST_NAMED])
