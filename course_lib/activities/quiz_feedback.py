"""What a learner is told of an answer: how it stands, why, and what else could have been answered.

Nothing is called passed or failed.
"""

from collections.abc import Sequence
from typing import Literal

from course_lib.activities.quiz_forms import Form
from course_lib.content.course import Course
from course_lib.content.questions import (
    AskFirst,
    Ordering,
    Question,
    SeveralChoice,
    ShortAnswer,
)
from course_lib.language import _
from course_lib.learning.answers import Answer
from course_lib.learning.marking import Reason, Result
from course_lib.learning.progress import CERTAIN, GUESSING
from course_lib.ui.blocks import Block, Bullets, Callout, Details, Paragraph
from course_lib.ui.chips import chips


def verdict(question: Question, result: Result) -> str:
    """Return how an answer stands, in a few words."""
    if result.right:
        return _("Yes.")
    if result.points:
        return _("Partly: {points} of {of}.").format(points=result.points, of=result.of)
    if question.dangerous:
        return _("Look again: this one matters at the bedside.")
    return _("Not quite: look again.")


def feedback(
    question: Question, form: Form, answer: Answer, result: Result, course: Course
) -> list[Block]:
    """Return how `answer` stands with reasons and sources, and the feedback of the rest."""
    words: list[Block] = [*_reasons(form, answer, result, course)]
    words += [Paragraph(line) for line in (_partly(question, result), _surely(answer)) if line]
    words += [
        Paragraph(_("A common idea behind this: {idea}.").format(idea=idea), quiet=True)
        for idea in result.misconceptions
    ]
    look: Literal["right", "wrong"] = "right" if result.right else "wrong"
    blocks: list[Block] = [Callout(look, verdict(question, result), tuple(words))]
    others = form.others(answer.given)
    if others:
        items = tuple(Paragraph(f"{name}: {text}") for name, text in others)
        title = (
            _("An answer to compare yours with")
            if isinstance(question, ShortAnswer)
            else _("What the other answers are told")
        )
        blocks.append(Details(f"others:{question.id}", title, (Bullets(items),)))
    return blocks


def _reasons(form: Form, answer: Answer, result: Result, course: Course) -> Sequence[Block]:
    def words(reason: Reason) -> str:
        name = form.name(reason.about, answer.given)
        return f"{name}: {reason.text}" if name else reason.text

    shown = chips(course, result.claims)
    if len(result.reasons) == 1:
        return [Paragraph(words(result.reasons[0]), shown)]
    items = tuple(Paragraph(_marked(reason, words(reason))) for reason in result.reasons)
    return [Bullets(items), Paragraph(_("Sources:"), shown)]


def _marked(reason: Reason, words: str) -> str:
    said = _("Fits. {why}") if reason.right else _("Look again. {why}")
    return said.format(why=words)


def _partly(question: Question, result: Result) -> str:
    """Return how points were counted where some were reached, or nothing."""
    if result.right or not result.points:
        return ""
    if isinstance(question, AskFirst):
        return _("It is worth asking, but something else comes first.")
    if isinstance(question, Ordering):
        return _("Counted is each step that comes after the one it belongs behind.")
    if isinstance(question, SeveralChoice):
        return _("Counted is each one that fits; each one that does not takes one away.")
    return _("Counted is each part that fits.")


def _surely(answer: Answer) -> str:
    if answer.sure == CERTAIN and not answer.right:
        return _("You were certain, so this one is worth a second look.")
    if answer.sure == GUESSING and answer.right:
        return _("You were guessing, so it is worth meeting again.")
    return ""
