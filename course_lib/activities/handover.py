"""The learner turns the lines of a chart into a handover in the order of SBAR."""

from collections.abc import Mapping
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.handovers import PARTS, Handover, Part, When
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.handing_over import Finding, Verdict, judge, whole
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Entry,
    Heading,
    Option,
    Paragraph,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

OPEN, LEAVE = "open", "leave"
PLACES = {OPEN, LEAVE, *PARTS}


class Handing(Model):
    """What the learner hands over of each chart, how soon they call, and which were looked at.

    A line that is neither in a part nor left out is open; that is as good as left out.
    """

    at = traitlets.Unicode()
    placed = traitlets.Dict()
    when = traitlets.Dict()
    looked: traitlets.List[Any] = traitlets.List()

    def __init__(self, handovers: Mapping[str, Handover]) -> None:
        self.handovers = handovers
        super().__init__(at=next(iter(handovers)))

    @property
    def handover(self) -> Handover:
        """The chart on the table."""
        return self.handovers[self.at]

    @property
    def parts(self) -> dict[str, Part]:
        """The lines of this chart that are handed over, and in which part."""
        return {id_: part for id_, part in self.places.items() if part in PARTS}

    @property
    def places(self) -> dict[str, Any]:
        """Where each line of this chart has been put so far."""
        return dict(self.placed.get(self.at, {}))

    @property
    def called(self) -> When | None:
        """How soon the learner calls, or None before they have said."""
        return next((w for w in self.handover.when if w.id == self.when.get(self.at)), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How every line stands."""
        return judge(self.handover, self.parts)

    def choose(self, id_: str) -> None:
        """Go to another chart; raises KeyError for one that does not exist."""
        self.at = self.handovers[id_].id

    def call(self, when: str) -> None:
        """Say how soon to call; raises KeyError for a time that is not offered."""
        self.when = {**self.when, self.at: {w.id: w for w in self.handover.when}[when].id}

    def put(self, item: str, place: str) -> None:
        """Put a line into a part, leave it out, or open it again; raises KeyError."""
        if item not in {line.id for line in self.handover.items} or place not in PLACES:
            raise KeyError(f"{item} in {place}")
        self.placed = {**self.placed, self.at: {**self.places, item: place}}

    def look(self) -> None:
        """Have the handover looked at; from now on it is judged as it changes."""
        if self.at not in self.looked:
            self.looked = [*self.looked, self.at]

    def again(self) -> None:
        """Begin this chart again."""
        with self.hold_trait_notifications():
            self.placed = {k: v for k, v in self.placed.items() if k != self.at}
            self.when = {k: v for k, v in self.when.items() if k != self.at}
            self.looked = [id_ for id_ in self.looked if id_ != self.at]

    def state(self) -> dict[str, Any]:
        """Return the charts as the learner left them, as plain data."""
        placed = {id_: dict(lines) for id_, lines in self.placed.items()}
        return {"at": self.at, "placed": placed, "when": dict(self.when),
                "looked": list(self.looked)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError where a chart or a line is no more."""
        for id_, lines in state["placed"].items():
            known = {line.id for line in self.handovers[id_].items}
            for line, place in lines.items():
                if line not in known or place not in PLACES:
                    raise KeyError(f"{line} in {place}")
        for id_, when in state["when"].items():
            if when not in {w.id for w in self.handovers[id_].when}:
                raise KeyError(when)
        looked = [self.handovers[id_].id for id_ in state["looked"]]
        at = self.handovers[state["at"]].id
        with self.hold_trait_notifications():
            self.at, self.placed, self.when = at, state["placed"], state["when"]
            self.looked = looked


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the handover builder of `lesson`."""
    return HandoverActivity(course, lesson)


class HandoverActivity:
    """One panel: the chart, the handover so far, and what stands well or does not."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/handover"
        charts = {h.id: h for h in course.handovers.values() if h.lesson == lesson.id}
        self.model = Handing(charts)
        self.panel = Panel(_("Hand over"), self._pressed)
        self.model.observe(lambda _change: self._follow())
        self._follow()
        self.claims = sorted({claim for chart in charts.values() for claim in chart.claims})
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown("handover", list(charts), [*charts.values(), *words], self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the charts as the learner left them."""
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["chart"]:
                self.model.choose(value)
            case ["when"]:
                self.model.call(value)
            case ["put", item]:
                self.model.put(item, value)
            case ["look"]:
                self.model.look()
            case ["again"]:
                self.model.again()

    def _follow(self) -> None:
        model, chart = self.model, self.model.handover
        options = tuple(Option(one.id, one.title) for one in model.handovers.values())
        blocks: list[Block] = [Choice("chart", _("Chart"), options, model.at, look="menu")]
        if chart.notice:
            words = Paragraph(
                _("{notice} You may choose another chart instead.").format(notice=chart.notice)
            )
            blocks.append(Callout("notice", _("Before you go on"), (words,)))
        blocks.append(Paragraph(chart.person))
        blocks += self._when()
        blocks.append(Paragraph(_("You call: {whom}.").format(whom=chart.whom)))
        blocks += [Heading(_("What is in the chart")), *self._lines()]
        blocks += [Heading(_("What you hand over")), *self._so_far()]
        blocks.append(
            Buttons(
                (
                    Button("look", _("Look at my handover"), main=True, disabled=not model.parts),
                    Button("again", _("Begin again"), disabled=not (model.places or model.called)),
                )
            )
        )
        said = chart.title
        if model.at in model.looked:
            found, said = self._found()
            blocks += found
        elif model.called:
            said = model.called.feedback
        self.panel.draw(blocks, said)

    def _when(self) -> list[Block]:
        called = self.model.called
        options = tuple(
            Option(when.id, when.text, self._mark(when) if when == called else "")
            for when in self.model.handover.when
        )
        chosen = called.id if called else ""
        blocks: list[Block] = [Choice("when", _("First: how soon do you call?"), options, chosen)]
        if called:
            words = (Paragraph(called.feedback, chips(self.course, called.claims)),)
            titles = {
                "right": _("In time."),
                "": _("Sooner than the course asks, and no harm."),
                "wrong": _("Think again about the time."),
            }
            mark = self._mark(called)
            blocks.append(Callout(mark or "notice", titles[mark], words))
        return blocks

    def _mark(self, called: When) -> Literal["right", "wrong", ""]:
        """Return how a time stands: a call sooner than the right one is not wrong."""
        times = self.model.handover.when
        best = next(n for n, when in enumerate(times) if when.right)
        chosen = times.index(called)
        if chosen == best:
            return "right"
        return "" if chosen < best else "wrong"

    def _lines(self) -> list[Block]:
        names = part_names()
        options = (
            Option(OPEN, _("not yet placed")),
            *(Option(part, names[part]) for part in PARTS),
            Option(LEAVE, _("Leave out")),
        )
        # By their words: the order of the file would give the parts away.
        lines = sorted(self.model.handover.items, key=lambda line: line.text)
        places = self.model.places
        return [
            Entry(
                f"line:{line.id}",
                _("Line {n}").format(n=n),
                (
                    Choice(
                        f"put:{line.id}", line.text, options, places.get(line.id, OPEN), look="menu"
                    ),
                ),
            )
            for n, line in enumerate(lines, start=1)
        ]

    def _so_far(self) -> list[Block]:
        names, parts = part_names(), self.model.parts
        blocks: list[Block] = []
        for part in PARTS:
            said = tuple(
                Paragraph(line.text)
                for line in self.model.handover.items
                if parts.get(line.id) == part
            )
            blocks.append(Paragraph(names[part], strong=True))
            blocks.append(Bullets(said, names[part]) if said else Paragraph("–", quiet=True))
        return blocks

    def _found(self) -> tuple[list[Block], str]:
        findings = self.model.findings
        amiss = [f for f in findings if f.verdict not in {"fits", "left"}]
        well = [f for f in findings if f.verdict in {"fits", "left"}]
        summary = (
            _("Whole, in order, and nothing in it that harms.")
            if whole(findings)
            else _("Look again at what is marked below; the gravest stands first.")
        )
        blocks: list[Block] = [Heading(_("How it stands")), Paragraph(summary)]
        blocks += [self._finding(finding) for finding in amiss]
        if well:
            names = part_names()
            items = tuple(
                Paragraph(
                    _("{line} ({place}) {why}").format(
                        line=f.item.text,
                        place=names[f.part] if f.part else _("left out"),
                        why=f.item.why,
                    ),
                    chips(self.course, f.item.claims),
                )
                for f in well
            )
            blocks.append(Details("well", _("What stands well, and why"), (Bullets(items),)))
        words = (Paragraph(self.model.handover.model),)
        blocks.append(Details("model", _("One way to say it"), words))
        return blocks, summary

    def _finding(self, finding: Finding) -> Callout:
        titles: dict[Verdict, str] = {
            "harm": _("This would harm: say it not, and do it not."),
            "missing": _("Missing"),
            "elsewhere": _("Said, but in another part"),
            "idle": _("True, but not for this call"),
        }
        looks: dict[Verdict, Any] = {"harm": "red-flag", "missing": "wrong"}
        words = [
            Paragraph(finding.item.text, strong=True),
            Paragraph(finding.item.why, chips(self.course, finding.item.claims)),
        ]
        if finding.verdict in {"missing", "elsewhere"}:
            best = part_names()[finding.item.parts[0]]
            words.append(Paragraph(_("It belongs to: {part}.").format(part=best)))
        look = looks.get(finding.verdict, "notice")
        return Callout(look, titles[finding.verdict], tuple(words))


def part_names() -> dict[Part, str]:
    """Return the four parts of a handover in words."""
    return {
        "situation": _("Situation"),
        "background": _("Background"),
        "assessment": _("Assessment"),
        "recommendation": _("Recommendation"),
    }
