"""The learner may see how long women of the 1980s lived after a recurrence, early or later.

It speaks of dying: it says so first, and can be left out.
"""

from typing import Any

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import percent, sentences, shares_at
from course_lib.clinical.cohort import YEAR, Curve, after_recurrence, curve, women
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.numbers import NumberSet
from course_lib.figures.drawing import NARROW, WIDE, light, svg
from course_lib.figures.kaplan_meier import kaplan_meier
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Drawing,
    Option,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

UNTIL = 3  # years: later hardly anybody was still followed
CLAIMS = ("gbsg2-after-recurrence", "gbsg2-treated-then", "older-tables-too-high")
ANSWERS = ("early", "later", "same", "look")


class AfterRecurrence(Model):
    """Whether the learner wants to see it, and which women they expect to have lived longer."""

    opened = traitlets.Bool(False)
    expected = traitlets.Enum(("", *ANSWERS), default_value="")

    def open(self) -> None:
        """Say yes to what is announced."""
        self.opened = True

    def expect(self, answer: str) -> None:
        """Say after which recurrence women lived longer."""
        self.expected = answer

    def close(self) -> None:
        """Put it away again."""
        with self.hold_trait_notifications():
            self.opened, self.expected = False, ""

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        return {"opened": self.opened, "expected": self.expected}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`."""
        with self.hold_trait_notifications():
            self.opened, self.expected = bool(state["opened"]), state["expected"]


def early_and_later(numbers: NumberSet) -> dict[str, Curve]:
    """Return the curves after an early and after a later recurrence; `numbers` has the border."""
    border = float(numbers.values["border"].value)
    times = [(woman.days / YEAR < border, time) for woman, time in after_recurrence(women())]
    return {
        "early": curve([time for early, time in times if early]),
        "later": curve([time for early, time in times if not early]),
    }


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the curves after a recurrence."""
    return AfterRecurrenceActivity(course)


class AfterRecurrenceActivity:
    """The notice first, then a question, then the two curves."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.numbers = course.numbers["gbsg2-after-recurrence"]
        self.curves = early_and_later(self.numbers)
        self.names = {"early": _("early recurrence"), "later": _("later recurrence")}
        self.figure = self._figure()
        self.model = AfterRecurrence()
        self.panel = Panel(_("After a recurrence"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["opened", "expected"])
        self._follow()
        self.claims = CLAIMS
        self.shown = Shown(
            "after recurrence", list(self.curves), self.figure.narrow, self.panel
        )

    def open(self, visit: Visit) -> None:
        """Go back to where the learner was."""
        remember(self.model, "04/after-recurrence", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "open":
                self.model.open()
            case "expected":
                self.model.expect(value)
            case "close":
                self.model.close()

    def _follow(self) -> None:
        model = self.model
        blocks: list[Block] = [self._notice()]
        if not model.opened:
            blocks.append(Buttons((Button("open", _("I want to see it")),)))
            said = ""
        elif not model.expected:
            blocks += [self._question(), self._away()]
            said = self._question().label
        else:
            blocks += [*self._answer(), self._away()]
            said = self._title()
        self.panel.draw(blocks, said)

    def _notice(self) -> Callout:
        words = _(
            "What follows shows how long women lived after a recurrence, in the 1980s. You can "
            "leave it out; nothing later in the course needs it."
        )
        return Callout("notice", _("This part speaks of dying"), (Paragraph(words),))

    def _away(self) -> Buttons:
        return Buttons((Button("close", _("Put it away again")),))

    def _question(self) -> Choice:
        options = (
            Option("early", _("Those whose recurrence came early")),
            Option("later", _("Those whose recurrence came later")),
            Option("same", _("Both alike")),
            Option("look", _("Just show me")),
        )
        label = _("Counted from the recurrence: which women lived longer, do you expect?")
        return Choice("expected", label, options)

    def _title(self) -> str:
        if self.model.expected == "look":
            return _("See where the curves stand.")
        if self.model.expected == "later":
            return _("As you expected: those whose recurrence came later.")
        return _("Those whose recurrence came later lived longer after it.")

    def _answer(self) -> list[Block]:
        looks = {"later": "right", "look": "notice"}
        mark = looks.get(self.model.expected, "wrong")
        few = _(
            "Left out are {died} women who died without a recurrence and {same} whose record ends "
            "on the day of it."
        ).format(
            died=self.numbers.values["died-first"].number,
            same=self.numbers.values["same-day"].number,
        )
        return [
            Callout(
                "right" if mark == "right" else "wrong" if mark == "wrong" else "notice",
                self._title(),
                (Paragraph(few),),
            ),
            self.figure,
            self._table(),
            sentences(self.course, CLAIMS),
            Callout("notice", _("Read with care"), (Paragraph(self.numbers.not_for),)),
        ]

    def _figure(self) -> Drawing:
        named = [(self.names[id_], curve) for id_, curve in self.curves.items()]
        after = int(self.numbers.values["after"].value)
        words = (_("Alive, %"), _("years after the recurrence"))
        narrow, wide = (
            light(svg(kaplan_meier(named, UNTIL, *words, width))) for width in (NARROW, WIDE)
        )
        caption = _(
            "Alive {years} years after a recurrence: {shares}. Early means within {border} of "
            "diagnosis. {people}; {period}. Counted is death of any cause. A population of its "
            "time, not this person."
        ).format(
            years=after,
            shares=shares_at(after, named),
            border=self.numbers.values["border"],
            people=self.numbers.population,
            period=self.numbers.period,
        )
        return Drawing(narrow, wide, caption)

    def _table(self) -> Table:
        after = int(self.numbers.values["after"].value)
        rows = tuple(
            (
                self.names[id_],
                str(curve.people),
                str(curve.events),
                percent(curve.at(after)),
                ", ".join(str(curve.at_risk(year)) for year in range(UNTIL + 1)),
            )
            for id_, curve in self.curves.items()
        )
        head = (
            _("Who"),
            _("Women"),
            _("Deaths, ever"),
            _("Alive {years} years after it (95 % interval)").format(years=after),
            _("Still followed at 0 to {years} years").format(years=UNTIL),
        )
        return Table(_("How long women lived after it, as a table"), head, rows, wide=True)
