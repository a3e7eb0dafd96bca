"""The learner answers questions, says how sure they are, and sees feedback and its source."""

from collections import Counter
from collections.abc import Sequence

from course_lib.activities.activity import remember
from course_lib.activities.deck import Deck
from course_lib.activities.quiz_view import QuizView
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.questions import Question
from course_lib.learning.visit import Visit
from course_lib.ui.shown import Shown

# As many for each objective as fit into the minutes of a lesson; the rest can wait.
CORE_EACH = 2


def questions_of(course: Course, lesson: Lesson) -> tuple[Question, ...]:
    """Return what the quiz of `lesson` asks of everybody: two questions for each objective.

    Those come first that are dangerous to get wrong; all stand in the order of the bank.
    """
    asked: Counter[str] = Counter()
    core = set()
    for question in sorted(_all_of(course, lesson), key=lambda one: not one.dangerous):
        asked[question.objective] += 1
        if asked[question.objective] <= CORE_EACH:
            core.add(question.id)
    return tuple(one for one in _all_of(course, lesson) if one.id in core)


def more_questions_of(course: Course, lesson: Lesson) -> tuple[Question, ...]:
    """Return the questions of `lesson` for whoever wants more than the core."""
    core = {one.id for one in questions_of(course, lesson)}
    return tuple(one for one in _all_of(course, lesson) if one.id not in core)


def _all_of(course: Course, lesson: Lesson) -> tuple[Question, ...]:
    # A question whose id is that of an activity, such as a sorting exercise, is asked there.
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
        self, questions: Sequence[Question], course: Course, name: str, title: str
    ) -> None:
        self.name = name
        self.deck = Deck(questions, course)
        self.view = QuizView(self.deck, title)
        self.claims = tuple(dict.fromkeys(claim for q in questions for claim in q.claims))
        self.shown = Shown("quiz", list(self.deck.questions), list(questions), self.view.view)

    def open(self, visit: Visit) -> None:
        """Show what the learner has answered, where they left off."""
        self.deck.begin(visit)
        remember(self.deck, self.name, visit)
