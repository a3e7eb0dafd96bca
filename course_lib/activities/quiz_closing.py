"""The page after the last question: what to look at again, what is still open, what stands."""

from course_lib.activities.deck import Deck
from course_lib.activities.quiz_feedback import feedback, verdict
from course_lib.language import _
from course_lib.learning.progress import sure_and_wrong
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Details,
    Entry,
    Heading,
    Paragraph,
    Progress,
)


def closing(deck: Deck) -> list[Block]:
    """Return the closing page of `deck`; a deck that tells at the end tells here."""
    open_ = [id_ for id_ in deck.questions if deck.answer_to(id_) is None]
    ways = [Button("back", _("Back to the last one"))]
    if deck.told_at_end:
        if deck.left:
            blocks = _listed(deck, deck.left, _("Still open"), _("Answer it"))
        else:
            blocks = [*_standing(deck), *_told(deck)]
        return [*blocks, Buttons(tuple(ways))]
    if len(open_) < len(deck.questions):
        ways.append(Button("all-again", _("Answer all again")))
    again = deck.to_look_at
    blocks = [
        *_standing(deck),
        *_listed(deck, again, _("To look at again"), _("Look again")),
        *_listed(deck, open_, _("Left for another day"), _("Answer it")),
    ]
    if not again and not open_:
        blocks.append(Paragraph(_("Nothing to look at again just now.")))
    return [*blocks, Buttons(tuple(ways))]


def _standing(deck: Deck) -> list[Block]:
    results = [deck.result_of(id_) for id_ in deck.questions]
    right = sum(result is not None and result.right for result in results)
    total = len(results)
    words = _("{right} of {all} as the sources have it").format(right=right, all=total)
    return [Progress(right, total, words)]


def _listed(
    deck: Deck, ids: tuple[str, ...] | list[str], title: str, button: str
) -> list[Block]:
    if not ids:
        return []
    entries = [
        Entry(
            f"entry:{id_}",
            deck.questions[id_].stem,
            (
                Paragraph(deck.questions[id_].stem, strong=True),
                *([Paragraph(why)] if (why := _why(deck, id_)) else []),
                Buttons((Button(f"go:{id_}", button),)),
            ),
        )
        for id_ in ids
    ]
    return [Heading(title, 4), *entries]


def _why(deck: Deck, id_: str) -> str:
    answer = deck.answer_to(id_)
    if answer is None:
        return ""
    if answer.right:
        return _("You were guessing, and it fits.")
    if sure_and_wrong(answer) and deck.questions[id_].dangerous:
        return _("You were certain, and it matters at the bedside: look at this one first.")
    if deck.questions[id_].dangerous:
        return _("It matters at the bedside.")
    return _("You were certain, and it is otherwise.") if sure_and_wrong(answer) else ""


def _told(deck: Deck) -> list[Block]:
    first = deck.to_look_at
    blocks: list[Block] = []
    for id_ in (*first, *(id_ for id_ in deck.questions if id_ not in first)):
        question, form = deck.questions[id_], deck.forms[id_]
        answer, result = deck.answer_to(id_), deck.result_of(id_)
        if answer is None or result is None:
            title = _("Left for another day: {question}").format(question=question.stem)
            blocks.append(Paragraph(title))
            continue
        words = form.controls(answer.given, result) + feedback(
            question, form, answer, result, deck.course
        )
        blocks.append(
            Details(f"told:{id_}", f"{verdict(question, result)} {question.stem}", tuple(words))
        )
    return blocks
