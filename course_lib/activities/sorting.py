"""The learner sorts findings into bins, and is told for each choice why it fits or does not."""

from typing import Any, Literal

import traitlets

from course_lib.activities.activity import remember
from course_lib.activities.deck_saving import Saving
from course_lib.content.course import Course
from course_lib.content.questions import Item, Sorting
from course_lib.language import _
from course_lib.learning.marking import Reason, Result, mark
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Heading,
    Option,
    Paragraph,
    Progress,
    Table,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown


class SortingCards(Saving):
    """One finding after the other; each placing saves all that has been placed so far.

    `at` is their number on the closing page; `anew` is true between starting again and the next
    placing, while the answer that is saved is the earlier one.
    """

    order = traitlets.List(traitlets.Unicode())
    anew = traitlets.Bool(False)
    at = traitlets.Int(0)

    def __init__(self, question: Sorting) -> None:
        self.items = {item.id: item for item in question.items}
        self.sorting = question
        super().__init__({question.id: question}, order=list(self.items))

    def begin(self, visit: Visit) -> None:
        """Take up `visit`; the findings lie in an order of chance until one is placed."""
        super().begin(visit)
        if not self.placed:
            self.order = visit.chance.sample(list(self.items), len(self.items))

    @property
    def placed(self) -> dict[str, str]:
        """The bin that each finding was put into."""
        answer = self.last(self.sorting.id)
        return dict(answer.given) if answer and not answer.skipped and not self.anew else {}

    @property
    def item(self) -> Item | None:
        """The finding on the table, or None on the closing page."""
        return self.items[self.order[self.at]] if self.at < len(self.order) else None

    def reason(self, item: Item) -> Reason | None:
        """Return what is told of where `item` was put, or None before that."""
        bin_ = self.placed.get(item.id)
        return mark(self.sorting, {item.id: bin_}).reasons[0] if bin_ else None

    @property
    def result(self) -> Result:
        """How all that was placed stands."""
        return mark(self.sorting, self.placed)

    def put(self, bin_: str) -> None:
        """Put the finding on the table into a bin; raises ValueError for a bin not there."""
        if self.item:
            with self.hold_trait_notifications():
                self.record(self.sorting, {**self.placed, self.item.id: bin_})
                self.anew = False

    def go(self, steps: int) -> None:
        """Move on or back, at most to the first finding and to the closing page."""
        self.at = min(max(self.at + steps, 0), len(self.order))

    def start_again(self) -> None:
        """Take all findings out of their bins; what was answered before stays in the record."""
        with self.hold_trait_notifications():
            self.anew = True
            self.at = 0

    def state(self) -> dict[str, Any]:
        """Return the order of the findings and where the learner is, as plain data."""
        return {"order": list(self.order), "at": self.at}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError where the findings have changed."""
        if sorted(state["order"]) != sorted(self.items):
            raise ValueError("these are not the findings of this exercise")
        with self.hold_trait_notifications():
            self.order = state["order"]
            self.at = min(max(int(state["at"]), 0), len(self.items))


class SortingActivity:
    """A sorting exercise on the page."""

    def __init__(self, question: Sorting, course: Course) -> None:
        self.course = course
        self.question = question
        self.model = SortingCards(question)
        self.panel = Panel(question.stem, self._pressed)
        self.model.observe(
            lambda _change: self._follow(), ["order", "at", "anew", "saved", "unsaved", "trouble"]
        )
        self._follow()
        self.claims = question.claims
        self.shown = Shown(f"sorting {question.id}", list(self.model.items), question, self.panel)

    def open(self, visit: Visit) -> None:
        """Show what the learner has sorted, where they left off."""
        self.model.begin(visit)
        remember(self.model, f"{self.question.lesson}/{self.question.id}", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "answer":
                self.model.put(value)
            case "next":
                self.model.go(1)
            case "back":
                self.model.go(-1)
            case "again":
                self.model.start_again()
            case "try":
                self.model.try_again()

    def _follow(self) -> None:
        item = self.model.item
        if item is None:
            self.panel.draw([*self._closing(), *self._saved()], _("All done."))
            return
        reason = self.model.reason(item)
        said = f"{_verdict(reason)} {reason.text}" if reason else item.text
        self.panel.draw(self._card(item, reason), said)

    def _card(self, item: Item, reason: Reason | None) -> list[Block]:
        model = self.model
        chosen = model.placed.get(item.id, "")
        options = tuple(
            Option(bin_.id, bin_.text, _look(reason) if reason and bin_.id == chosen else "")
            for bin_ in self.question.bins
        )
        total = len(model.order)
        at = model.at + 1
        blocks: list[Block] = [
            Progress(at, total, _("{n} of {all}").format(n=at, all=total)),
            Heading(item.text),
            Choice("answer", _("Choose one"), options, chosen),
        ]
        if reason:
            shown = chips(self.course, item.claims or self.question.claims)
            blocks.append(
                Callout(_look(reason), _verdict(reason), (Paragraph(reason.text, shown),))
            )
            blocks += self._saved()
        on = (_("Finish") if at == total else _("Next")) if reason else _("Not now")
        blocks.append(
            Buttons(
                (
                    Button("back", _("Back"), disabled=model.at == 0),
                    Button("next", on, main=reason is not None),
                )
            )
        )
        return blocks

    def _saved(self) -> list[Block]:
        model = self.model
        if model.unsaved:
            words = (
                Paragraph(model.trouble),
                Paragraph(_("What you have sorted stays on this page until then.")),
            )
            again = Buttons((Button("try", _("Try again"), main=True),))
            return [Callout("notice", _("Not saved yet"), words), again]
        return [Paragraph(_("Saved."), quiet=True)] if model.placed else []

    def _closing(self) -> list[Block]:
        model = self.model
        bins = {bin_.id: bin_.text for bin_ in self.question.bins}
        rows = []
        for id_ in model.order:
            item = model.items[id_]
            reason = model.reason(item)
            rows.append(
                (
                    item.text,
                    bins[model.placed[id_]] if reason else _("left out"),
                    _verdict(reason) if reason else _("left out"),
                )
            )
        total, right = len(rows), model.result.points
        words = _("{right} of {all} as the sources have it").format(right=right, all=total)
        return [
            Progress(total, total, words),
            Table(
                self.question.stem, (_("Asked"), _("You chose"), _("How it stands")), tuple(rows)
            ),
            Buttons(
                (
                    Button("back", _("Back to the last one")),
                    Button("again", _("Start again"), main=True),
                )
            ),
        ]


def _look(reason: Reason) -> Literal["right", "wrong"]:
    return "right" if reason.right else "wrong"


def _verdict(reason: Reason) -> str:
    return _("Yes.") if reason.right else _("Not quite: look again.")
