"""What a notebook opens: a lesson with its header, activities, key points and sources."""

from course_lib import __version__
from course_lib.activities.activity import load
from course_lib.activities.quiz import QuizActivity, more_questions_of, questions_of
from course_lib.activities.sorting import SortingActivity
from course_lib.content.course import ROOT, Course, this_course
from course_lib.content.notebooks import claims_in_notebook
from course_lib.content.questions import Question, Sorting
from course_lib.figures.drawing import svg
from course_lib.figures.picture import load as load_picture
from course_lib.language import _
from course_lib.notebook import Notebook
from course_lib.ui import lesson_page
from course_lib.ui.blocks import Table
from course_lib.ui.shown import Page, Shown


class Lesson(Notebook):
    """One lesson, by its number; each method is what one cell shows."""

    def __init__(self, id_: str) -> None:
        self.course: Course = this_course()
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
        self.on_open(activity.open)
        return activity.shown

    def quiz(self) -> Shown:
        """Let the learner answer the core questions, which no other activity asks."""
        return self._quiz(questions_of(self.course, self.record), "quiz", _("Questions"))

    def more_questions(self) -> Shown:
        """Let a learner who wants more answer the other questions of the lesson."""
        more = more_questions_of(self.course, self.record)
        return self._quiz(more, "more-questions", _("More questions"))

    def figure(self, id_: str) -> Page:
        """Show the figure `id_` with its message, its limits and its numbers as a table."""
        picture = load_picture(id_, self.course)
        self._claims += picture.claims
        table = Table(_("The same numbers as a table"), picture.head, picture.rows)
        return self._page(
            f"figure {id_}",
            lesson_page.figure(
                self.course, picture.numbers, picture.message, svg(picture.figure), table,
                picture.claims,
            ),
        )

    def key_points(self) -> Page:
        """Show what to take home."""
        self._claims += [claim for point in self.record.key_points for claim in point.claims]
        return self._page("key points", lesson_page.key_points(self.course, self.record))

    def monday(self) -> Page:
        """Show what a nurse does on Monday; raises ValueError if the lesson does not say."""
        if self.record.monday is None:
            raise ValueError(f"lesson {self.record.id} does not say what a nurse does on Monday")
        self._claims += [claim for point in self.record.monday for claim in point.claims]
        return self._page("on Monday", lesson_page.monday(self.course, self.record.monday))

    def sources(self) -> Page:
        """Show every claim this lesson rests on, with where it stands; close the lesson."""
        return self._page(
            "sources",
            lesson_page.sources(self.course, self._claims, __version__),
        )

    def _quiz(self, questions: tuple[Question, ...], name: str, title: str) -> Shown:
        activity = QuizActivity(questions, self.course, f"{self.record.id}/{name}", title)
        self._claims += activity.claims
        self.on_open(activity.open)
        return activity.shown
