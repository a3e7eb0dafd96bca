"""The learner guesses when two groups cross, then moves through the years until it can be seen.

Two views of the same hundred: the risk of one year, and how many have had a recurrence so far.
"""

from collections.abc import Callable
from typing import Any, Literal

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.time_machine_words import (
    CLAIMS,
    all_numbers,
    drawing,
    found,
    names,
    newer,
    questions,
    said,
    slider_label,
    total_people,
    verdict_words,
    whose,
    yearly_people,
)
from course_lib.clinical.hazards import Span, first_year_above, share, spans, whole_people
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Option,
    Paragraph,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.people import People
from course_lib.ui.shown import Shown
from course_lib.ui.year_slider import YearSlider

NUMBERS = "yearly-hazard-colleoni"
GROUPS = ("er-positive", "er-negative")
VIEWS = ("yearly", "total")
LOOK, NEVER = "look", "never"
GUESSES = ("2", "5", "10", "20", NEVER, LOOK)  # years to guess from, and two ways round it

Verdict = Literal["early", "level", "right", "late"]


class TimeMachine(Model):
    """Which view and year are shown, what was guessed, and where the learner stopped, by view."""

    view = traitlets.Enum(VIEWS, default_value="yearly")
    year = traitlets.Int(0)
    guesses = traitlets.Dict()
    stops = traitlets.Dict()

    def __init__(self, positive: tuple[Span, ...], negative: tuple[Span, ...]) -> None:
        self.positive, self.negative = positive, negative
        super().__init__()

    def last(self, view: str) -> int:
        """Return the last year of `view`: no year follows the last one published."""
        return self.positive[-1].end - (view == "yearly")

    def look_at(self, view: str) -> None:
        """Turn to `view`; it begins where the years begin, or where the learner had stopped."""
        if view not in VIEWS:
            raise ValueError(f"there is no view “{view}”")
        with self.hold_trait_notifications():
            self.view, self.year = view, self.stops.get(view, 0)

    def guess(self, option: str) -> None:
        """Say after how many years it will be so; raises ValueError for no such option."""
        if option not in GUESSES:
            raise ValueError(f"nobody can guess “{option}”")
        self.guesses = {**self.guesses, self.view: option}

    def move(self, year: int) -> None:
        """Go to `year`, or as near as the years of the view allow, once there is a guess."""
        if self.view in self.guesses:
            self.year = max(0, min(year, self.last(self.view)))

    def stop(self) -> None:
        """Say that this is the first year in which it is so."""
        if self.view in self.guesses:
            self.stops = {**self.stops, self.view: self.year}

    def again(self) -> None:
        """Take back where the learner stopped."""
        self.stops = {view: year for view, year in self.stops.items() if view != self.view}

    def reset(self) -> None:
        """Begin again, with nothing guessed."""
        with self.hold_trait_notifications():
            self.view, self.year, self.guesses, self.stops = "yearly", 0, {}, {}

    def verdict(self) -> Verdict | None:
        """Return how the year at which the learner stopped in this view stands.

        “level” is a year in which the shares have crossed, but not by a whole person in a hundred.
        """
        stopped = self.stops.get(self.view)
        if stopped is None:
            return None
        first, whole = self._crossing()
        if stopped < first:
            return "early"
        if stopped < whole:
            return "level"
        return "right" if stopped == whole else "late"

    def _crossing(self) -> tuple[int, int]:
        """Return the first year above, and the first that is above by a whole person."""
        positive, negative = self.positive, self.negative
        first = first_year_above(
            positive, negative, "rate" if self.view == "yearly" else "share"
        )
        if first is None:
            raise ValueError("the two groups never cross: there is nothing to find")
        if self.view == "yearly":
            return first, first
        whole = next(
            year for year in range(first, self.last("total") + 1)
            if whole_people(share(positive, year)) > whole_people(share(negative, year))
        )
        return first, whole

    def state(self) -> dict[str, Any]:
        """Return view, year, guesses and stops, as plain data."""
        return {
            "view": self.view,
            "year": self.year,
            "guesses": dict(self.guesses),
            "stops": dict(self.stops),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError or KeyError for what is there no more."""
        guesses, stops = dict(state["guesses"]), dict(state["stops"])
        years = {**stops, state["view"]: state["year"]}
        if not set(guesses) <= set(VIEWS) or not set(guesses.values()) <= set(GUESSES):
            raise ValueError("a guess of an earlier version")
        if not set(stops) <= set(guesses) or any(
            not 0 <= year <= self.last(view) for view, year in years.items()
        ):
            raise ValueError("a year of an earlier version")
        with self.hold_trait_notifications():
            self.view, self.year = state["view"], state["year"]
            self.guesses, self.stops = guesses, stops


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the time machine."""
    return TimeMachineActivity(course)


class TimeMachineActivity:
    """The guess, the years, the hundred people of each group, and whose years these are."""

    def __init__(self, course: Course) -> None:
        self.course = course
        positive, negative = (spans(course.numbers[NUMBERS], group) for group in GROUPS)
        self.model = TimeMachine(positive, negative)
        positive_name, negative_name = names()
        # Drawn before the learner comes: a figure takes longer than an answer may.
        self.drawings = {
            view: drawing(course, view, ((positive_name, positive), (negative_name, negative)))
            for view in VIEWS
        }
        self.task = Panel(_("Time machine"), self._pressed)
        self.slider = YearSlider(slider_label(), self.model.last("yearly"))
        self.people = People(_("A hundred people of each group"))
        self.answer = Panel(_("What you have found"), self._pressed)
        self.beside = Panel(_("Whose years these are"), self._pressed)
        self.slider.observe(lambda change: self.model.move(change["new"]), "year")
        self.model.observe(lambda _change: self._years(), ["view", "year", "guesses"])
        self.model.observe(lambda _change: self._words(), ["view", "guesses", "stops"])
        self._years()
        self._words()
        view = VBox([self.task, self.slider, self.people, self.answer, self.beside])
        self.claims = list(CLAIMS)
        used = [course.claims[id_] for id_ in self.claims]
        data = [course.numbers[NUMBERS].model_dump(mode="json"), used]
        self.shown = Shown("time machine", VIEWS, data, view)

    def open(self, visit: Visit) -> None:
        """Go back to where the learner was."""
        remember(self.model, "01/time-machine", visit)

    def _pressed(self, key: str, value: str) -> None:
        actions: dict[str, Callable[[], None]] = {
            "view": lambda: self.model.look_at(value),
            "guess": lambda: self.model.guess(value),
            "stop": self.model.stop,
            "again": self.model.again,
            "reset": self.model.reset,
        }
        if key in actions:
            actions[key]()

    @property
    def _guessed(self) -> str:
        guessed: str = self.model.guesses.get(self.model.view, "")
        return guessed

    def _years(self) -> None:
        model, guessed = self.model, bool(self._guessed)
        groups = (model.positive, model.negative)
        draw = yearly_people if model.view == "yearly" else total_people
        with self.slider.hold_sync():
            self.slider.last = self.model.positive[-1].end  # so that no year is refused between
            self.slider.year = model.year
            self.slider.last = model.last(model.view)
            self.slider.disabled = not guessed
            self.slider.said = said(model.view, model.year, groups) if guessed else ""
        self.people.draw([
            draw(name, of, model.year, guessed) for name, of in zip(names(), groups, strict=True)
        ])

    def _words(self) -> None:
        self.task.draw(self._asking())
        blocks, told = self._told()
        self.answer.draw(blocks, told)
        self.beside.draw(self._beside())

    def _asking(self) -> list[Block]:
        view = self.model.view
        options = {
            **{years: _("After about {n} years").format(n=years) for years in GUESSES[:-2]},
            NEVER: _("Not in these years"),
            LOOK: _("I would rather look"),
        }
        blocks: list[Block] = [
            Choice(
                "view",
                _("What is shown"),
                (Option("yearly", _("Risk of one year")), Option("total", _("How many so far"))),
                view,
                look="switch",
            ),
            Paragraph(questions()[view], strong=True),
        ]
        if not self._guessed:
            choices = tuple(Option(id_, text) for id_, text in options.items())
            return [*blocks, Choice("guess", _("Your guess"), choices)]
        guessed = _("Your guess: {guess}.").format(guess=options[self._guessed])
        return [
            *blocks,
            Paragraph(guessed, quiet=True),
            Paragraph(_("Now move the years, and stop at the first year in which it is so.")),
        ]

    def _told(self) -> tuple[list[Block], str]:
        model = self.model
        verdict = model.verdict()
        blocks: list[Block] = []
        told = ""
        if verdict:
            at = model.stops[model.view]
            title, words = verdict_words(
                model.view, verdict, at, (model.positive, model.negative), self._guessed
            )
            told = f"{title} {words}"
            look: Literal["right", "wrong"] = "right" if verdict in {"right", "level"} else "wrong"
            inside: list[Block] = [Paragraph(words)]
            if look == "right":
                sentence, claims = found()[model.view]
                inside.append(Paragraph(sentence))
                inside += [
                    Paragraph(self.course.claims[id_].says, chips(self.course, [id_]))
                    for id_ in claims
                ]
            blocks.append(Callout(look, title, tuple(inside)))
        blocks.append(
            Buttons((
                Button("stop", _("This is the first year"), main=True, disabled=not self._guessed),
                Button("again", _("Take back"), disabled=verdict is None),
                Button("reset", _("Begin again"), disabled=not model.guesses),
            ))
        )
        return blocks, told

    def _beside(self) -> list[Block]:
        view = self.model.view
        blocks: list[Block] = [whose(self.course, NUMBERS), newer(self.course)]
        if self._guessed:
            groups = (self.model.positive, self.model.negative)
            numbers: tuple[Block, ...] = (self.drawings[view], *all_numbers(view, groups))
            blocks.append(Details("numbers", _("All years in one figure and table"), numbers))
        return blocks
