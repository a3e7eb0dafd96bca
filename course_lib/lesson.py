"""What a notebook opens: a lesson with its header, activities, key points and sources."""

from course_lib import __version__
from course_lib.activities.activity import load
from course_lib.activities.quiz import QuizActivity
from course_lib.activities.sorting import SortingActivity
from course_lib.content.course import ROOT, Course, load_course
from course_lib.content.notebooks import claims_in_notebook
from course_lib.content.questions import SingleChoice, Sorting
from course_lib.figures.drawing import svg
from course_lib.figures.first_recurrence import bars, first_recurrence
from course_lib.language import _
from course_lib.notebook import Notebook
from course_lib.ui import lesson_page
from course_lib.ui.shown import Page, Shown


class Lesson(Notebook):
    """One lesson, by its number; each method is what one cell shows."""

    def __init__(self, id_: str) -> None:
        self.course: Course = load_course()
        self.record = self.course.lessons[id_]
        notebook = ROOT / "notebooks" / f"{self.record.notebook}.ipynb"
        self._claims = list(claims_in_notebook(notebook))

    def header(self) -> Page:
        """Show minutes, objectives and what the course is not."""
        return self._page(
            _("Run ▸ Run All Cells brings this lesson to life."),
            lesson_page.header(self.course, self.record),
        )

    def activity(self, id_: str) -> Shown:
        """Let the learner do the activity `id_` of this lesson."""
        activity = load(id_, self.course, self.record)
        self._claims += activity.claims
        self.on_open(activity.open)
        return activity.shown

    def sorting(self, question: str) -> Shown:
        """Let the learner sort findings into bins, in an order of their own."""
        record = self.course.questions[question]
        if not isinstance(record, Sorting):
            raise TypeError(f"“{question}” is no sorting exercise")
        self._claims += record.claims
        activity = SortingActivity(record, self.course)
        self.on_open(lambda visit: activity.deck.shuffle(visit.chance))
        return activity.shown

    def quiz(self) -> Shown:
        """Let the learner answer the questions of this lesson."""
        questions = [
            question
            for question in self.course.questions.values()
            if question.lesson == self.record.id and isinstance(question, SingleChoice)
        ]
        self._claims += [claim for question in questions for claim in question.claims]
        return QuizActivity(questions, self.course).shown

    def first_recurrence(self) -> Page:
        """Show where breast cancer returned first in a national registry."""
        numbers = self.course.numbers["first-recurrence-netherlands"]
        return self._page(
            "figure first-recurrence-netherlands",
            lesson_page.figure(
                self.course,
                numbers,
                svg(first_recurrence(numbers)),
                rows=[(bar.name, f"{bar.share:.1f} %", bar.count) for bar in bars(numbers)],
            ),
        )

    def key_points(self) -> Page:
        """Show what to take home."""
        self._claims += [claim for point in self.record.key_points for claim in point.claims]
        return self._page("key points", lesson_page.key_points(self.course, self.record))

    def sources(self) -> Page:
        """Show every claim this lesson rests on, with where it stands; close the lesson."""
        return self._page(
            "sources",
            lesson_page.sources(self.course, self._claims, __version__),
        )
