"""The learner guesses what radiotherapy changes for a hundred women, then counts them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import sentences
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.numbers import Value
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Option,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.people import OUT_OF, Group, Hundred, People
from course_lib.ui.shown import Shown

NUMBERS, DERIVED = "bcs-radiotherapy-ebctcg", "bcs-radiotherapy-derived"
ENDPOINTS = {"recurrence": ("without", "with"), "death": ("death-without", "death-with")}
GUESSES = ("hardly", "part", "almost-all", "look")
CLAIMS = {
    "recurrence": ("radiotherapy-after-conservation", "R4", "P3"),
    "death": ("radiotherapy-after-conservation", "radiotherapy-recurrences-and-deaths"),
}


@dataclass(frozen=True)
class OfHundred:
    """Whole people of a hundred: with the event without radiotherapy, with it, and spared."""

    without: int
    with_it: int

    @property
    def spared(self) -> int:
        """How many of the hundred are spared the event."""
        return self.without - self.with_it


def of_hundred(without: Value, with_it: Value) -> OfHundred:
    """Return two published shares, in per cent, as people of a hundred."""
    return OfHundred(_people(without), _people(with_it))


def _people(share: Value) -> int:
    return int(share.value.quantize(Decimal(1), ROUND_HALF_UP))


class RadiotherapyFigures(Model):
    """Which event is counted, and what the learner guessed for each."""

    event = traitlets.Enum(tuple(ENDPOINTS), default_value="recurrence")
    guessed = traitlets.Dict()

    @property
    def guess(self) -> str:
        """What was guessed for the event that is counted; empty before."""
        guess: str = self.guessed.get(self.event, "")
        return guess

    def count(self, event: str) -> None:
        """Count another event."""
        self.event = event

    def say(self, guess: str) -> None:
        """Guess what radiotherapy changes; raises ValueError for no guess of this activity."""
        _checked(self.event, guess)
        self.guessed = {**self.guessed, self.event: guess}

    def reset(self) -> None:
        """Begin again."""
        with self.hold_trait_notifications():
            self.event, self.guessed = "recurrence", {}

    def state(self) -> dict[str, Any]:
        """Return the event and the guesses, as plain data."""
        return {"event": self.event, "guessed": dict(self.guessed)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError for a guess known no more."""
        for event, guess in state["guessed"].items():
            _checked(event, guess)
        with self.hold_trait_notifications():
            self.event, self.guessed = state["event"], dict(state["guessed"])


def _checked(event: str, guess: str) -> None:
    if event not in ENDPOINTS or guess not in GUESSES:
        raise ValueError(f"“{guess}” is no guess for “{event}”")


def right_guess(people: OfHundred) -> str:
    """Return the guess that fits: hardly any spared, a part of them, or almost all."""
    share = people.spared / people.without
    if share < 1 / 4:
        return "hardly"
    return "part" if share <= 3 / 4 else "almost-all"


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the two pictures of a hundred women."""
    return RadiotherapyFiguresActivity(course)


class RadiotherapyFiguresActivity:
    """The guess, then a hundred women without and with radiotherapy, and the ways to say it."""

    def __init__(self, course: Course) -> None:
        self.course = course
        values = course.numbers[NUMBERS].values
        self.people = {
            event: of_hundred(values[without], values[with_it])
            for event, (without, with_it) in ENDPOINTS.items()
        }
        self.model = RadiotherapyFigures()
        self.panel = Panel(_("What radiotherapy changes for a hundred women"), self._pressed)
        self.pictures = People(_("A hundred women without, and a hundred with radiotherapy"))
        self.words = Panel(_("The same result, said in several ways"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["event", "guessed"])
        self._follow()
        self.claims = sorted({claim for claims in CLAIMS.values() for claim in claims})
        data = [course.numbers[NUMBERS], course.numbers[DERIVED]]
        view = VBox([self.panel, self.pictures, self.words])
        self.shown = Shown("radiotherapy in a hundred women", list(ENDPOINTS), data, view)

    def open(self, visit: Visit) -> None:
        """Go back to what the learner counted."""
        remember(self.model, "04/radiotherapy-figures", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "event":
                self.model.count(value)
            case "guess":
                self.model.say(value)
            case "reset":
                self.model.reset()

    def _follow(self) -> None:
        event, guess = self.model.event, self.model.guess
        options = (
            Option("recurrence", _("Any first recurrence, by 10 years")),
            Option("death", _("Death from breast cancer, by 15 years")),
        )
        blocks: list[Block] = [Choice("event", _("Count"), options, event, look="switch")]
        if guess:
            mark, title = self._verdict()
            blocks.append(Callout(mark, title, (Paragraph(self._in_people()),)))
            self.panel.draw(blocks, f"{title} {self._in_people()}")
            self.words.draw(self._ways())
        else:
            question = self._question()
            self.panel.draw([*blocks, question], question.label)
            self.words.draw([])
        self.pictures.draw(self._pictures() if guess else self._pictures()[:1])

    def _question(self) -> Choice:
        people = self.people[self.model.event]
        label = _(
            "Of a hundred women who kept the breast, {without} had this without radiotherapy. How "
            "many of those {without} were spared it with radiotherapy?"
        ).format(without=people.without)
        options = (
            Option("hardly", _("Fewer than a quarter of them")),
            Option("part", _("A quarter to three quarters of them")),
            Option("almost-all", _("More than three quarters of them")),
            Option("look", _("Just show me")),
        )
        return Choice("guess", label, options)

    def _verdict(self) -> tuple[Literal["right", "wrong", "notice"], str]:
        if self.model.guess == "look":
            return "notice", _("See what it changed.")
        if self.model.guess == right_guess(self.people[self.model.event]):
            return "right", _("As you guessed.")
        return "wrong", _("Not so: count them.")

    def _in_people(self) -> str:
        people = self.people[self.model.event]
        return _(
            "Of a hundred women {without} had it without radiotherapy and {with_it} with it: "
            "{spared} were spared it. The others would have stayed without it anyway, or had it "
            "all the same."
        ).format(without=people.without, with_it=people.with_it, spared=people.spared)

    def _pictures(self) -> list[Hundred]:
        people = self.people[self.model.event]
        had = {
            "recurrence": _("had a recurrence"), "death": _("died of breast cancer")
        }[self.model.event]
        not_had = {
            "recurrence": _("had none, with or without it"),
            "death": _("did not, with or without it"),
        }[self.model.event]
        alone = {"recurrence": _("had none"), "death": _("did not")}[self.model.event]
        rest = OUT_OF - people.without
        return [
            Hundred(
                _("Without radiotherapy"),
                (Group("full", people.without, had), Group("open", rest, alone)),
            ),
            Hundred(
                _("With radiotherapy"),
                (
                    Group("full", people.with_it, had),
                    Group("other", people.spared, _("were spared it by radiotherapy")),
                    Group("open", rest, not_had),
                ),
            ),
        ]

    def _ways(self) -> list[Block]:
        values = self.course.numbers[NUMBERS].values
        derived = self.course.numbers[DERIVED].values
        event = self.model.event
        without, with_it = (values[name] for name in ENDPOINTS[event])
        reduction = values["reduction" if event == "recurrence" else "death-reduction"]
        treated = derived["nnt-recurrence" if event == "recurrence" else "nnt-death"]
        low, high = reduction.interval or (reduction.value, reduction.value)
        rows = [
            (_("The two risks"), _("{without} and {with_it}").format(
                without=without, with_it=with_it)),
            (_("Difference"), _("{difference} ({low} to {high})").format(
                difference=reduction, low=low, high=high)),
            (_("Treated for one fewer"), str(treated)),
        ]
        if event == "recurrence":
            rows.insert(2, (_("Relative fall"), str(derived["relative-reduction"])))
        numbers = self.course.numbers[NUMBERS]
        who = _("{population}; {period}. A population, not this person.").format(
            population=numbers.population, period=numbers.period
        )
        care = (Paragraph(numbers.not_for), Paragraph(who))
        fair = Paragraph(
            _("All these are one result. The relative fall sounds largest; people of a hundred are "
              "understood most easily. Say both sides: also how many had the event all the same.")
        )
        head = (_("How it is said"), _("Number"))
        return [
            Table(_("The same result, said in several ways"), head, tuple(rows)),
            fair,
            sentences(self.course, CLAIMS[event]),
            Callout("notice", _("Read with care"), care),
            Buttons((Button("reset", _("Start again")),)),
        ]
