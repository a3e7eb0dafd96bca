"""The learner sorts findings into bins, and is told for each choice why it fits or does not."""

from functools import partial

from course_lib.activities.deck import Card, Deck, DeckView
from course_lib.content.course import Course
from course_lib.content.questions import Sorting
from course_lib.learning.marking import mark_item
from course_lib.ui.shown import Shown


def cards(question: Sorting) -> list[Card]:
    """Return one card for each item of `question`, with the bins as its options."""
    bins = tuple((bin_.id, bin_.text) for bin_ in question.bins)
    return [Card(item.id, item.text, bins, partial(mark_item, item)) for item in question.items]


class SortingActivity:
    """A sorting exercise on the page."""

    def __init__(self, question: Sorting, course: Course) -> None:
        self.deck = Deck(cards(question))
        self.view = DeckView(self.deck, course, question.stem)
        self.shown = Shown(
            f"sorting {question.id}", list(self.deck.cards), question, self.view.panel
        )
