"""The learner opens a disagreement, says whether it is settled, and sees what today decides.

Practice today is what the learner meets; what an older document says appears as the claim to be
questioned.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Model, remember
from course_lib.content.course import Course
from course_lib.content.disagreements import Disagreement, Position
from course_lib.language import _
from course_lib.learning.visit import Visit
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
    Table,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import FRAGMENT, Panel
from course_lib.ui.shown import Shown

View = Literal["today", "sources", "difference"]
LOOK = "look"  # the answer of a learner who only wants to see


class Disagreements(Model):
    """Which disagreement is open, which side of it is shown, and what the learner expected.

    `expected` holds "settled", "open" or "look" for each disagreement that has been looked into.
    """

    at = traitlets.Int(0)
    view = traitlets.Enum(("today", "sources", "difference"), default_value="today")
    expected = traitlets.Dict()

    def __init__(self, records: Mapping[str, Disagreement]) -> None:
        # Where today stands against an older claim first: there a learner can see what decides.
        self.records = tuple(
            sorted(records.values(), key=lambda record: not _has_today(record))
        )
        super().__init__()
        self._begin()

    @property
    def record(self) -> Disagreement:
        """The disagreement that is open."""
        return self.records[self.at]

    @property
    def answered(self) -> str:
        """What the learner expected of the open one; empty before they have said it."""
        answer: str = self.expected.get(self.record.id, "")
        return answer

    def open(self, id_: str) -> bool:
        """Open the disagreement `id_`; tell whether there is one."""
        ids = [record.id for record in self.records]
        if id_ not in ids:
            return False
        self.go(ids.index(id_) - self.at)
        return True

    def go(self, steps: int) -> None:
        """Move on or back, at most to the first and to the last."""
        with self.hold_trait_notifications():
            self.at = min(max(self.at + steps, 0), len(self.records) - 1)
            self._begin()

    def expect(self, answer: str) -> None:
        """Say whether the open one is settled; any answer leads on."""
        if answer in ("settled", "open", LOOK):
            self.expected = {**self.expected, self.record.id: answer}

    def look_at(self, view: View) -> None:
        """Show practice today, the documents, or both beside each other."""
        self.view = view

    def positions(self, layer: str) -> tuple[Position, ...]:
        """Return the positions of one layer of the open one."""
        return tuple(p for p in self.record.positions if p.layer == layer)

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        return {"at": self.record.id, "view": self.view, "expected": dict(self.expected)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError for a disagreement that is there no more."""
        ids = [record.id for record in self.records]
        expected = {id_: answer for id_, answer in state["expected"].items() if id_ in ids}
        with self.hold_trait_notifications():
            self.at = ids.index(state["at"])
            self.view = state["view"]
            self.expected = expected

    def _begin(self) -> None:
        self.view = "today" if self.record.state == "settled" else "difference"


class DisagreementsActivity:
    """Disagreements on the page, one at a time: all of them, or those that a lesson `names`.

    `place` is the name under which a lesson remembers where the learner was.
    """

    def __init__(self, course: Course, names: Sequence[str] = (), place: str = "") -> None:
        self.course = course
        self.place = place
        chosen = {id_: course.disagreements[id_] for id_ in names or course.disagreements}
        self.model = Disagreements(chosen)
        self.panel = Panel(_("Where the sources part"), self._pressed, follows="disagreement-")
        self.model.observe(lambda _change: self._follow(), ["at", "view", "expected"])
        self._follow()
        records = list(chosen.values())
        held = {claim for r in records for p in r.positions for claim in p.claims}
        held |= {claim for record in records for claim in record.evidence_claims}
        self.claims = sorted(held)
        self.shown = Shown(
            "disagreements",
            [record.id for record in records],
            [records, [course.claims[id_] for id_ in self.claims]],
            self.panel,
        )

    def open(self, visit: Visit) -> None:
        """Go back to the disagreement that the learner had open."""
        remember(self.model, self.place, visit)

    def lead_to(self, id_: str) -> None:
        """Open the disagreement `id_` and bring it into view."""
        if self.model.open(id_):
            self.panel.lead_to(self._key())

    def _key(self) -> str:
        return f"disagreement:{self.model.record.id}"

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "which":
                self.model.open(value)
            case "back":
                self.model.go(-1)
            case "next":
                self.model.go(1)
                self.panel.lead_to(self._key())
            case "expected":
                self.model.expect(value)
            case "view":
                views: dict[str, View] = {
                    "today": "today", "sources": "sources", "difference": "difference"
                }
                self.model.look_at(views[value])
            case _ if key == FRAGMENT:
                self.lead_to(value)

    def _follow(self) -> None:
        record = self.model.record
        total = len(self.model.records)
        inside = self._answer() if self.model.answered else self._question()
        count = _("{n} of {all}").format(n=self.model.at + 1, all=total)
        self.panel.draw(
            [
                self._menu(),
                Entry(self._key(), record.title, (Heading(record.title), *inside)),
                Progress(self.model.at + 1, total, count),
                Buttons(
                    (
                        Button("back", _("Back"), disabled=self.model.at == 0),
                        Button(
                            "next",
                            _("Next"),
                            main=bool(self.model.answered),
                            disabled=self.model.at + 1 == total,
                        ),
                    )
                ),
                Details("all", _("All disagreements, and how they stand"), (self._list(),)),
            ],
            f"{record.title}. {_state_words(record)}" if self.model.answered else record.title,
        )

    def _menu(self) -> Choice:
        """Name all; how one stands is told there only once the learner has looked into it."""
        options = tuple(
            Option(
                record.id,
                _("{title} – {state}").format(title=record.title, state=_state(record))
                if record.id in self.model.expected
                else record.title,
            )
            for record in self.model.records
        )
        label = _("Open a disagreement ({seen} of {all} looked into)").format(
            seen=len(self.model.expected), all=len(self.model.records)
        )
        return Choice("which", label, options, self.model.record.id, look="menu")

    def _list(self) -> Table:
        settled = sum(record.state == "settled" for record in self.model.records)
        caption = _("{settled} are settled today, {open} are still open").format(
            settled=settled, open=len(self.model.records) - settled
        )
        rows = tuple((record.title, _state(record)) for record in self.model.records)
        return Table(caption, (_("Where they part"), _("Today")), rows)

    def _question(self) -> list[Block]:
        options = (
            Option("settled", _("Settled today")),
            Option("open", _("Still open")),
            Option(LOOK, _("Just show me")),
        )
        return [
            *self._positions("today"),
            *self._positions("sources"),
            Choice("expected", _("Before you look on: is this settled?"), options, look="switch"),
        ]

    def _answer(self) -> list[Block]:
        record, view = self.model.record, self.model.view
        switch = Choice(
            "view",
            _("Show"),
            (
                Option("today", _("Practice today")),
                Option("sources", _("What the documents say")),
                Option("difference", _("The difference")),
            ),
            view,
            look="switch",
        )
        blocks: list[Block] = [
            Callout(self._mark(), _state_words(record), (Paragraph(self._verdict()),)), switch
        ]
        if view in ("today", "difference"):
            blocks += self._positions("today") or [Paragraph(self._no_position())]
        if view in ("sources", "difference"):
            blocks += self._positions("sources")
        if view in ("today", "difference"):
            evidence = chips(self.course, record.evidence_claims, here=True)
            title = (
                _("What decides it")
                if record.state == "settled"
                else _("Why it is open")
            )
            blocks += [Heading(title, 4), Paragraph(record.evidence, evidence)]
        said = (Paragraph(record.nurse_says),)
        return [*blocks, Callout("key-point", _("What you can say when you are asked"), said)]

    def _positions(self, layer: Literal["today", "sources"]) -> list[Block]:
        if layer == "today":
            title = _("Practice today")
        elif self.model.record.state == "settled" and _has_today(self.model.record):
            title = _("The claim to be questioned")
        else:
            title = _("What the documents say")
        return [
            Entry(
                f"position:{layer}:{number}",
                title,
                (
                    Paragraph(title, quiet=True),
                    Paragraph(position.says, chips(self.course, position.claims, here=True)),
                ),
                layer,
            )
            for number, position in enumerate(self.model.positions(layer))
        ]

    def _no_position(self) -> str:
        if self.model.record.state == "settled":
            return _("Here the documents part among themselves, and evidence has decided.")
        return _("No source of today that was read for this course takes a side.")

    def _mark(self) -> Literal["right", "wrong", "notice"]:
        if self.model.answered == LOOK:
            return "notice"
        return "right" if self.model.answered == self.model.record.state else "wrong"

    def _verdict(self) -> str:
        return {
            "right": _("As you expected."),
            "wrong": _("Not as you expected: see why."),
            "notice": _("See why."),
        }[self._mark()]


def _has_today(record: Disagreement) -> bool:
    return any(position.layer == "today" for position in record.positions)


def _state(record: Disagreement) -> str:
    return _("settled") if record.state == "settled" else _("open")


def _state_words(record: Disagreement) -> str:
    return _("It is settled today.") if record.state == "settled" else _("It is still open.")
