"""The learner looks for what stands behind a difference, by holding one thing still at a time."""

from dataclasses import dataclass
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import (
    COHORT_CLAIMS,
    cohort_notice,
    is_clear,
    percent,
    ratio_words,
    sentences,
    who,
    years,
)
from course_lib.clinical.cohort import Point, Ratio, Split, curve, recurrence_free, women
from course_lib.clinical.cohort_splits import ratios, splits
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.figures.drawing import NARROW, WIDE, light, svg
from course_lib.figures.forest import Head, Row, shares
from course_lib.language import _, upper_first
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Drawing,
    Heading,
    Option,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

# What looks like a difference, and what may be held still to see what is left of it. Receptors
# are not held still for hormone therapy: too few women are left to say for whom it works.
QUESTIONS = {
    "oestrogen-receptor": ("nodes", "size", "grade", "age", "progesterone-receptor"),
    "hormone-therapy": ("nodes", "size", "grade", "age"),
}
CLAIMS = {
    "oestrogen-receptor": (
        "gbsg2-oestrogen-crude", "gbsg2-oestrogen-adjusted", "tamoxifen-five-years",
    ),
    "hormone-therapy": (
        "gbsg2-hormone-adjusted", "gbsg2-not-all-by-chance", "gbsg-tamoxifen-unclear",
        "tamoxifen-five-years",
    ),
}
TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Level:
    """Women who are alike in what is held still: the share of each group still well, by id."""

    name: str
    points: dict[str, Point]
    people: dict[str, int]


@dataclass(frozen=True)
class Held:
    """What is left of a difference: its hazard ratio, and the shares level by level."""

    ratio: Ratio
    levels: tuple[Level, ...]

    @property
    def is_clear(self) -> bool:
        """Tell whether a difference is still there: its interval leaves “no difference” out."""
        return is_clear(self.ratio)


def crude(split: Split, at: int) -> Held:
    """Return the difference between the groups of `split` among all women, at `at` years."""
    return Held(_ratio([split]), (_level(_("all women"), split, None, None, at),))


def held(split: Split, still: Split, at: int) -> Held:
    """Return what is left of `split` among women who are alike in `still`, at `at` years."""
    levels = tuple(
        _level(still.label(group), split, still, group.id, at) for group in still.groups
    )
    return Held(_ratio([split, still]), levels)


def _ratio(chosen: list[Split]) -> Ratio:
    first = chosen[0]
    return ratios(chosen, women())[first.id, first.compared[0].id]


def _level(name: str, split: Split, still: Split | None, group: str | None, at: int) -> Level:
    some = women()
    if still is not None:
        some = still.members(next(g for g in still.groups if g.id == group), some)
    members = {one.id: split.members(one, some) for one in split.groups}
    return Level(
        name,
        {id_: curve(recurrence_free(who_)).at(at) for id_, who_ in members.items()},
        {id_: len(who_) for id_, who_ in members.items()},
    )


class Confounding(Model):
    """Which difference is looked into, what the learner suspects, and what they held still."""

    question = traitlets.Enum(tuple(QUESTIONS), default_value="oestrogen-receptor")
    suspected = traitlets.Dict()
    still = traitlets.Unicode()

    def ask(self, question: str) -> None:
        """Turn to another difference."""
        with self.hold_trait_notifications():
            self.question, self.still = question, ""

    @property
    def suspicion(self) -> str:
        """What the learner suspects behind the difference; empty before they have said it."""
        suspicion: str = self.suspected.get(self.question, "")
        return suspicion

    def suspect(self, factor: str) -> None:
        """Say what stands behind the difference, and hold it still; “none” for nothing."""
        if factor != "none" and factor not in QUESTIONS[self.question]:
            raise ValueError(f"“{factor}” cannot stand behind “{self.question}”")
        with self.hold_trait_notifications():
            self.suspected = {**self.suspected, self.question: factor}
            self.still = "" if factor == "none" else factor

    def hold(self, factor: str) -> None:
        """Hold `factor` still, or nothing where it is empty."""
        if factor and factor not in QUESTIONS[self.question]:
            raise ValueError(f"“{factor}” is not held still for “{self.question}”")
        self.still = factor

    def reset(self) -> None:
        """Begin again."""
        with self.hold_trait_notifications():
            self.question, self.suspected, self.still = "oestrogen-receptor", {}, ""

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        return {
            "question": self.question, "suspected": dict(self.suspected), "still": self.still
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what is there no more."""
        for question, factor in state["suspected"].items():
            if factor != "none" and factor not in QUESTIONS[question]:
                raise ValueError(f"“{factor}” is not held still for “{question}”")
        if state["still"] and state["still"] not in QUESTIONS[state["question"]]:
            raise ValueError("what was held still belongs to another question")
        with self.hold_trait_notifications():
            self.question = state["question"]
            self.suspected = dict(state["suspected"])
            self.still = state["still"]


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the search for what stands behind a difference."""
    return ConfoundingActivity(course)


class ConfoundingActivity:
    """A difference, a suspicion, and what is left once that is held still."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.splits = splits(course.numbers)
        self.years = years(course)
        self.found: dict[tuple[str, str], Held] = {}
        for question, factors in QUESTIONS.items():
            self.found[question, ""] = crude(self.splits[question], self.years)
            for factor in factors:
                self.found[question, factor] = held(
                    self.splits[question], self.splits[factor], self.years
                )
        self.figures = {key: self._figure(*key) for key in self.found}
        self.model = Confounding()
        self.panel = Panel(_("What stands behind a difference?"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["question", "suspected", "still"])
        self._follow()
        used = {one for claims in CLAIMS.values() for one in claims}
        self.claims = sorted({*COHORT_CLAIMS, *used})
        self.shown = Shown(
            "confounding", list(QUESTIONS),
            [figure.narrow for figure in self.figures.values()], self.panel,
        )

    def open(self, visit: Visit) -> None:
        """Go back to where the learner was."""
        remember(self.model, "04/confounding", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "question":
                self.model.ask(value)
            case "suspected":
                self.model.suspect(value)
            case "still":
                self.model.hold("" if value == "none" else value)
            case "reset":
                self.model.reset()

    def _follow(self) -> None:
        model = self.model
        options = tuple(Option(id_, self.splits[id_].name) for id_ in QUESTIONS)
        blocks: list[Block] = [
            Choice("question", _("A difference in the data"), options, model.question, "switch"),
        ]
        if model.suspicion:
            blocks += [*self._verdict(), self._hold()]
        else:
            blocks.append(self._suspicion())
        now = self.found[model.question, model.still]
        blocks += [
            Paragraph(self._left(now), strong=True),
            self.figures[model.question, model.still],
            Details("table", _("The numbers"), (self._table(now),)),
        ]
        if model.suspicion:
            blocks += [Heading(_("What this shows, and what it does not"), 4), *self._meaning()]
        blocks += [
            cohort_notice(self.course),
            Buttons((Button("reset", _("Start again"), disabled=not model.suspected),)),
        ]
        self.panel.draw(blocks, self._left(now))

    def _suspicion(self) -> Choice:
        label = {
            "oestrogen-receptor": _(
                "More women with a positive oestrogen receptor stayed well. What stands behind it?"
            ),
            "hormone-therapy": _(
                "More women with hormone therapy stayed well, and they were older. What stands "
                "behind it?"
            ),
        }[self.model.question]
        return Choice("suspected", label, (*self._factors(), self._nothing()))

    def _factors(self) -> tuple[Option, ...]:
        return tuple(
            Option(id_, self.splits[id_].name) for id_ in QUESTIONS[self.model.question]
        )

    def _nothing(self) -> Option:
        return Option("none", _("None of these: it stays whatever is held still"))

    def _hold(self) -> Choice:
        options = (Option("none", _("Nothing")), *self._factors())
        chosen = self.model.still or "none"
        return Choice("still", _("Hold still"), options, chosen, look="switch")

    def fading(self, question: str) -> list[str]:
        """Return what makes the difference of `question` fade when it is held still."""
        return [
            factor for factor in QUESTIONS[question] if not self.found[question, factor].is_clear
        ]

    def is_right(self, question: str, suspected: str) -> bool:
        """Tell whether the suspicion holds: “none” is right where nothing makes it fade."""
        fading = self.fading(question)
        return suspected in fading if fading else suspected == "none"

    def _verdict(self) -> list[Block]:
        model = self.model
        right = self.is_right(model.question, model.suspicion)
        mark: Literal["right", "wrong"] = "right" if right else "wrong"
        fading = ", ".join(self.splits[id_].name for id_ in self.fading(model.question))
        reason = (
            _("Held still, only this makes the difference fade: {factor}.").format(factor=fading)
            if fading
            else _("Whatever is held still here, the difference stays about as it was: that the "
                   "groups differ in age does not mean that age explains it.")
        )
        title = _("As you suspected.") if right else _("Not so: try what else may be held still.")
        return [Callout(mark, title, (Paragraph(reason),))]

    def _left(self, now: Held) -> str:
        ratio = ratio_words(now.ratio)
        if not self.model.still:
            return _("Among all women: hazard ratio {ratio}.").format(ratio=ratio)
        words = (
            _("With {factor} held still: hazard ratio {ratio}. The difference is still there.")
            if now.is_clear
            else _("With {factor} held still: hazard ratio {ratio}. Its interval holds 1: no "
                   "difference is left to see.")
        )
        return words.format(ratio=ratio, factor=self.splits[self.model.still].name)

    def _meaning(self) -> list[Block]:
        words = {
            "oestrogen-receptor": _(
                "The two receptors travel together, so one can look strong because of the other. "
                "Which of them leads to which, numbers cannot tell; and a factor that tells little "
                "about the course can still decide which treatment works."
            ),
            "hormone-therapy": _(
                "Only chance makes groups alike in everything, also in what nobody wrote down. "
                "Holding a few things still is the second best; a trial that lets chance decide "
                "comes first."
            ),
        }[self.model.question]
        return [Paragraph(words), sentences(self.course, CLAIMS[self.model.question])]

    def _figure(self, question: str, factor: str) -> Drawing:
        split, now = self.splits[question], self.found[question, factor]
        rows: list[Row | Head] = []
        for level in now.levels:
            rows.append(Head(upper_first(level.name)))
            rows += [
                Row(
                    split.label(group),
                    100 * level.points[group.id].share,
                    100 * level.points[group.id].low,
                    100 * level.points[group.id].high,
                    percent(level.points[group.id]),
                )
                for group in split.groups
            ]
        words = _("Alive without recurrence")
        title = _("{factor}: alive without recurrence").format(factor=split.name)
        axis = _("% after {years} years, with 95 % interval").format(years=self.years)
        narrow, wide = (
            light(svg(shares(rows, words, axis, TICKS, width))) for width in (NARROW, WIDE)
        )
        still = (
            _("{factor} held still").format(factor=self.splits[factor].name)
            if factor
            else _("all women together")
        )
        lowest, *_between, highest = sorted(
            (row for row in rows if isinstance(row, Row)), key=lambda row: row.value
        )
        caption = _(
            "{title} {years} years after diagnosis, {still}: from {lowest} to {highest}. {who}"
        ).format(
            title=title,
            years=self.years,
            still=still,
            lowest=lowest.words,
            highest=highest.words,
            who=who(self.course),
        )
        return Drawing(narrow, wide, caption)

    def _table(self, now: Held) -> Table:
        split = self.splits[self.model.question]
        rows = tuple(
            (level.name, group.name, str(level.people[group.id]), percent(level.points[group.id]))
            for level in now.levels
            for group in split.groups
        )
        share = _("Alive without recurrence at {years} years (95 % interval)")
        head = (_("Women"), split.name, _("How many"), share.format(years=self.years))
        return Table(_("Held still: the same numbers as a table"), head, rows, wide=True)
