"""The learner expects which women of GBSG2 fared worst, then sees their curves, factor by factor.

An expectation is answered from the curves: right, close where the intervals touch, or not so.
"""

from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import (
    COHORT_CLAIMS,
    cohort_notice,
    curves_drawing,
    curves_of,
    curves_table,
    percent,
    sentences,
    years,
)
from course_lib.clinical.cohort import Curve, LogRank, Split, log_rank
from course_lib.clinical.cohort_splits import splits
from course_lib.content.course import Course
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
    Details,
    Heading,
    Option,
    Paragraph,
    Progress,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

LOOK = "look"  # the answer of a learner who only wants to see
SMALLEST_P = 0.001

BEHIND = {
    "nodes": ("gbsg2-by-nodes", "gbsg-dominant-factors", "R1"),
    "size": ("recurrence-factors-netherlands", "R2"),
    "grade": ("recurrence-factors-netherlands", "R10"),
    "age": ("recurrence-factors-netherlands", "R5"),
    "oestrogen-receptor": ("gbsg2-oestrogen-crude",),
    "progesterone-receptor": ("gbsg-dominant-factors",),
    "hormone-therapy": ("gbsg-tamoxifen-unclear", "tamoxifen-five-years", "R7"),
}

Verdict = Literal["right", "close", "wrong", "look"]


class RiskLab(Model):
    """Which factor is looked at, and what the learner expected of each: a group, or “look”."""

    factor = traitlets.Unicode()
    expected = traitlets.Dict()

    def __init__(self, all_splits: dict[str, Split]) -> None:
        self.splits = all_splits
        self.curves = {id_: curves_of(split) for id_, split in all_splits.items()}
        super().__init__(factor=next(iter(all_splits)))

    @property
    def split(self) -> Split:
        """The factor that is looked at."""
        return self.splits[self.factor]

    @property
    def answered(self) -> str:
        """What the learner expected of the factor; empty before they have said it."""
        answer: str = self.expected.get(self.factor, "")
        return answer

    def look_at(self, factor: str) -> None:
        """Turn to `factor`; raises KeyError for one that is not there."""
        self.factor = self.splits[factor].id

    def expect(self, group: str) -> None:
        """Say which group fares worst; raises ValueError for a group that is not there."""
        self._check(self.factor, group)
        self.expected = {**self.expected, self.factor: group}

    def next(self) -> None:
        """Turn to the next factor; after the last comes the first."""
        ids = list(self.splits)
        self.factor = ids[(ids.index(self.factor) + 1) % len(ids)]

    def reset(self) -> None:
        """Begin again, with nothing expected yet."""
        with self.hold_trait_notifications():
            self.factor = next(iter(self.splits))
            self.expected = {}

    def worst(self, at: int) -> str:
        """Return the group of the factor with the fewest alive without recurrence at `at` years."""
        curves = self.curves[self.factor]
        return min(curves, key=lambda group: curves[group].at(at).share)

    def verdict(self, at: int) -> Verdict:
        """Return how the expectation stands; “close” where the intervals at `at` years touch."""
        if self.answered == LOOK:
            return "look"
        worst = self.worst(at)
        if self.answered == worst:
            return "right"
        curves = self.curves[self.factor]
        touch = curves[self.answered].at(at).low <= curves[worst].at(at).high
        return "close" if touch else "wrong"

    def state(self) -> dict[str, Any]:
        """Return the factor and what was expected, as plain data."""
        return {"factor": self.factor, "expected": dict(self.expected)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what is there no more."""
        for factor, group in state["expected"].items():
            self._check(factor, group)
        with self.hold_trait_notifications():
            self.factor = self.splits[state["factor"]].id
            self.expected = dict(state["expected"])

    def _check(self, factor: str, group: str) -> None:
        if group not in (*self.curves[factor], LOOK):
            raise ValueError(f"“{factor}” has no group “{group}”")


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the risk lab."""
    return RiskLabActivity(course)


class RiskLabActivity:
    """The question, then the curves, with whose data they are always beside them."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = RiskLab(splits(course.numbers))
        self.years = years(course)
        # Drawn before the learner comes: a figure takes longer than an answer may.
        self.figures = {
            id_: curves_drawing(course, split, self.model.curves[id_])
            for id_, split in self.model.splits.items()
        }
        self.tests = {id_: _log_rank(curves) for id_, curves in self.model.curves.items()}
        self.panel = Panel(_("Risk lab"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["factor", "expected"])
        self._follow()
        self.claims = sorted({*COHORT_CLAIMS, *(one for ids in BEHIND.values() for one in ids)})
        shown = [
            [figure.narrow for figure in self.figures.values()],
            [course.claims[id_] for id_ in self.claims],
        ]
        self.shown = Shown("risk lab", list(self.model.splits), shown, self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the factor that the learner looked at."""
        remember(self.model, "04/risk-lab", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "factor":
                self.model.look_at(value)
            case "expected":
                self.model.expect(value)
            case "next":
                self.model.next()
            case "reset":
                self.model.reset()

    def _follow(self) -> None:
        model = self.model
        options = tuple(Option(id_, split.name) for id_, split in model.splits.items())
        blocks: list[Block] = [
            Choice("factor", _("Tell the women apart by"), options, model.factor, look="menu")
        ]
        if model.answered:
            blocks += self._answer()
            shares = self._shares()
            said = " ".join([self._title(), shares.label, *(one.text for one in shares.items)])
        else:
            question = self._question()
            blocks.append(question)
            said = question.label
        seen, total = len(model.expected), len(model.splits)
        count = _("{n} of {all} factors looked at").format(n=seen, all=total)
        blocks += [
            Progress(seen, total, count),
            Buttons(
                (
                    Button("next", _("Next factor"), main=bool(model.answered)),
                    Button("reset", _("Start again"), disabled=not model.expected),
                )
            ),
        ]
        self.panel.draw(blocks, said)

    def _question(self) -> Choice:
        split = self.model.split
        groups = tuple(Option(group.id, group.name) for group in split.groups)
        label = _(
            "{factor}: which group do you expect to have the fewest women alive without "
            "recurrence after {years} years?"
        ).format(factor=split.name, years=self.years)
        return Choice("expected", label, (*groups, Option(LOOK, _("Just show me"))))

    def _answer(self) -> list[Block]:
        split, curves = self.model.split, self.model.curves[self.model.factor]
        looks: dict[Verdict, Literal["right", "wrong", "notice"]] = {
            "right": "right", "close": "notice", "wrong": "wrong", "look": "notice"
        }
        look = looks[self.model.verdict(self.years)]
        shares = self._shares()
        return [
            Callout(look, self._title(), (Paragraph(shares.label), shares)),
            self.figures[split.id],
            Details("table", _("The numbers"), (curves_table(self.course, split, curves),)),
            cohort_notice(self.course),
            Heading(_("What else is known"), 4),
            sentences(self.course, BEHIND[split.id]),
            Details("log-rank", _("More: could chance alone do this?"), self._chance()),
        ]

    def _title(self) -> str:
        return {
            "right": _("As you expected."),
            "close": _("Close: at that time the two bands overlap, so the curves alone do not tell "
                       "these groups apart for sure."),
            "wrong": _("Not so: look at the lowest curve."),
            "look": _("Look at the lowest curve."),
        }[self.model.verdict(self.years)]

    def _shares(self) -> Bullets:
        curves = self.model.curves[self.model.factor]
        label = _("Alive without recurrence after {years} years (95 % interval)").format(
            years=self.years
        )
        named = (
            _("{group}: {share}").format(
                group=group.name, share=percent(curves[group.id].at(self.years))
            )
            for group in self.model.split.groups
        )
        return Bullets(tuple(Paragraph(words) for words in named), label)

    def _chance(self) -> tuple[Block, ...]:
        test = self.tests[self.model.factor]
        return (
            Paragraph(
                _("Log-rank test of the whole curves: chi-squared {value:.1f} with {degrees} "
                  "degrees of freedom, p {p}.").format(
                    value=test.chi_squared, degrees=test.degrees, p=p_words(test.p)
                )
            ),
            Paragraph(
                _("The p value answers one question only: if the groups did not differ at all, "
                  "how often would chance bring curves at least this far apart? It does not say "
                  "why they differ, how much it matters, or what will happen to one person.")
            ),
        )


def p_words(p: float) -> str:
    """Return a p value as it is printed."""
    return f"= {p:.3f}" if p >= SMALLEST_P else f"< {SMALLEST_P}"


def _log_rank(curves: dict[str, Curve]) -> LogRank:
    return log_rank([curve.times for curve in curves.values()])
