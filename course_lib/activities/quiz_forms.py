"""How each kind of question is answered on the page."""

from typing import Protocol, cast

from course_lib.activities.quiz_choices import ChoiceForm, SeveralForm
from course_lib.activities.quiz_map import MapForm
from course_lib.activities.quiz_menus import MatchForm, SortForm
from course_lib.activities.quiz_order import OrderForm
from course_lib.activities.quiz_writing import NumberForm, ShortForm
from course_lib.content.course import Course
from course_lib.content.questions import (
    AskFirst,
    MarkOnMap,
    Matching,
    NumberQuestion,
    Ordering,
    Question,
    SeveralChoice,
    ShortAnswer,
    SingleChoice,
    Sorting,
)
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block


class Form(Protocol):
    """The controls of one question, and the words of its parts.

    A draft is what has been begun, as plain data; None before anything has. A form that `writes`
    is not drawn anew while somebody writes.
    """

    writes: bool

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the controls; with a result they stand still and show how each part stands."""

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Return the draft after a control was used."""

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` may be one of this question."""

    def given(self, draft: Given) -> Given:
        """Return the answer that `draft` is, or None while it is not whole."""

    def name(self, part: str, given: Given) -> str:
        """Return what a part is called beside its feedback; empty where it needs no name."""

    def others(self, given: Given) -> list[tuple[str, str]]:
        """Return name and feedback of what was not answered."""


def form_of(question: Question, learner: str, course: Course) -> Form:
    """Return the form of `question`, laid out as it always is for `learner`."""
    match question:
        case SingleChoice() | AskFirst():
            return ChoiceForm(question, learner)
        case SeveralChoice():
            return SeveralForm(question, learner)
        case Sorting():
            return SortForm(question, learner)
        case Matching():
            return MatchForm(question, learner)
        case Ordering():
            return OrderForm(question, learner)
        case MarkOnMap():
            return MapForm(question, course)
        case NumberQuestion():
            return NumberForm(question)
        case ShortAnswer():
            return ShortForm(question)
    return cast(Form, None)
