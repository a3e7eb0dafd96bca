"""Cards to answer one after the other, each with feedback once it has been answered.

The model holds what was answered; the view draws one card at a time. Neither key nor feedback
leaves Python before the learner has chosen.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import traitlets

from course_lib.content.course import Course
from course_lib.language import _
from course_lib.learning.marking import Result
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


@dataclass(frozen=True)
class Card:
    """Something to answer: its words, its options, and how an answer is marked."""

    id: str
    stem: str
    options: tuple[tuple[str, str], ...]
    mark: Callable[[str], Result]


class Deck(traitlets.HasTraits):
    """Where the learner is in a deck, and what they have chosen; no widgets here.

    `state` and `restore` give and take plain data. `at` is len(cards) on the closing page.
    """

    order = traitlets.List(traitlets.Unicode())
    at = traitlets.Int(0)
    chosen = traitlets.Dict()

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = {card.id: card for card in cards}
        super().__init__(order=list(self.cards))

    @property
    def card(self) -> Card | None:
        """The card on the table, or None on the closing page."""
        return self.cards[self.order[self.at]] if self.at < len(self.order) else None

    @property
    def result(self) -> Result | None:
        """The result of the card on the table, or None before it is answered."""
        card = self.card
        return self.result_of(card) if card else None

    def result_of(self, card: Card) -> Result | None:
        """Return the result of `card`, or None if it has not been answered."""
        option = self.chosen.get(card.id)
        return card.mark(option) if option is not None else None

    def shuffle(self, chance: random.Random) -> None:
        """Put the cards in an order drawn from `chance`, unless one is answered already."""
        if not self.chosen:
            self.order = chance.sample(list(self.cards), len(self.cards))

    def choose(self, option: str) -> None:
        """Answer the card on the table; raises KeyError for an option it does not have."""
        card = self.card
        if card is None:
            return
        card.mark(option)
        self.chosen = {**self.chosen, card.id: option}

    def go(self, steps: int) -> None:
        """Move on or back, at most to the first card and to the closing page."""
        self.at = min(max(self.at + steps, 0), len(self.order))

    def again(self) -> None:
        """Put all cards back, unanswered."""
        self.chosen = {}
        self.at = 0

    def state(self) -> dict[str, object]:
        """Return where the learner is, as plain data."""
        return {"order": list(self.order), "at": self.at, "chosen": dict(self.chosen)}


class DeckView:
    """The panel of a deck: the card, its feedback, and the way on."""

    def __init__(self, deck: Deck, course: Course, title: str) -> None:
        self.deck = deck
        self.course = course
        self.title = title
        self.panel = Panel(title, self._pressed)
        deck.observe(lambda _change: self._follow(), ["order", "at", "chosen"])
        self._follow()

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "answer":
                self.deck.choose(value)
            case "next":
                self.deck.go(1)
            case "back":
                self.deck.go(-1)
            case "again":
                self.deck.again()

    def _follow(self) -> None:
        card = self.deck.card
        if card is None:
            blocks = self._closing()
            said = _("All done.")
        else:
            blocks = self._card(card)
            result = self.deck.result
            said = f"{_verdict(result)} {result.feedback}" if result else card.stem
        self.panel.draw(blocks, said)

    def _card(self, card: Card) -> list[Block]:
        deck = self.deck
        result = deck.result
        chosen = deck.chosen.get(card.id, "")
        mark: Literal["right", "wrong"] = "right" if result and result.right else "wrong"
        options = tuple(
            Option(id_, text, mark if id_ == chosen else "") for id_, text in card.options
        )
        total = len(deck.order)
        blocks: list[Block] = [
            Progress(deck.at + 1, total, _("{n} of {all}").format(n=deck.at + 1, all=total)),
            Heading(card.stem),
            Choice("answer", _("Choose one"), options, chosen),
        ]
        if result:
            shown = chips(self.course, result.claims)
            words = (Paragraph(result.feedback, shown),)
            blocks.append(Callout(mark, _verdict(result), words))
        last = deck.at + 1 == total
        blocks.append(
            Buttons(
                (
                    Button("back", _("Back"), disabled=deck.at == 0),
                    Button(
                        "next",
                        (_("Finish") if last else _("Next"))
                        if result
                        else _("Not now"),
                        main=bool(result),
                    ),
                )
            )
        )
        return blocks

    def _closing(self) -> list[Block]:
        rows = []
        right = 0
        for id_ in self.deck.order:
            card = self.deck.cards[id_]
            result = self.deck.result_of(card)
            right += bool(result and result.right)
            words = dict(card.options)
            rows.append(
                (
                    card.stem,
                    words[self.deck.chosen[id_]] if result else _("left out"),
                    _verdict(result) if result else _("left out"),
                )
            )
        total = len(rows)
        return [
            Progress(
                total,
                total,
                _("{right} of {all} as the sources have it").format(right=right, all=total),
            ),
            Table(self.title, (_("Asked"), _("You chose"), _("How it stands")), tuple(rows)),
            Buttons(
                (
                    Button("back", _("Back to the last one")),
                    Button("again", _("Start again"), main=True),
                )
            ),
        ]


def _verdict(result: Result) -> str:
    return _("Yes.") if result.right else _("Not quite: look again.")
