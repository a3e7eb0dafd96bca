"""The learner predicts which receptors of a recurrence are not those of the first cancer."""

from collections.abc import Sequence
from typing import Any

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.pathology import RECEPTORS, Receptor, ThenAndNow
from course_lib.language import _, upper_first
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

SAME, CHANGED = "same", "changed"
NUMBERS = "receptor-change-schrijver"
CLAIMS = ("retest-receptors", "receptors-can-be-gained")


class Pathology(Model):
    """Which person is on the table, and what was predicted for each; no widgets here."""

    at = traitlets.Int(0)
    predicted = traitlets.Dict()
    """For each person the prediction for each receptor: same or changed."""
    opened = traitlets.List(traitlets.Unicode())
    """The people whose second report has been opened."""

    def __init__(self, people: Sequence[ThenAndNow]) -> None:
        self.people = tuple(people)
        super().__init__()

    @property
    def person(self) -> ThenAndNow | None:
        """The person on the table, or None on the closing page."""
        return self.people[self.at] if self.at < len(self.people) else None

    def prediction(self, person: ThenAndNow) -> dict[str, str]:
        """Return what was predicted for `person` so far."""
        return dict(self.predicted.get(person.id, {}))

    def predict(self, receptor: str, what: str) -> None:
        """Say whether `receptor` is the same now; raises KeyError for anything else."""
        person = self.person
        if person is None or person.id in self.opened:
            return
        if receptor not in RECEPTORS or what not in (SAME, CHANGED):
            raise KeyError(receptor)
        mine = {**self.prediction(person), receptor: what}
        self.predicted = {**self.predicted, person.id: mine}

    def ready(self, person: ThenAndNow) -> bool:
        """Tell whether every receptor of `person` has been predicted."""
        return set(self.prediction(person)) == set(RECEPTORS)

    def look(self) -> None:
        """Open the second report of the person on the table, once everything is predicted."""
        person = self.person
        if person and self.ready(person) and person.id not in self.opened:
            self.opened = [*self.opened, person.id]

    def go(self, steps: int) -> None:
        """Move on or back, at most to the first person and to the closing page."""
        self.at = min(max(self.at + steps, 0), len(self.people))

    def again(self) -> None:
        """Begin again with nothing predicted."""
        with self.hold_trait_notifications():
            self.at, self.predicted, self.opened = 0, {}, []

    def hits(self) -> tuple[int, int]:
        """Return how many predictions were so, and how many there are, of the reports opened."""
        opened = [person for person in self.people if person.id in self.opened]
        so = sum(
            (self.prediction(person)[receptor] == CHANGED) == (receptor in person.changed)
            for person in opened
            for receptor in RECEPTORS
        )
        return so, len(opened) * len(RECEPTORS)

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        predicted = {person: dict(of) for person, of in self.predicted.items()}
        return {"at": self.at, "predicted": predicted, "opened": list(self.opened)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError where a person is there no more."""
        there = {person.id for person in self.people}
        named = {*state["predicted"], *state["opened"]}
        if not (named <= there and 0 <= state["at"] <= len(there)):
            raise ValueError("the reports are others than they were")
        with self.hold_trait_notifications():
            self.at, self.opened = state["at"], list(state["opened"])
            self.predicted = dict(state["predicted"])


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the pairs of reports."""
    return ThenAndNowActivity(course)


class ThenAndNowActivity:
    """The first report, a prediction, and the second report beside it."""

    def __init__(self, course: Course) -> None:
        self.course = course
        people = list(course.pathology.values())
        self.model = Pathology(people)
        self.claims = list(
            dict.fromkeys((*CLAIMS, *(claim for person in people for claim in person.claims)))
        )
        self.panel = Panel(_("Then and now"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["at", "predicted", "opened"])
        self._follow()
        words = [course.claims[id_] for id_ in self.claims]
        data = [people, course.numbers[NUMBERS], words]
        self.shown = Shown("then and now", list(course.pathology), data, self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the person whose reports the learner was reading."""
        remember(self.model, "05/then-and-now", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "look":
                self.model.look()
            case "next":
                self.model.go(1)
            case "back":
                self.model.go(-1)
            case "again":
                self.model.again()
            case _:
                self.model.predict(key, value)

    def _follow(self) -> None:
        person = self.model.person
        if person is None:
            self.panel.draw(self._closing(), _("All reports are open."))
        elif person.id in self.model.opened:
            self.panel.draw(self._opened(person), person.means)
        else:
            self.panel.draw(self._closed(person), "")

    def _head(self, person: ThenAndNow) -> list[Block]:
        at, total = self.model.at + 1, len(self.model.people)
        return [
            Progress(at, total, _("{n} of {all}").format(n=at, all=total)),
            Paragraph(person.story),
        ]

    def _closed(self, person: ThenAndNow) -> list[Block]:
        mine = self.model.prediction(person)
        names = receptor_names()
        rows = tuple((names[one], _sign(person.then[one])) for one in RECEPTORS)
        choices = tuple(
            Choice(
                one,
                _("{receptor} of the new tissue: what do you expect?").format(receptor=names[one]),
                (Option(SAME, _("The same")), Option(CHANGED, _("Changed"))),
                mine.get(one, ""),
                look="switch",
            )
            for one in RECEPTORS
        )
        return [
            *self._head(person),
            Table(_("The first report"), (_("Receptor"), _("Then")), rows),
            *choices,
            self._ways(Button("look", _("Open the new report"), main=True,
                              disabled=not self.model.ready(person))),
        ]

    def _opened(self, person: ThenAndNow) -> list[Block]:
        mine = self.model.prediction(person)
        names = receptor_names()
        rows = tuple(
            (
                names[one],
                _sign(person.then[one]),
                _sign(person.now[one]),
                _("the same") if mine[one] == SAME else _("changed"),
            )
            for one in RECEPTORS
        )
        so = sum((mine[one] == CHANGED) == (one in person.changed) for one in RECEPTORS)
        total = len(RECEPTORS)
        title = _("{n} of {all} as you expected").format(n=so, all=total)
        last = self.model.at + 1 == len(self.model.people)
        return [
            *self._head(person),
            Table(
                _("Both reports"),
                (_("Receptor"), _("Then"), _("Now"), _("You expected")),
                rows,
            ),
            Callout("notice", title, (Paragraph(person.means, chips(self.course, person.claims)),)),
            self._ways(Button("next", _("What it comes to") if last else _("Next person"),
                              main=True)),
        ]

    def _ways(self, on: Button) -> Block:
        return Buttons((Button("back", _("Back"), disabled=self.model.at == 0), on))

    def _closing(self) -> list[Block]:
        so, total = self.model.hits()
        numbers = self.course.numbers[NUMBERS]
        lesson = Paragraph(
            _(
                "Nobody can see a receptor from outside, however much they know. "
                "Whoever expected everything to stay the same would often have been right, "
                "and some people would have been given the wrong plan."
            ),
            chips(self.course, CLAIMS),
        )
        return [
            Heading(_("{n} of {all} as you expected").format(n=so, all=total)),
            Callout("key-point", _("Why it is tested again"), (lesson,)),
            Table(
                _("How often it changed in the published studies"),
                (_("Receptor"), _("Was positive, is lost"), _("Was negative, has appeared")),
                published(self.course),
            ),
            Paragraph(
                f"{upper_first(numbers.population)}; {numbers.period}. {numbers.not_for}",
                chips(self.course, CLAIMS),
                quiet=True,
            ),
            Buttons((Button("back", _("Back")), Button("again", _("Begin again")))),
        ]


def receptor_names() -> dict[Receptor, str]:
    """Return the receptors in words."""
    return {
        "er": _("Oestrogen receptor"),
        "pr": _("Progesterone receptor"),
        "her2": _("HER2"),
    }


def published(course: Course) -> tuple[tuple[str, ...], ...]:
    """Return for each receptor the published shares that were lost and that appeared."""
    values = course.numbers[NUMBERS].values
    return tuple(
        (name, str(values[f"{one}-lost"]), str(values[f"{one}-gained"]))
        for one, name in receptor_names().items()
    )


def _sign(positive: bool) -> str:
    return _("positive") if positive else _("negative")
