"""The page of a deck: the question, how sure the learner is, what they are told, and the way on.

Neither key nor feedback leaves Python before the learner has answered.
"""

from typing import Any

from ipywidgets import VBox

from course_lib.activities.deck import Deck
from course_lib.activities.quiz_closing import closing
from course_lib.activities.quiz_feedback import feedback, verdict
from course_lib.activities.quiz_map import KEY as PLACE
from course_lib.activities.quiz_map import MapForm, body_map
from course_lib.activities.quiz_order import OrderForm
from course_lib.content.questions import Question
from course_lib.language import _
from course_lib.learning.answers import NOT_CLEAR, NOT_LEARNED, NOT_TODAY, TOO_CLOSE
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Entry,
    Heading,
    Option,
    Paragraph,
    Progress,
)
from course_lib.ui.panel import Panel

SURE = "sure"
GO_TO = "go:"


class QuizView:
    """A panel that follows a deck; a question on the body map brings the map with it."""

    def __init__(self, deck: Deck, title: str) -> None:
        self.deck = deck
        self.note = ""
        self.before = Panel(_("The question"), self._pressed)
        self.panel = Panel(title, self._pressed)
        self.map = None
        views = [self.panel]
        if any(isinstance(form, MapForm) for form in deck.forms.values()):
            self.map = body_map(deck.course)
            self.spots = {p["id"]: f"{p['site']}:{p['side']}" for p in self.map.places}
            self.map.observe(self._chosen_on_map, "chosen")
            views = [self.before, self.map, self.panel]
        self._following = False
        deck.observe(
            lambda _change: self._follow(), ["at", "again", "saved", "unsaved", "trouble"]
        )
        deck.observe(lambda _change: self._drafted(), ["drafts"])
        self._follow()
        self.view = VBox(views)

    def _pressed(self, key: str, value: str) -> None:
        deck = self.deck
        match key:
            case "sure" | "check":
                if not deck.check(int(value) if key == SURE else None):
                    self._follow(_("Write your answer first."))
            case "next":
                deck.go(1)
            case "back":
                deck.go(-1)
            case "skip":
                deck.skip(value or NOT_TODAY)
            case "again":
                deck.answer_again()
            case "all-again":
                deck.all_again()
            case "try":
                deck.try_again()
            case _ if key.startswith(GO_TO):
                deck.go_to(key.removeprefix(GO_TO))
            case _:
                deck.press(key, value)
                self._say_place(value)
        if key in {"next", "back", "skip"} or key.startswith(GO_TO):
            self.before.lead_to("question")

    def _drafted(self) -> None:
        # Drawing anew while somebody writes could take a button away from under their finger.
        if not (self.deck.form and self.deck.form.writes):
            self._follow()

    def _follow(self, note: str = "") -> None:
        question = self.deck.question
        self._show_map(question)
        if question is None:
            self.panel.draw([*self._trouble(), *closing(self.deck)], _("The end of the questions."))
            return
        begin = self._begin(question)
        on_map = isinstance(self.deck.form, MapForm)
        if on_map:
            self.before.draw([Entry("question", question.stem, tuple(begin))])
        rest = self._rest(question, note)
        self.panel.draw(rest if on_map else [*begin, *rest], note or self._said(question))

    def _begin(self, question: Question) -> list[Block]:
        total = len(self.deck.questions)
        at = self.deck.at + 1
        return [
            Progress(at, total, _("{n} of {all}").format(n=at, all=total)),
            Heading(question.stem),
        ]

    def _rest(self, question: Question, note: str) -> list[Block]:
        deck, form = self.deck, self.deck.form
        assert form is not None
        answer = deck.answer_to(question.id)
        result = deck.result_of(question.id)
        told = None if deck.told_at_end else result
        blocks = form.controls(deck.draft(question.id), told)
        if deck.told_at_end and answer:
            blocks = [Paragraph(_("Answered. You see how it stands at the end."))]
        if not answer:
            blocks += self._asking(question)
        if note:
            blocks.append(Paragraph(note, strong=True))
        if answer and told:
            blocks += feedback(question, form, answer, told, deck.course)
        blocks += self._trouble()
        if question.id in deck.saved and question.id not in deck.unsaved and answer:
            blocks.append(Paragraph(_("Saved."), quiet=True))
        return [*blocks, *self._ways_on(question)]

    def _asking(self, question: Question) -> list[Block]:
        form = self.deck.form
        assert form is not None
        ready = form.writes or self._is_given(question)
        if question.id in self.deck.again:
            return [Buttons((Button("check", _("See how it stands"), True, not ready),))]
        levels = (
            Option("1", _("Guessing")),
            Option("2", _("Fairly sure")),
            Option("3", _("Certain")),
        )
        return [Choice(SURE, self._how_sure(), levels, look="switch", disabled=not ready)]

    def _is_given(self, question: Question) -> bool:
        form = self.deck.form
        return form is not None and form.given(self.deck.draft(question.id)) is not None

    def _how_sure(self) -> str:
        if self.deck.told_at_end:
            return _("How sure are you? This gives your answer.")
        return _("How sure are you? Then you see how it stands.")

    def _trouble(self) -> list[Block]:
        deck = self.deck
        if deck.unsaved:
            words = Paragraph(deck.trouble)
            again = Buttons((Button("try", _("Try again"), main=True),))
            kept = Paragraph(_("Your answer stays on this page until then."))
            return [Callout("notice", _("Not saved yet"), (words, kept)), again]
        if deck.trouble:
            title = _("Your earlier answers cannot be shown just now")
            return [Callout("notice", title, (Paragraph(deck.trouble),))]
        return []

    def _ways_on(self, question: Question) -> list[Block]:
        deck = self.deck
        back = Button("back", _("Back"), disabled=deck.at == 0)
        last = deck.at + 1 == len(deck.questions)
        on = Button("next", _("Finish") if last else _("Next"), main=True)
        if deck.answer_to(question.id):
            again = Button("again", _("Answer again"))
            return [Buttons((back, on) if deck.told_at_end else (back, again, on))]
        reasons = (
            Option(NOT_LEARNED, _("I have not learned this yet")),
            Option(TOO_CLOSE, _("It is hard to think about just now")),
            Option(NOT_CLEAR, _("The question is not clear")),
        )
        return [
            Buttons((back, Button("skip", _("Not today")))),
            Details(
                f"why:{question.id}",
                _("Not today, and why (as you like)"),
                (Choice("skip", _("Leave it because"), reasons),),
            ),
        ]

    def _said(self, question: Question) -> str:
        result = self.deck.result_of(question.id)
        if result is None:
            # An answer is chosen: what to do next is further down the page.
            asked = self._is_given(question) and question.id not in self.deck.again
            return self._how_sure() if asked else question.stem
        if self.deck.told_at_end:
            return _("Answered.")
        return " ".join([verdict(question, result), *(reason.text for reason in result.reasons)])

    def _say_place(self, pressed: str) -> None:
        form, question = self.deck.form, self.deck.question
        if isinstance(form, OrderForm) and question:
            order = self.deck.draft(question.id)
            step = pressed.partition(":")[2]
            self.panel.said = _("{step}: now {n} of {all}").format(
                step=form.texts[step], n=order.index(step) + 1, all=len(order)
            )

    def _show_map(self, question: Question | None) -> None:
        if self.map is None:
            return
        on_map = isinstance(self.deck.form, MapForm)
        for part in (self.before, self.map):
            part.layout.display = None if on_map else "none"
        if on_map and question:
            draft = self.deck.draft(question.id)
            self._following = True
            self.map.chosen = next((id_ for id_, spot in self.spots.items() if spot == draft), "")
            self._following = False

    def _chosen_on_map(self, change: dict[str, Any]) -> None:
        if not self._following and isinstance(self.deck.form, MapForm) and change["new"]:
            self.deck.press(PLACE, self.spots[change["new"]])
            self._follow()
