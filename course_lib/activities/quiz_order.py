"""Questions answered by an order of steps."""

from course_lib.activities.quiz_choices import marks_of
from course_lib.activities.quiz_layout import out_of_order
from course_lib.content.questions import Ordering
from course_lib.language import _
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block, Option, Sequence

KEY = "order"


class OrderForm:
    """Steps that move up and down."""

    writes = False

    def __init__(self, question: Ordering, learner: str) -> None:
        self.texts = {step.id: step.text for step in question.items}
        self.begin = [step.id for step in out_of_order(question.items, learner, question.id)]

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the steps in the order in which they lie now."""
        marks = marks_of(result)
        options = tuple(
            Option(id_, self.texts[id_], marks.get(id_, "")) for id_ in draft or self.begin
        )
        label = _("Put in order, the first at the top")
        return [Sequence(KEY, label, options, _("Up"), _("Down"), disabled=result is not None)]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Move a step one place up or down; at the ends it stays where it is."""
        way, _colon, id_ = value.partition(":")
        order = list(draft or self.begin)
        if key != KEY or id_ not in order:
            return draft
        at = order.index(id_)
        to = min(max(at + (-1 if way == "up" else 1), 0), len(order) - 1)
        order[at], order[to] = order[to], order[at]
        return order

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` holds every step once."""
        return isinstance(draft, list) and (
            all(isinstance(id_, str) for id_ in draft) and sorted(draft) == sorted(self.texts)
        )

    def given(self, draft: Given) -> Given:
        """Return the order; the one in which the steps lay is an answer too."""
        return list(draft or self.begin)

    def name(self, part: str, _given: Given) -> str:
        """Return the step with its number in the right order."""
        return f"{list(self.texts).index(part) + 1}. {self.texts[part]}"

    def others(self, _given: Given) -> list[tuple[str, str]]:
        """Return nothing more: every step has its feedback."""
        return []
