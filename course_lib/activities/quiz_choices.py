"""Questions answered by choosing: one option, or several."""

from typing import Literal

from course_lib.activities.quiz_layout import laid_out
from course_lib.content.questions import AskFirst, FirstAsk, SeveralChoice, SingleChoice
from course_lib.content.questions import Option as ChoiceOption
from course_lib.language import _
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block, Choice, Option, Toggles

KEY = "answer"
Mark = Literal["", "right", "wrong"]


class ChoiceForm:
    """One option of a list."""

    writes = False

    def __init__(self, question: SingleChoice | AskFirst, learner: str) -> None:
        options: tuple[ChoiceOption | FirstAsk, ...] = question.options
        self.texts = {o.id: o.text for o in laid_out(options, learner, question.id)}
        self.feedback = {option.id: option.feedback for option in question.options}

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the list of options."""
        marks = marks_of(result)
        options = tuple(Option(id_, text, marks.get(id_, "")) for id_, text in self.texts.items())
        return [Choice(KEY, _("Choose one"), options, draft or "", disabled=result is not None)]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Choose `value`."""
        return value if key == KEY else draft

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` is one of the options."""
        return isinstance(draft, str) and draft in self.texts

    def given(self, draft: Given) -> Given:
        """Return the option chosen."""
        return draft

    def name(self, _part: str, _given: Given) -> str:
        """Return nothing: the feedback is of the option chosen."""
        return ""

    def others(self, given: Given) -> list[tuple[str, str]]:
        """Return the options that were not chosen."""
        return [(text, self.feedback[id_]) for id_, text in self.texts.items() if id_ != given]


class SeveralForm:
    """Any number of options of a list."""

    writes = False

    def __init__(self, question: SeveralChoice, learner: str) -> None:
        self.options = {o.id: o for o in laid_out(question.options, learner, question.id)}

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the list of options."""
        marks = marks_of(result)
        options = tuple(Option(o.id, o.text, marks.get(o.id, "")) for o in self.options.values())
        chosen = tuple(draft or ())
        return [
            Toggles(KEY, _("Choose all that fit"), options, chosen, disabled=result is not None)
        ]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Choose `value`, or let it go."""
        chosen = list(draft or [])
        if key != KEY:
            return draft
        return [id_ for id_ in chosen if id_ != value] if value in chosen else [*chosen, value]

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` holds options only, each once."""
        return (
            isinstance(draft, list)
            and all(isinstance(id_, str) and id_ in self.options for id_ in draft)
            and len(set(draft)) == len(draft)
        )

    def given(self, draft: Given) -> Given:
        """Return the options chosen, once there is one."""
        return list(draft) if draft else None

    def name(self, part: str, given: Given) -> str:
        """Return the words of an option, and whether it was left out."""
        text = self.options[part].text
        return text if part in given else _("Left out: {option}").format(option=text)

    def others(self, given: Given) -> list[tuple[str, str]]:
        """Return the wrong options, which were rightly left alone."""
        return [
            (option.text, option.feedback)
            for option in self.options.values()
            if option.id not in given and not option.right
        ]


def marks_of(result: Result | None) -> dict[str, Mark]:
    """Return how each part that was told about stands."""
    reasons = result.reasons if result else ()
    return {reason.about: "right" if reason.right else "wrong" for reason in reasons}
