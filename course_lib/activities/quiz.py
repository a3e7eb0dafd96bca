"""The learner answers questions, says how sure they are, and sees feedback and its source."""

from collections.abc import Sequence

from course_lib.activities.activity import remember
from course_lib.activities.deck import Deck
from course_lib.activities.quiz_view import QuizView
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.questions import Question
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.shown import Shown


def questions_of(course: Course, lesson: Lesson) -> tuple[Question, ...]:
    """Return what the quiz of `lesson` asks: its questions, without those that are activities.

    A question whose id is that of an activity of the lesson, such as a sorting exercise, is
    asked there and not again.
    """
    elsewhere = {activity.id for activity in lesson.activities}
    return tuple(
        question
        for question in course.questions.values()
        if question.lesson == lesson.id
        and question.asked_in == "lesson"
        and question.id not in elsewhere
    )


class QuizActivity:
    """Questions on the page; `name` is what the place of the learner is kept under."""

    def __init__(
        self, questions: Sequence[Question], course: Course, name: str, title: str = ""
    ) -> None:
        self.name = name
        self.deck = Deck(questions, course)
        self.view = QuizView(self.deck, title or _("Questions"))
        self.claims = tuple(dict.fromkeys(claim for q in questions for claim in q.claims))
        self.shown = Shown("quiz", list(self.deck.questions), list(questions), self.view.view)

    def open(self, visit: Visit) -> None:
        """Show what the learner has answered, where they left off."""
        self.deck.begin(visit)
        remember(self.deck, self.name, visit)
