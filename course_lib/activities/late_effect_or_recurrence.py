"""The learner answers ten years of a survivor's calls, and sees what was missed or over-called."""

from collections import Counter
from typing import Any

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.urgency_words import ask_how_fast, how_it_stands
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.names import level_name, standing_name
from course_lib.content.survivors import YEARS, Call, Found, Survivor
from course_lib.content.urgency import LEVELS, Level, Standing
from course_lib.language import _, ngettext
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
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown
from course_lib.ui.timeline import Timeline

NOT_CHOSEN = -1


class Decade(Model):
    """The survivor on the line, and what the learner has answered to whom.

    `answers` holds a level for each call answered, by survivor; `at` is the call on the table, and
    the number of calls on the closing page. What has been answered stands until the story is begun
    again: a call is taken once.
    """

    survivor = traitlets.Unicode()
    answers = traitlets.Dict()
    at = traitlets.Int(0)

    def __init__(self, course: Course) -> None:
        self.course = course
        first = min(course.survivors.values(), key=lambda person: person.path)
        super().__init__(survivor=first.id)

    @property
    def person(self) -> Survivor:
        """The survivor on the line."""
        return self.course.survivors[self.survivor]

    @property
    def call(self) -> Call | None:
        """The call on the table, or None on the closing page."""
        return self.person.calls[self.at] if self.at < len(self.person.calls) else None

    def answered(self, call: Call) -> Level | None:
        """Return what the learner has answered to `call`, or None."""
        level: Level | None = self.answers.get(self.survivor, {}).get(call.id)
        return level

    def standing(self, call: Call) -> Standing | None:
        """Return how the answer to `call` stands, or None before it is given."""
        level = self.answered(call)
        return call.judgement.standing(level) if level else None

    def meet(self, survivor: str) -> None:
        """Take the calls of `survivor`, where they were left; raises KeyError for nobody's id."""
        calls = self.course.survivors[survivor].calls
        with self.hold_trait_notifications():
            self.survivor = survivor
            self.at = min(len(self.answers.get(survivor, {})), len(calls))

    def answer(self, level: Level) -> None:
        """Answer the call on the table; an answer given already stands."""
        call = self.call
        if call is None or self.answered(call):
            return
        call.judgement.standing(level)
        mine = {**self.answers.get(self.survivor, {}), call.id: level}
        self.answers = {**self.answers, self.survivor: mine}

    def go(self, steps: int) -> None:
        """Look back, or go on to the next call once this one is answered."""
        if steps > 0 and self.call and not self.answered(self.call):
            return
        self.at = min(max(self.at + steps, 0), len(self.person.calls))

    def again(self) -> None:
        """Begin the story of this survivor again, unanswered."""
        with self.hold_trait_notifications():
            self.answers = {k: v for k, v in self.answers.items() if k != self.survivor}
            self.at = 0

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        answers = {survivor: dict(levels) for survivor, levels in self.answers.items()}
        return {"survivor": self.survivor, "answers": answers, "at": self.at}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what the course has no more."""
        answers: dict[str, dict[str, Level]] = {}
        for id_, levels in dict(state["answers"]).items():
            calls = [call.id for call in self.course.survivors[id_].calls]
            if list(levels) != calls[: len(levels)] or not set(levels.values()) <= set(LEVELS):
                raise ValueError(f"the calls of {id_} have changed")
            answers[id_] = dict(levels)
        survivor, at = str(state["survivor"]), int(state["at"])
        if not 0 <= at <= min(
            len(answers.get(survivor, {})), len(self.course.survivors[survivor].calls)
        ):
            raise ValueError("no such call")
        with self.hold_trait_notifications():
            self.survivor, self.answers, self.at = survivor, answers, at


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the calls of ten years."""
    return DecadeActivity(course, lesson)


class DecadeActivity:
    """Who calls, the line of ten years, and the call with its answer."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/late-effect-or-recurrence"
        self.model = Decade(course)
        self.who = Panel(_("Who calls"), self._pressed)
        self.line = Timeline(
            rows=[level_name(level) for level in LEVELS],
            years=YEARS,
            axis=_("Years since the first treatment"),
            legend={
                "asked": _("what can be defended"),
                "best": _("best"),
                "defensible": _("defensible"),
                "missed": _("missed"),
                "over-called": _("over-called"),
            },
        )
        self.panel = Panel(_("Late effect or recurrence?"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["survivor", "answers", "at"])
        self._follow()
        self.claims = sorted({c for person in course.survivors.values() for c in person.claims})
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown(
            "calls of ten years",
            list(course.survivors),
            [list(course.survivors.values()), words],
            VBox([self.who, self.line, self.panel]),
        )

    def open(self, visit: Visit) -> None:
        """Take the learner back to the call on the table."""
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "who":
                self.model.meet(value)
            case "level":
                self.model.answer(_level(value))
            case "next":
                self.model.go(1)
            case "back":
                self.model.go(-1)
            case "again":
                self.model.again()

    def _follow(self) -> None:
        self.who.draw([self._people(), Paragraph(self.model.person.first)])
        call = self.model.call
        with self.line.hold_sync():
            self.line.label = _("The calls of {name}").format(name=self.model.person.name)
            self.line.told = call is None
            self.line.stops = [self._stop(one) for one in self.model.person.calls]
        if call is None:
            self.panel.draw(self._closing(), self._sum())
        else:
            self.panel.draw(self._call(call), self._said(call))

    def _people(self) -> Choice:
        groups = {"core": _("Begin with these"), "more": _("When you have time")}
        options = tuple(
            Option(person.id, person.name, group=groups[person.path])
            for person in sorted(self.course.survivors.values(), key=lambda p: p.path)
        )
        return Choice("who", _("Whose calls do you take?"), options, self.model.survivor, "menu")

    def _stop(self, call: Call) -> dict[str, Any]:
        done = self.model.answered(call)
        here = call is self.model.call
        name = _("Year {n}").format(n=max(1, round(call.year)))
        stop: dict[str, Any] = {"year": call.year, "name": name}
        if self.model.call is not None:
            state = "here" if here else "behind" if done else "ahead"
            words = {"here": _("the call now"), "behind": _("answered"), "ahead": _("to come")}
            return {**stop, "state": state, "words": words[state]}
        accepted = [
            LEVELS.index(level) for level in (call.judgement.best, *call.judgement.defensible)
        ]
        standing = self.model.standing(call)
        return {
            **stop,
            "state": "behind",
            "words": f"{level_name(done)}. {standing_name(standing)}." if done and standing else "",
            "chosen": LEVELS.index(done) if done else NOT_CHOSEN,
            "low": min(accepted),
            "high": max(accepted),
            "look": standing or "",
        }

    def _call(self, call: Call) -> list[Block]:
        total, n = len(self.model.person.calls), self.model.at + 1
        level = self.model.answered(call)
        blocks: list[Block] = [
            Progress(n, total, _("Call {n} of {all}").format(n=n, all=total)),
            Heading(call.when),
            Paragraph(call.says),
            ask_how_fast("level", level, call.judgement),
        ]
        if level:
            others = tuple(
                Paragraph(f"{level_name(other)}: {call.reasons[other]}")
                for other in LEVELS
                if other != level
            )
            blocks += [
                how_it_stands(
                    self.course, call.judgement, level, call.reasons[level], call.claims
                ),
                Details(f"others:{call.id}", _("Why not the other answers"), (Bullets(others),)),
                Callout("notice", _("What came of it"), (Paragraph(call.then),)),
            ]
        last = n == total
        onward = _("See the ten years") if last else _("Next call")
        blocks.append(
            Buttons(
                (
                    Button("back", _("Back"), disabled=self.model.at == 0),
                    Button("next", onward, main=True, disabled=level is None),
                )
            )
        )
        return blocks

    def _said(self, call: Call) -> str:
        level = self.model.answered(call)
        if not level:
            return f"{call.when}. {call.says}"
        return f"{standing_name(call.judgement.standing(level))}. {call.reasons[level]} {call.then}"

    def _closing(self) -> list[Block]:
        person = self.model.person
        rows = []
        for call in person.calls:
            level, standing = self.model.answered(call), self.model.standing(call)
            asked = [
                one for one in LEVELS if one in {call.judgement.best, *call.judgement.defensible}
            ]
            rows.append(
                (
                    call.when,
                    level_name(level) if level else "",
                    _(" or ").join(level_name(one) for one in asked),
                    standing_name(standing) if standing else "",
                    found_name(call.found),
                )
            )
        head = (
            _("Call"), _("You chose"), _("Can be defended"), _("How it stands"), _("What it was"),
        )
        caption = _("Ten years of {name}").format(name=person.name)
        return [
            Heading(caption),
            Paragraph(self._sum(), strong=True),
            Bullets(
                (
                    Paragraph(_("What is missed costs time that may not come back.")),
                    Paragraph(
                        _(
                            "What is over-called costs too: fear, a journey, and a place that "
                            "somebody else needed."
                        )
                    ),
                    Paragraph(
                        _("An easy reason, offered by the person or by you, is not an examination.")
                    ),
                ),
                _("Both cost"),
            ),
            Table(caption, head, tuple(rows), wide=True),
            Buttons(
                (
                    Button("back", _("Back to the last call")),
                    Button("again", _("Begin this story again")),
                )
            ),
        ]

    def _sum(self) -> str:
        standings = Counter(self.model.standing(call) for call in self.model.person.calls)
        good = standings["best"] + standings["defensible"]
        total = len(self.model.person.calls)
        return " ".join(
            [
                _("{good} of {all} calls answered as can be defended.").format(
                    good=good, all=total
                ),
                ngettext("One missed.", "{n} missed.", standings["missed"]).format(
                    n=standings["missed"]
                ),
                ngettext("One over-called.", "{n} over-called.", standings["over-called"]).format(
                    n=standings["over-called"]
                ),
            ]
        )


def found_name(found: Found) -> str:
    """Return what a call turned out to be."""
    return {
        "recurrence": _("Recurrence"),
        "late effect": _("Late effect of treatment"),
        "side effect": _("Side effect of treatment"),
        "something else": _("Something else"),
        "nothing new": _("Nothing new"),
    }[found]


def _level(value: str) -> Level:
    return next(level for level in LEVELS if level == value)
