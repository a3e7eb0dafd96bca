"""The learner lets the same treatment run many times and sees that it does not always end alike."""

import random
from collections.abc import Callable
from typing import Any, Literal

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.clinical.hidden_cells import Ending, Run, run
from course_lib.content.course import Course
from course_lib.content.hidden_cells import HiddenCells as Picture
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Option,
    Paragraph,
)
from course_lib.ui.cell_runs import CellPicture, CellRuns, Mark
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

MANY = 20
SEEDS = 2**32
ALIKE, UNLIKE, LOOK = "alike", "unlike", "look"
GUESSES = (ALIKE, UNLIKE, LOOK)
CLAIMS = ("D9", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8")
BEGINNING = ("M3", "M4", "M6")
WAKING = ("M6",)
WHY: dict[Ending, tuple[str, ...]] = {
    "nothing-left": ("D9",),
    "still-resting": ("M6",),
    "grew-soon": ("M1", "M4"),
    "woke-later": ("M6", "M8"),
}

Verdict = Literal["right", "wrong", "look", "not-shown"]


class HiddenCells(Model):
    """What the learner expects, and the seeds of the runs that are shown."""

    guess = traitlets.Enum(("", *GUESSES), default_value="")
    seeds = traitlets.Tuple()

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.chance = random.Random()
        self._past: list[tuple[int, ...]] = []
        super().__init__()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs that are shown, in the order in which they were made."""
        return tuple(run(self.picture, random.Random(seed)) for seed in self.seeds)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    def run_one(self) -> None:
        """Show one new run."""
        self._show(1)

    def run_many(self) -> None:
        """Show many new runs."""
        self._show(MANY)

    def undo(self) -> None:
        """Take the last runs back; those before them are shown again."""
        if self._past:
            self.seeds = self._past.pop()

    def reset(self) -> None:
        """Begin again, with nothing expected and nothing run."""
        self._past = []
        with self.hold_trait_notifications():
            self.guess, self.seeds = "", ()

    def verdict(self) -> Verdict | None:
        """Return how the guess stands once many have run; “not-shown” if all ended alike."""
        if len(self.seeds) < MANY or not self.guess:
            return None
        if len({one.ending for one in self.runs}) == 1:
            return "not-shown"
        if self.guess == LOOK:
            return "look"
        return "right" if self.guess == UNLIKE else "wrong"

    def state(self) -> dict[str, Any]:
        """Return the guess and the seeds, as plain data."""
        return {"guess": self.guess, "seeds": list(self.seeds)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what is no state of this."""
        seeds = tuple(state["seeds"])
        if len(seeds) not in {0, 1, MANY} or not all(isinstance(seed, int) for seed in seeds):
            raise ValueError("runs of an earlier version")
        with self.hold_trait_notifications():
            self.guess, self.seeds = state["guess"], seeds

    def _show(self, number: int) -> None:
        self._past.append(self.seeds)
        self.seeds = tuple(self.chance.randrange(SEEDS) for _one in range(number))


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the picture of hidden cells."""
    return HiddenCellsActivity(course)


class HiddenCellsActivity:
    """The warning and the guess, the cells, and what happened in words."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = HiddenCells(course.pictures["hidden-cells"])
        self.task = Panel(_("Hidden cells: a picture of an idea"), self._pressed)
        self.cells = CellRuns(_("What became of the cells"), _legend())
        self.told = Panel(_("What happened, in words"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["guess", "seeds"])
        self._follow()
        self.claims = list(CLAIMS)
        data = [course.pictures["hidden-cells"].model_dump(mode="json"),
                [course.claims[id_] for id_ in self.claims]]
        view = VBox([self.task, self.cells, self.told])
        self.shown = Shown("hidden cells", GUESSES, data, view)

    def open(self, visit: Visit) -> None:
        """Go back to the runs that were shown; new ones follow the chance of this visit."""
        self.model.chance = visit.chance
        remember(self.model, "01/hidden-cells", visit)

    def _pressed(self, key: str, value: str) -> None:
        actions: dict[str, Callable[[], None]] = {
            "guess": lambda: self.model.set_trait("guess", value),
            "one": self.model.run_one,
            "many": self.model.run_many,
            "undo": self.model.undo,
            "reset": self.model.reset,
        }
        if key in actions:
            actions[key]()

    def _follow(self) -> None:
        runs = self.model.runs
        self.task.draw(self._task())
        self.cells.draw(_stages(runs[0]) if len(runs) == 1 else _endings(runs))
        blocks, said = self._told(runs)
        self.told.draw(blocks, said)

    def _task(self) -> list[Block]:
        nothing = not self.model.seeds and not self.model.guess
        return [
            Callout("notice", _("A picture of an idea, with no medical number in it"), (
                Paragraph(self.model.picture.warning),
            )),
            Paragraph(_(
                "After an operation, some cells are hidden where no test can find them. Treatment "
                "destroys most of them. Of those that are left, some rest."
            ), chips(self.course, BEGINNING)),
            Choice(
                "guess",
                _("The same cells, the same treatment, twenty times. What do you expect?"),
                (
                    Option(ALIKE, _("It ends alike each time")),
                    Option(UNLIKE, _("It can end differently")),
                    Option(LOOK, _("I would rather look")),
                ),
                self.model.guess,
            ),
            Buttons((
                Button("one", _("Run one, step by step"), disabled=not self.model.guess),
                Button("many", _("Run twenty"), main=True, disabled=not self.model.guess),
                Button("undo", _("Take back"), disabled=not self.model.can_undo),
                Button("reset", _("Begin again"), disabled=nothing),
            )),
        ]

    def _told(self, runs: tuple[Run, ...]) -> tuple[list[Block], str]:
        if not runs:
            return [], ""
        blocks: list[Block] = []
        verdict = self.model.verdict()
        words = _verdicts()[verdict] if verdict else ""
        if verdict:
            look: Literal["right", "wrong", "notice"] = "notice"
            if verdict in {"right", "wrong"}:
                look = "right" if verdict == "right" else "wrong"
            blocks.append(Callout(look, words, (
                Paragraph(_("The treatment was the same each time. What differed is whether a cell "
                            "was left, and whether a resting one woke. What wakes cells is not "
                            "fully known."), chips(self.course, WAKING)),
            )))
        met: list[Ending] = [one for one in WHY if one in {made.ending for made in runs}]
        lines = []
        for ending in met:
            which = [str(n) for n, made in enumerate(runs, start=1) if made.ending == ending]
            text = _ending_words()[ending]
            if len(runs) > 1:
                text = _("{ending} Runs: {numbers}.").format(
                    ending=text, numbers=", ".join(which))
            lines.append(Paragraph(text, chips(self.course, WHY[ending])))
        blocks.append(Bullets(tuple(lines), _("What happened, in words")))
        return blocks, words or lines[0].text


def _legend() -> dict[Mark, str]:
    return {
        "hidden": _("hidden"),
        "killed": _("destroyed"),
        "resting": _("resting"),
        "growing": _("growing"),
    }


def _ending_names() -> dict[Ending, str]:
    return {
        "nothing-left": _("nothing left"),
        "still-resting": _("still resting"),
        "grew-soon": _("grew soon"),
        "woke-later": _("woke later"),
    }


def _ending_words() -> dict[Ending, str]:
    return {
        "nothing-left": _("Nothing was left: treatment has done what it is meant to do."),
        "still-resting": _("Cells are still resting. Nothing can be seen of them, and nothing "
                           "has come back."),
        "grew-soon": _("A cell that was left grew on at once: the cancer came back soon."),
        "woke-later": _("A resting cell woke and grew: the cancer came back after a long time "
                        "of quiet."),
    }


def _verdicts() -> dict[Verdict, str]:
    return {
        "right": _("As you expected: it does not always end alike."),
        "wrong": _("It does not always end alike."),
        "look": _("You have looked: it does not always end alike."),
        "not-shown": _("This time all twenty ended alike. Run them once more."),
    }


def _stages(one: Run) -> list[CellPicture]:
    before: list[Mark] = ["hidden" for _fate in one.fates]
    after: list[Mark] = ["killed" if fate == "killed" else "hidden" for fate in one.fates]
    left = len(after) - after.count("killed")
    return [
        CellPicture(_("After the operation"), tuple(before), _("hidden cells")),
        CellPicture(
            _("After treatment"), tuple(after), _("some are left") if left else _("nothing left")
        ),
        CellPicture(
            _("Soon after") if one.ending == "grew-soon" else _("Long after"),
            one.fates, _ending_names()[one.ending],
        ),
    ]


def _endings(runs: tuple[Run, ...]) -> list[CellPicture]:
    return [
        CellPicture(str(number), one.fates, _ending_names()[one.ending])
        for number, one in enumerate(runs, start=1)
    ]
