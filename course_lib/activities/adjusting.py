"""The learner says which factor will fade once the others are held still, then sees it."""

from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import (
    COHORT_CLAIMS,
    cohort_notice,
    is_clear,
    ratio_words,
    sentences,
    who,
)
from course_lib.clinical.cohort import Ratio, Split, women
from course_lib.clinical.cohort_splits import ratios, splits
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.figures.drawing import NARROW, WIDE, light, svg
from course_lib.figures.forest import Row, forest
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Drawing,
    Option,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

LOOK = "look"
VIEWS = ("alone", "adjusted")
TICKS = (0.25, 0.5, 1, 2, 4, 8)
CLAIMS = ("gbsg2-oestrogen-adjusted", "gbsg-dominant-factors")

Found = dict[tuple[str, str], Ratio]


class Adjusting(Model):
    """Which ratios are shown, and which factor the learner expects to fade."""

    view = traitlets.Enum(VIEWS, default_value="alone")
    expected = traitlets.Unicode()

    def __init__(self, all_splits: dict[str, Split]) -> None:
        self.splits = all_splits
        everyone = women()
        together = ratios(list(all_splits.values()), everyone)
        alone: Found = {}
        for split in all_splits.values():
            alone |= ratios([split], everyone)
        self.ratios: dict[str, Found] = {"alone": alone, "adjusted": together}
        super().__init__()

    def fades(self, factor: str) -> bool:
        """Tell whether `factor` is clear alone, and no part of it is clear once adjusted."""
        return self._clear("alone", factor) and not self._clear("adjusted", factor)

    def expect(self, factor: str) -> None:
        """Say which factor will fade; raises KeyError for one that is not there."""
        self.expected = factor if factor == LOOK else self.splits[factor].id
        self.view = "adjusted"

    def look_at(self, view: str) -> None:
        """Show each factor alone, or all held against each other."""
        self.view = view

    def reset(self) -> None:
        """Begin again."""
        with self.hold_trait_notifications():
            self.view, self.expected = "alone", ""

    def state(self) -> dict[str, Any]:
        """Return the view and what was expected, as plain data."""
        return {"view": self.view, "expected": self.expected}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError for a factor that is there no more."""
        expected = state["expected"]
        if expected not in ("", LOOK):
            expected = self.splits[expected].id
        with self.hold_trait_notifications():
            self.view, self.expected = state["view"], expected

    def _clear(self, view: str, factor: str) -> bool:
        found = self.ratios[view]
        return any(is_clear(ratio) for (split, _group), ratio in found.items() if split == factor)


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the forest plot with its switch."""
    return AdjustingActivity(course)


class AdjustingActivity:
    """Hazard ratios alone and adjusted, as a forest plot and a table."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = Adjusting(splits(course.numbers))
        self.figures = {view: self._figure(view) for view in VIEWS}
        self.panel = Panel(_("Alone, or held against the others"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["view", "expected"])
        self._follow()
        self.claims = sorted({*COHORT_CLAIMS, *CLAIMS})
        self.shown = Shown(
            "adjusting", list(self.model.splits),
            [figure.narrow for figure in self.figures.values()], self.panel,
        )

    def open(self, visit: Visit) -> None:
        """Go back to where the learner was."""
        remember(self.model, "04/adjusting", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "expected":
                self.model.expect(value)
            case "view":
                self.model.look_at(value)
            case "reset":
                self.model.reset()

    def _follow(self) -> None:
        model = self.model
        explained = Paragraph(
            _("A hazard ratio compares two groups at every moment: above 1 the event came more "
              "often than in the group they are compared with, below 1 less often. A hollow mark "
              "means that its interval holds 1, so that no difference is not ruled out.")
        )
        blocks: list[Block] = [explained]
        if model.expected:
            blocks += [self._switch(), *self._verdict()]
        else:
            blocks.append(self._question())
        blocks += [
            self.figures[model.view],
            Details("table", _("The numbers"), (self._table(model.view),)),
            cohort_notice(self.course),
            Buttons((Button("reset", _("Start again"), disabled=not model.expected),)),
        ]
        self.panel.draw(blocks, self._said())

    def _switch(self) -> Choice:
        options = (
            Option("alone", _("Each factor alone")),
            Option("adjusted", _("Each held against all others")),
        )
        return Choice("view", _("Show"), options, self.model.view, look="switch")

    def _question(self) -> Choice:
        options = tuple(Option(id_, split.name) for id_, split in self.model.splits.items())
        label = _(
            "Below stands each factor alone. Which one do you expect to fade, once women are "
            "compared who are alike in all the others?"
        )
        return Choice("expected", label, (*options, Option(LOOK, _("Just show me"))))

    def _verdict(self) -> list[Block]:
        model = self.model
        fading = ", ".join(s.name for id_, s in model.splits.items() if model.fades(id_))
        words = _("These fade: {factors}. Each stood clear of 1 alone; adjusted, its interval "
                  "holds 1.").format(factors=fading)
        meaning = _(
            "A factor fades when it travels with another one that tells more. Numbers cannot say "
            "which comes first: if one leads to the other, adjusting hides a part of what it does."
        )
        look: Literal["right", "wrong", "notice"] = "notice"
        title = _("See what is left.")
        if model.expected != LOOK:
            look = "right" if model.fades(model.expected) else "wrong"
            title = (
                _("As you expected.") if look == "right"
                else _("Not that one: some of it stays clear of 1, or it was not clear before.")
            )
        return [
            Callout(look, title, (Paragraph(words), Paragraph(meaning))),
            sentences(self.course, CLAIMS),
        ]

    def _said(self) -> str:
        names = {"alone": _("Each factor alone."), "adjusted": _("Each held against all others.")}
        return names[self.model.view]

    def _figure(self, view: str) -> Drawing:
        rows = [
            Row(name, ratio.value, ratio.low, ratio.high, ratio_words(ratio))
            for name, ratio in self._named(view)
        ]
        titles = {
            "alone": _("Hazard ratio, each factor alone"),
            "adjusted": _("Hazard ratio, each adjusted for all"),
        }
        axis = _("less often than compared – more often")
        narrow, wide = (
            light(svg(forest(rows, titles[view], axis, TICKS, width))) for width in (NARROW, WIDE)
        )
        clear = [
            f"{name} {ratio_words(ratio)}" for name, ratio in self._named(view) if is_clear(ratio)
        ]
        caption = _(
            "{title}, with 95 % intervals, over the whole time of follow-up. Clear of 1: {clear}. "
            "{who}"
        ).format(title=titles[view], clear="; ".join(clear) or _("none"), who=who(self.course))
        return Drawing(narrow, wide, caption)

    def _table(self, view: str) -> Table:
        against = {
            split.label(group): next(g.name for g in split.groups if g.id == split.reference)
            for split in self.model.splits.values()
            for group in split.compared
        }
        rows = tuple(
            (name, against[name], ratio_words(ratio)) for name, ratio in self._named(view)
        )
        head = (_("Group"), _("Compared with"), _("Hazard ratio (95 % interval)"))
        return Table(_("Factor by factor: the same numbers as a table"), head, rows, wide=True)

    def _named(self, view: str) -> list[tuple[str, Ratio]]:
        found = self.model.ratios[view]
        return [
            (split.label(group), found[split.id, group.id])
            for split in self.model.splits.values()
            for group in split.compared
        ]
