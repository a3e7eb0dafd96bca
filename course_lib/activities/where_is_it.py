"""The learner chooses where cancer is found and sees which type of recurrence that is, and why."""

from typing import Any

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.clinical.case import Case, FirstCancer, Found
from course_lib.clinical.recurrence import (
    Classification,
    ContradictionError,
    Type,
    Verdict,
    answered,
    classify,
)
from course_lib.content.asks import Ask
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.sites import Site
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
)
from course_lib.ui.body_map import BodyMap, spot_id
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

UNKNOWN = "unknown"
MARKS = {
    Type.LOCAL_BREAST: "here",
    Type.LOCAL_CHEST_WALL: "here",
    Type.REGIONAL: "regional",
    Type.DISTANT: "distant",
    Type.NEW_PRIMARY: "new",
    Type.CANNOT_TELL: "open",
}


class WhereIsIt(Model):
    """The case that the learner is building: first cancer, findings, and answers given so far.

    `adding` is true while the next place joins the others instead of replacing the last one.
    """

    first = traitlets.Instance(FirstCancer)
    found = traitlets.Tuple()
    adding = traitlets.Bool(False)

    def __init__(self, course: Course) -> None:
        self.course = course
        self._past: list[tuple[FirstCancer, tuple[Found, ...]]] = []
        super().__init__(first=FirstCancer(side="left", operation="lumpectomy"))

    @property
    def case(self) -> Case | None:
        """The case so far, or None before a place has been chosen."""
        return Case(first=self.first, found=self.found) if self.found else None

    def set_first(self, **facts: str | None) -> None:
        """Change the first cancer; answers that depended on it are asked again."""
        first = FirstCancer.model_validate({**self.first.model_dump(), **facts})
        self._change(first, tuple(Found(place=f.place, side=f.side) for f in self.found))

    def choose(self, place: str, side: str) -> None:
        """Name the place of a finding; raises KeyError for a place that is not known."""
        site = self.course.sites[place]
        found = Found.model_validate({"place": place, "side": side if site.paired else None})
        kept = self.found if self.adding else self.found[:-1]
        already = any((f.place, f.side) == (found.place, found.side) for f in kept)
        self._change(self.first, kept if already else (*kept, found))

    def answer(self, index: int, ask: Ask, answer: int) -> None:
        """Give an answer to a question about finding number `index`."""
        if self.case:
            case = answered(self.case, ask, index, answer)
            self._change(case.first, case.found)

    def add(self) -> None:
        """Let the next place join the ones already chosen."""
        self.adding = True

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            first, found = self._past.pop()
            with self.hold_trait_notifications():
                self.first, self.found, self.adding = first, found, False

    def reset(self) -> None:
        """Begin again with no place chosen."""
        self._change(self.first, ())

    def state(self) -> dict[str, Any]:
        """Return the case and whether a place is to be added, as plain data."""
        found = [one.model_dump(mode="json") for one in self.found]
        return {"first": self.first.model_dump(mode="json"), "found": found, "adding": self.adding}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError or KeyError where a place is known no more."""
        first = FirstCancer.model_validate(state["first"])
        found = tuple(Found.model_validate(one) for one in state["found"])
        for one in found:
            self.course.sites[one.place]
        with self.hold_trait_notifications():
            self.first, self.found, self.adding = first, found, bool(state["adding"])

    def _change(self, first: FirstCancer, found: tuple[Found, ...]) -> None:
        if (first, found) == (self.first, self.found):
            return
        self._past.append((self.first, self.found))
        with self.hold_trait_notifications():
            self.first, self.found, self.adding = first, found, False


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the body map of a lesson."""
    return WhereIsItActivity(course)


class WhereIsItActivity:
    """The body map with the answer beside it."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = WhereIsIt(course)
        self.spots = {
            spot_id(site.id, side): (site, side)
            for site in course.sites.values()
            for side in (("right", "left") if site.paired else ("",))
        }
        self.controls = Panel(_("The first cancer"), self._set_first)
        self.map = BodyMap(
            places=[
                {"id": id_, "site": site.id, "side": side, "name": _spoken(site, side)}
                for id_, (site, side) in self.spots.items()
            ]
        )
        self.answer = Panel(_("What this is, and why"), self._pressed)
        self._following = False
        self.map.observe(self._chosen_on_map, "chosen")
        self.model.observe(lambda _change: self._follow(), ["first", "found", "adding"])
        self._follow()
        view = VBox([self.controls, self.map, self.answer])
        view.add_class("course-where")
        self.claims = _claims_used(course)
        words = {id_: course.claims[id_] for id_ in self.claims}
        data = [course.sites, course.types, course.asks, words]
        self.shown = Shown("body map", list(course.sites), [list(d.values()) for d in data], view)

    def open(self, visit: Visit) -> None:
        """Go back to the case that the learner has built."""
        remember(self.model, "02/where-is-it", visit)

    def _set_first(self, key: str, value: str) -> None:
        self.model.set_first(**{key: None if value == UNKNOWN else value})

    def _chosen_on_map(self, change: dict[str, Any]) -> None:
        if change["new"] and not self._following:
            site, side = self.spots[change["new"]]
            self.model.choose(site.id, side)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["ask", index, id_]:
                self.model.answer(int(index), self.course.asks[id_], int(value))
            case ["add"]:
                self.model.add()
            case ["undo"]:
                self.model.undo()
            case ["reset"]:
                self.model.reset()

    def _follow(self) -> None:
        first, found = self.model.first, self.model.found
        self.controls.draw(_first_blocks(first))
        self._following = True  # what the model says to the map is no choice of the learner
        with self.map.hold_sync():
            self.map.first_side = first.side or ""
            self.map.operation = first.operation or ""
            self.map.chosen = spot_id(found[-1].place, found[-1].side or "") if found else ""
            try:
                answer = classify(self.model.case, self.course) if self.model.case else None
                self.map.marks = _marks(answer) if answer else {}
                blocks, said = self._answer(answer) if answer else self._invitation()
            except ContradictionError as contradiction:
                self.map.marks = {}
                blocks, said = self._refused(contradiction)
        self._following = False
        self.answer.draw([*blocks, self._ways_on()], said)

    def _invitation(self) -> tuple[list[Block], str]:
        words = _("Choose a place on the map, or from the list below it.")
        return [Paragraph(words)], words

    def _refused(self, contradiction: ContradictionError) -> tuple[list[Block], str]:
        words = tuple(Paragraph(sentence) for sentence in contradiction.sentences)
        return [Callout("notice", _("There is nothing to name."), words)], words[0].text

    def _answer(self, answer: Classification) -> tuple[list[Block], str]:
        name = self.course.types[answer.type].name
        blocks: list[Block] = [Heading(name, 2), *self._standing(answer)]
        blocks.append(
            Bullets(
                tuple(
                    Paragraph(reason.text, chips(self.course, reason.claims))
                    for reason in answer.reasons
                ),
                _("Why"),
            )
        )
        for index, verdict in enumerate(answer.verdicts):
            blocks += self._asks(index, verdict, several=len(answer.verdicts) > 1)
        if answer.is_not:
            words = tuple(
                Paragraph(reason.text, chips(self.course, reason.claims))
                for reason in answer.is_not
            )
            blocks.append(Details("is-not", _("What it is not"), (Bullets(words),)))
        return blocks, f"{name}. {answer.reasons[-1].text}"

    def _standing(self, answer: Classification) -> list[Block]:
        """Say how firmly the answer stands."""
        types = self.course.types
        lines: list[Block] = []
        if answer.type is Type.SEVERAL:
            named = ", ".join(types[type_].name for type_ in answer.types)
            lines.append(Paragraph(named, strong=True))
            if answer.farthest:
                lines.append(
                    Paragraph(
                        _("The farthest decides what treatment can aim for: {name}.").format(
                            name=types[answer.farthest].name.lower()
                        )
                    )
                )
        if answer.leaning:
            lines.append(
                Paragraph(
                    _("It may be: {name}. But something must be known first.").format(
                        name=types[answer.leaning].name.lower()
                    )
                )
            )
        elif answer.provisional and answer.types:
            lines.append(Paragraph(_("Provisional: this holds if the facts below bear it out.")))
        if answer.disputed:
            lines.append(
                Callout(
                    "notice",
                    _("The sources part here."),
                    (Paragraph(_("Read the reasons below with their sources, and ask the team.")),),
                )
            )
        return lines

    def _asks(self, index: int, verdict: Verdict, several: bool) -> list[Block]:
        blocks: list[Block] = []
        for ask in verdict.asks:
            place = self.course.sites[verdict.found.place].name
            title = _("Ask first: {place}").format(place=place) if several else _("Ask first")
            words: list[Block] = [
                Paragraph(ask.question, strong=True),
                Paragraph(ask.why, chips(self.course, ask.claims)),
            ]
            if ask.answers:
                options = tuple(
                    Option(str(n), answer.text) for n, answer in enumerate(ask.answers)
                )
                words.append(Choice(f"ask:{index}:{ask.id}", _("If the answer is"), options))
            blocks.append(Callout("notice", title, tuple(words)))
        return blocks

    def _ways_on(self) -> Buttons:
        nothing = not self.model.found
        add = _("Now choose the other place") if self.model.adding else _("Add another place")
        return Buttons(
            (
                Button("add", add, disabled=nothing or self.model.adding),
                Button("undo", _("Take back"), disabled=not self.model._past),
                Button("reset", _("Begin again"), disabled=nothing),
            )
        )


def _first_blocks(first: FirstCancer) -> list[Block]:
    return [
        Choice(
            "side",
            _("Side of the first cancer"),
            (
                Option("right", _("Right")),
                Option("left", _("Left")),
                Option(UNKNOWN, _("Not known")),
            ),
            first.side or UNKNOWN,
            look="switch",
        ),
        Choice(
            "operation",
            _("First operation"),
            (
                Option("lumpectomy", _("Lumpectomy (breast kept)")),
                Option("mastectomy", _("Mastectomy (breast removed)")),
                Option(UNKNOWN, _("Not known")),
            ),
            first.operation or UNKNOWN,
            look="switch",
        ),
    ]


def _spoken(site: Site, side: str) -> str:
    sides = {"right": _("right"), "left": _("left")}
    return f"{site.name}, {sides[side]}" if side else site.name


def _marks(answer: Classification) -> dict[str, str]:
    return {
        spot_id(v.found.place, v.found.side or ""): "disputed" if v.disputed else MARKS[v.type]
        for v in answer.verdicts
    }


def _claims_used(course: Course) -> list[str]:
    """Return every claim the map can show."""
    used = {claim for type_ in course.types.values() for claim in type_.claims}
    used |= {claim for ask in course.asks.values() for claim in ask.claims}
    for site in course.sites.values():
        used |= set(site.same_side.claims)
        used |= set(site.other_side.claims) if site.other_side else set()
    return sorted(used)
