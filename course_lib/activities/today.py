"""The learner sees again what is due today, what could hurt somebody first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import traitlets
from ipywidgets import VBox

from course_lib.activities.deck import Deck
from course_lib.activities.quiz_view import QuizView
from course_lib.content.course import Course
from course_lib.language import _, ngettext
from course_lib.learning.answers import Answer
from course_lib.learning.progress import LookAgain, Why, latest, plan
from course_lib.learning.review import ONE_SITTING, due, next_day
from course_lib.learning.visit import NotSavedError, Visit, local_visit
from course_lib.ui.blocks import Block, Callout, Heading, Paragraph, Table
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown


@dataclass(frozen=True)
class FromNow(Visit):
    """A visit that begins with a clean sheet: earlier answers are kept, and not shown."""

    def answers(self) -> tuple[Answer, ...]:
        """Return no answers: what is due is answered anew."""
        return ()


class Today(traitlets.HasTraits):
    """What is due for a learner on the day of their visit; no widgets here."""

    due = traitlets.List(traitlets.Unicode())
    waiting = traitlets.Int(0)
    """How many more are due than one sitting offers."""
    trouble = traitlets.Unicode()

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course
        self.answered: tuple[Answer, ...] = ()
        self.plan: tuple[LookAgain, ...] = ()
        self.next: datetime | None = None

    def open(self, visit: Visit) -> None:
        """Look up what is due now."""
        try:
            self.answered = visit.answers()
        except NotSavedError as error:
            self.trouble = str(error)
            return
        bank = {
            id_: question
            for id_, question in self.course.questions.items()
            if question.asked_in == "lesson" and not whole_exercise(self.course, id_)
        }
        found = [one.question for one in due(self.answered, bank, visit.now())]
        self.plan = plan(self.answered, bank)
        self.next = next_day(self.answered, bank)
        with self.hold_trait_notifications():
            self.due, self.waiting = found[:ONE_SITTING], max(0, len(found) - ONE_SITTING)


def whole_exercise(course: Course, question: str) -> bool:
    """Tell whether `question` is an activity of its lesson, too long for a review."""
    lesson = course.lessons[course.questions[question].lesson]
    return question in {activity.id for activity in lesson.activities}


class TodayActivity:
    """What stands on the page of the day: the questions due, and what else to look at."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = Today(course)
        self.head = Panel(_("Today"), lambda _key, _value: None)
        self.deck = Deck((), course)
        self.box = VBox([self.head])
        self.shown = Shown("today", ["what is due"], [ONE_SITTING], self.box)
        self.open(local_visit())

    def open(self, visit: Visit) -> None:
        """Show what is due for this learner."""
        self.model.open(visit)
        questions = [self.course.questions[id_] for id_ in self.model.due]
        self.head.draw(self._blocks())
        views: list[Any] = [self.head]
        if questions:
            self.deck = Deck(questions, self.course)
            self.deck.begin(FromNow(visit.learner, visit.record, visit.chance, visit.now))
            views.append(QuizView(self.deck, _("Questions of today")).view)
        self.box.children = views

    def _blocks(self) -> list[Block]:
        model = self.model
        if model.trouble:
            title = _("Your answers cannot be shown just now")
            return [Callout("notice", title, (Paragraph(model.trouble),))]
        if not latest(model.answered):
            return [
                Paragraph(_("Nothing has been answered yet, so there is nothing to see again.")),
                Paragraph(_("Answer a few questions in a lesson and come back on another day.")),
            ]
        return [*self._due(), *self._plan()]

    def _due(self) -> list[Block]:
        model = self.model
        if not model.due:
            when = f"{model.next:%Y-%m-%d}" if model.next else ""
            return [
                Paragraph(_("Nothing is due today."), strong=True),
                Paragraph(_("The next question is due on {day}.").format(day=when)),
            ]
        count = len(model.due)
        blocks: list[Block] = [
            Paragraph(
                ngettext(
                    "One question is due today.", "{n} questions are due today.", count
                ).format(n=count),
                strong=True,
            )
        ]
        if model.waiting:
            blocks.append(
                Paragraph(
                    ngettext(
                        "One more can wait for another day.",
                        "{n} more can wait for another day.",
                        model.waiting,
                    ).format(n=model.waiting)
                )
            )
        return blocks

    def _plan(self) -> list[Block]:
        if not self.model.plan:
            return []
        rows = tuple(self._row(one) for one in self.model.plan)
        return [
            Heading(_("What to look at again"), 3),
            Table(
                _("Your answers so far, what could hurt somebody first"),
                (_("Question"), _("Lesson"), _("Why")),
                rows,
                wide=True,
            ),
        ]

    def _row(self, one: LookAgain) -> tuple[str, str, str]:
        question = self.course.questions[one.question]
        lesson = self.course.lessons[question.lesson]
        return question.stem, f"{lesson.id} {lesson.title}", why_words()[one.why]


def why_words() -> dict[Why, str]:
    """Return in words why to look at a question again."""
    return {
        Why.SURE_AND_DANGEROUS: _("certain, not so, and it would hurt somebody"),
        Why.DANGEROUS: _("not so, and it would hurt somebody"),
        Why.SURE: _("certain, and not so"),
        Why.WRONG: _("not so yet"),
        Why.GUESSED: _("right, and guessed"),
    }

