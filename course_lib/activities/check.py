"""The learner answers a list of questions, and sees how all of them stand at the end."""

from collections.abc import Sequence

from course_lib.activities.activity import remember
from course_lib.activities.deck import Deck
from course_lib.activities.quiz_view import QuizView
from course_lib.content.course import Course
from course_lib.content.questions import AskedIn, Question
from course_lib.learning.visit import Visit
from course_lib.ui.shown import Shown


def asked_in(course: Course, check: AskedIn) -> tuple[Question, ...]:
    """Return the questions of `check` on the lessons that are ready, in the lessons' order."""
    return tuple(
        question
        for lesson in course.lessons.values()
        if lesson.status == "ready"
        for question in course.questions.values()
        if (question.lesson, question.asked_in) == (lesson.id, check)
    )


class CheckActivity:
    """Questions one after the other; nothing is told before each is answered or left.

    `name` is what the place of the learner is kept under, such as "00/opening".
    """

    def __init__(
        self, questions: Sequence[Question], course: Course, name: str, title: str
    ) -> None:
        self.name = name
        self.deck = Deck(questions, course, told_at_end=True)
        self.view = QuizView(self.deck, title)
        self.claims = tuple(dict.fromkeys(claim for q in questions for claim in q.claims))
        self.shown = Shown("check", list(self.deck.questions), list(questions), self.view.view)

    def open(self, visit: Visit) -> None:
        """Go on where the learner left off."""
        self.deck.begin(visit)
        remember(self.deck, self.name, visit)
