"""The learner answers questions, each with feedback and its source."""

from collections.abc import Sequence
from functools import partial

from course_lib.activities.deck import Card, Deck, DeckView
from course_lib.content.course import Course
from course_lib.content.questions import SingleChoice
from course_lib.language import _
from course_lib.learning.marking import mark_choice
from course_lib.ui.shown import Shown


def cards(questions: Sequence[SingleChoice]) -> list[Card]:
    """Return one card for each question."""
    return [
        Card(
            question.id,
            question.stem,
            tuple((option.id, option.text) for option in question.options),
            partial(mark_choice, question),
        )
        for question in questions
    ]


class QuizActivity:
    """The questions of a lesson on the page."""

    def __init__(self, questions: Sequence[SingleChoice], course: Course) -> None:
        self.deck = Deck(cards(questions))
        self.view = DeckView(self.deck, course, _("Questions"))
        self.shown = Shown("quiz", list(self.deck.cards), list(questions), self.view.panel)
