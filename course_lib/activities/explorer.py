"""The learner sets findings and watches a plan build itself: with reasons, paths and what-ifs."""

from typing import Any

from ipywidgets import VBox

from course_lib.activities import (
    explorer_changes,
    explorer_findings,
    explorer_guess,
    explorer_plan,
    explorer_sides,
)
from course_lib.activities.activity import Activity, remember
from course_lib.activities.decision_nodes import nodes
from course_lib.activities.explorer_findings import control, refusal, value_of
from course_lib.activities.explorer_model import Explorer
from course_lib.clinical.case import Case
from course_lib.clinical.plan import plan
from course_lib.clinical.what_if import what_if
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Button,
    Buttons,
    Choice,
    Heading,
    Option,
    Paragraph,
)
from course_lib.ui.decision_path import DecisionPath
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

FOLLOWED = ["start", "cases", "guesses", "layer", "why", "setting", "changes", "refused"]


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the explorer of treatment plans."""
    return ExplorerActivity(course)


class ExplorerActivity:
    """Whose plan, the findings, the plan, the path of one part, and what changes if."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = Explorer(course)
        self.start = Panel(_("Whose plan"), self._pressed)
        self.findings = Panel(_("Findings"), self._pressed)
        self.plan = Panel(_("The plan"), self._pressed)
        self.path = DecisionPath(self._set_on_path)
        self.setter = Panel(_("One finding of the path"), self._pressed)
        self.changes = Panel(_("What changes if"), self._pressed)
        self.model.observe(lambda _change: self._follow(), FOLLOWED)
        self._follow()
        answer = VBox([self.plan, self.setter, self.path, self.changes])
        view = VBox([self.start, self.findings, answer])
        view.add_class("course-explorer")
        self.claims = _claims(course)
        words = [course.claims[id_] for id_ in self.claims]
        data = [list(one.values()) for one in (course.starts, course.findings, course.rules)]
        self.shown = Shown("explorer", list(course.starts), [*data, words], view)

    def open(self, visit: Visit) -> None:
        """Go back to the cases that the learner has built."""
        remember(self.model, "06/explorer", visit)

    def _pressed(self, key: str, value: str) -> None:
        model = self.model
        match key.split(":", 1):
            case ["start"]:
                model.begin(value)
            case ["guess"]:
                model.say_first(value)
            case ["layer"]:
                model.listen(value)
            case ["set" | "try", finding]:
                model.set(finding, value_of(finding, value, self.course))
            case ["undo"]:
                model.undo()
            case ["reset"]:
                model.reset()
            case ["why", component]:
                model.ask_why(component)
                self.path.lead()
            case ["back"]:
                component = model.why
                model.close_path()
                explorer_plan.reached(self.plan, component)
            case ["changes"]:
                model.changes = not model.changes

    def _set_on_path(self, finding: str) -> None:
        self.model.setting = finding
        self.setter.lead_to(f"set:{finding}")

    def _follow(self) -> None:
        self.start.draw(self._start_blocks(), self._said())
        ready = self.model.guess is not None
        self.findings.draw(self._finding_blocks() if ready else [])
        self.plan.draw(self._plan_blocks() if ready else [_wait()])
        self._draw_path(ready)
        self.changes.draw(self._change_blocks() if ready else [])

    def _start_blocks(self) -> list[Block]:
        model, start = self.model, self.model.begun
        starts = tuple(Option(one.id, one.title) for one in self.course.starts.values())
        original = plan(Case.model_validate(start.case), self.course, "today")
        shown: list[Block] = [
            Choice("start", _("Whose plan"), starts, start.id, look="menu"),
            Paragraph(start.story),
        ]
        if model.guess is None:
            return shown + explorer_guess.question(start, original)
        layers = (
            Option("today", _("Practice today")),
            Option("sources", _("What the documents say")),
            Option("both", _("Side by side")),
        )
        return [
            *shown,
            *explorer_guess.verdict(start, original, model.guess),
            Choice("layer", _("Which voice"), layers, model.layer, look="switch"),
            Buttons((
                self._take_back(),
                Button("reset", _("Begin this case again"), disabled=not model.changed),
            )),
        ]

    def _finding_blocks(self) -> list[Block]:
        return [
            Heading(_("What is known")),
            *refusal(self.model.refused),
            *explorer_findings.blocks(self.model.answer),
        ]

    def _plan_blocks(self) -> list[Block]:
        answer = self.model.answer
        shown = [Heading(_("The plan"), 2), *refusal(self.model.refused)]
        if self.model.layer != "both":
            return shown + explorer_plan.blocks(answer)
        return [
            *shown,
            *explorer_plan.emergencies(answer),
            *explorer_plan.standing(answer),
            *explorer_plan.ask_first(answer),
            *explorer_plan.aims(answer),
            *explorer_sides.blocks(answer),
            *explorer_plan.cautions(answer),
            *explorer_plan.nurse(answer),
        ]

    def _draw_path(self, ready: bool) -> None:
        part = self.model.asked_about if ready else None
        if part is None:
            self.path.draw("", ())
            self.setter.draw([])
            return
        answer = self.model.answer
        self.path.draw(_("Why? The path of this decision"), nodes(part, answer))
        shown: list[Block] = []
        if self.model.setting in self.course.findings:
            finding = self.course.findings[self.model.setting]
            shown.append(control(finding, answer.facts, self.course, finding.question))
        back = Buttons((Button("back", _("Back to the plan")),))
        self.setter.draw([back, *shown, *refusal(self.model.refused)])

    def _change_blocks(self) -> list[Block]:
        model = self.model
        words = _("Close “what changes if”") if model.changes else _("What changes if …?")
        if not model.changes:
            return [Buttons((Button("changes", words),))]
        answers = what_if(model.case, self.course, model.layer)
        return [
            Buttons((Button("changes", words), self._take_back())),
            Paragraph(self._said()),
            *explorer_changes.blocks(answers, model.answer),
        ]

    def _take_back(self) -> Button:
        return Button("undo", _("Take back"), disabled=not self.model.can_undo)

    def _said(self) -> str:
        """Say in one sentence what the last change has done."""
        model = self.model
        if model.refused:
            return " ".join(model.refused)
        if model.guess is None:
            return model.begun.title
        answer = model.answer
        words = [self.course.types[answer.type].name + "."]
        if answer.emergencies:
            words.insert(0, _("An emergency comes first."))
        words.append(_("Considered: {n}. To be asked first: {m}.").format(
            n=len(answer.considered), m=len(answer.ask_first)))
        return " ".join(words)


def _wait() -> Block:
    words = _("Say first what you would ask. Then the plan builds itself here.")
    return Paragraph(words, quiet=True)


def _claims(course: Course) -> list[str]:
    """Return every claim that the explorer can show."""
    records: list[Any] = [
        *course.rules.values(), *course.findings.values(), *course.asks.values(),
    ]
    return list(dict.fromkeys(claim for record in records for claim in record.claims))
