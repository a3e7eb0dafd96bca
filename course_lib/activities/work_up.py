"""The learner asks for tests in a story of a suspicion, and sees what each tells and what not."""

from collections.abc import Sequence
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.suspicions import Step, Suspicion
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
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown


class WorkUp(Model):
    """The story on the table, and the tests asked for in it, in their order; no widgets here."""

    story = traitlets.Unicode()
    asked = traitlets.Dict()
    """The ids of the tests asked for, by story."""

    def __init__(self, stories: Sequence[Suspicion]) -> None:
        self.stories = {story.id: story for story in stories}
        super().__init__(story=stories[0].id)

    @property
    def suspicion(self) -> Suspicion:
        """The story on the table."""
        return self.stories[self.story]

    @property
    def taken(self) -> list[str]:
        """The ids of the tests asked for in this story, in their order."""
        return list(self.asked.get(self.story, []))

    def choose(self, story: str) -> None:
        """Put another story on the table; raises KeyError for one that is not there."""
        self.stories[story]
        self.story = story

    def ask(self, examination: str) -> None:
        """Ask for a test; it is done once. Raises KeyError for one the story does not offer."""
        steps = {step.examination: step for step in self.suspicion.steps}
        step = steps[examination]
        if examination not in self.taken and not self.waits_for(step):
            self.asked = {**self.asked, self.story: [*self.taken, examination]}

    def again(self) -> None:
        """Begin this story again."""
        self.asked = {**self.asked, self.story: []}

    def known(self) -> set[str]:
        """Return the gaps that the tests asked for have filled."""
        return {
            gap
            for step in self.suspicion.steps
            if step.examination in self.taken
            for gap in step.tells
        }

    def waits_for(self, step: Step) -> list[str]:
        """Return the gaps that have to be filled before `step` can be done."""
        known = self.known()
        return [gap for gap in step.after if gap not in known]

    @property
    def finished(self) -> bool:
        """Tell whether everything is known that has to be."""
        return len(self.known()) == len(self.suspicion.gaps)

    def state(self) -> dict[str, Any]:
        """Return the story and what was asked for, as plain data."""
        return {"story": self.story, "asked": dict(self.asked)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError where a story or a test is there no more."""
        for story, asked in state["asked"].items():
            there = {step.examination for step in self.stories[story].steps}
            if not set(asked) <= there:
                raise KeyError(story)
        self.choose(state["story"])
        self.asked = dict(state["asked"])


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the stories of suspicion."""
    return WorkUpActivity(course)


class WorkUpActivity:
    """The story, what is known so far, and the tests to ask for."""

    def __init__(self, course: Course) -> None:
        self.course = course
        stories = list(course.suspicions.values())
        self.model = WorkUp(stories)
        self.claims = _claims(course)
        self.panel = Panel(_("A suspicion, test by test"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["story", "asked"])
        self._follow()
        words = [course.claims[id_] for id_ in self.claims]
        data = [stories, list(course.examinations.values()), words]
        self.shown = Shown("work-up", list(course.suspicions), data, self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the story that the learner was in."""
        remember(self.model, "05/work-up", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "story":
                self.model.choose(value)
            case "ask":
                self.model.ask(value)
            case "again":
                self.model.again()

    def _follow(self) -> None:
        self.panel.draw(self._blocks(), self._said())

    def _said(self) -> str:
        taken = self.model.taken
        if self.model.finished:
            return _("Everything is known that has to be.")
        if not taken:
            return self.model.suspicion.title
        step = next(s for s in self.model.suspicion.steps if s.examination == taken[-1])
        return f"{_worth(step)[1]} {step.shows}"

    def _blocks(self) -> list[Block]:
        model, story = self.model, self.model.suspicion
        stories = tuple(Option(one.id, one.title) for one in model.stories.values())
        known = model.known()
        filled = tuple(
            Paragraph(
                (_("Known: {what}") if gap.id in known else _("Not known yet: {what}")).format(
                    what=gap.text
                ),
                strong=gap.id not in known,
            )
            for gap in story.gaps
        )
        blocks: list[Block] = [
            Choice("story", _("Whose story"), stories, story.id, look="switch"),
            Heading(story.title),
            Paragraph(story.story),
            Progress(
                len(known),
                len(story.gaps),
                _("{n} of {all} things known").format(n=len(known), all=len(story.gaps)),
            ),
            Bullets(filled, _("What the team has to know")),
        ]
        blocks += [self._result(id_) for id_ in model.taken]
        if model.finished:
            blocks += self._end()
        elif self._offered():
            blocks.append(Choice("ask", _("What do you ask for next?"), self._offered()))
        blocks.append(
            Buttons((Button("again", _("Begin this story again"), disabled=not model.taken),))
        )
        return blocks

    def _offered(self) -> tuple[Option, ...]:
        """Return the tests that can be asked for, those that wait for something left out."""
        return tuple(
            Option(step.examination, self.course.examinations[step.examination].name)
            for step in self.model.suspicion.steps
            if step.examination not in self.model.taken and not self.model.waits_for(step)
        )

    def _result(self, id_: str) -> Block:
        step = next(step for step in self.model.suspicion.steps if step.examination == id_)
        examination = self.course.examinations[id_]
        look, verdict = _worth(step)
        sees = (
            Paragraph(_("It sees: {what}").format(what=examination.sees)),
            Paragraph(
                _("It cannot: {what}").format(what=examination.cannot),
                chips(self.course, examination.claims),
            ),
        )
        return Callout(
            look,
            f"{examination.name}: {verdict}",
            (
                Paragraph(step.shows),
                Paragraph(step.why, chips(self.course, step.claims)),
                Details(f"sees-{id_}", _("What this test sees, and what it cannot"), sees),
            ),
        )

    def _end(self) -> list[Block]:
        story = self.model.suspicion
        steps = {step.examination: step for step in story.steps}
        spare = [id_ for id_ in self.model.taken if steps[id_].worth == "not-now"]
        rows = tuple(
            (
                self.course.examinations[step.examination].name,
                _worth(step)[1],
                _("yes") if step.examination in self.model.taken else _("no"),
            )
            for step in story.steps
        )
        if spare:
            count = ngettext(
                "One test was asked for that nobody needed now. "
                "That costs too: time, money, worry.",
                "{n} tests were asked for that nobody needed now. "
                "That costs too: time, money, worry.",
                len(spare),
            ).format(n=len(spare))
        else:
            count = _("Nothing was asked for that nobody needed now.")
        return [
            Callout(
                "key-point",
                _("Everything is known that has to be"),
                (Paragraph(story.end, chips(self.course, story.claims)), Paragraph(count)),
            ),
            Table(
                _("The tests of this story"),
                (_("Test"), _("Worth it now?"), _("You asked")),
                rows,
            ),
        ]


def _worth(step: Step) -> tuple[Literal["right", "notice", "wrong"], str]:
    match step.worth:
        case "needed":
            return "right", _("needed now.")
        case "later":
            return "notice", _("it has its time, and answers nothing of this yet.")
    return "wrong", _("not now.")


def _claims(course: Course) -> list[str]:
    """Return every claim that a story or a test can show."""
    used: dict[str, None] = {}
    for story in course.suspicions.values():
        used.update(dict.fromkeys(story.claims))
        for step in story.steps:
            used.update(dict.fromkeys(step.claims))
            used.update(dict.fromkeys(course.examinations[step.examination].claims))
    return list(used)
