"""Questions answered in writing: a number, or a few words."""

import re

from course_lib.content.questions import NumberQuestion, ShortAnswer
from course_lib.content.questions.writing import MOST_WRITTEN
from course_lib.language import _
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block, Field

PREFIX = "write:"
LONGEST_NUMBER = 12
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


class NumberForm:
    """A field for a number; a comma is a decimal point too."""

    writes = True

    def __init__(self, question: NumberQuestion) -> None:
        self.question = question
        self.key = f"{PREFIX}{question.id}"

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the field, with its unit in the label."""
        unit = self.question.unit
        label = _("A number") if unit == "1" else _("A number, in {unit}").format(unit=unit)
        written = "" if draft is None else str(draft)
        return [
            Field(
                self.key, label, written, LONGEST_NUMBER, numeric=True, disabled=result is not None
            )
        ]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Take what was written."""
        return value if key == self.key else draft

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` is something written."""
        return isinstance(draft, str) and len(draft) <= LONGEST_NUMBER

    def given(self, draft: Given) -> Given:
        """Return the number, or None where none is written."""
        written = str(draft or "").strip().replace(",", ".")
        if not NUMBER.fullmatch(written):
            return None
        return float(written) if "." in written else int(written)

    def name(self, _part: str, _given: Given) -> str:
        """Return nothing: there is one number."""
        return ""

    def others(self, _given: Given) -> list[tuple[str, str]]:
        """Return the answer, and the mistakes that something is told of."""
        question = self.question
        unit = "" if question.unit == "1" else f"\u00a0{question.unit}"
        told = [(question.answer, question.feedback)]
        told += [(mistake.answer, mistake.feedback) for mistake in question.mistakes]
        return [(f"{number}{unit}", feedback) for number, feedback in told]


class ShortForm:
    """A field for a few words of one's own."""

    writes = True

    def __init__(self, question: ShortAnswer) -> None:
        self.question = question
        self.key = f"{PREFIX}{question.id}"

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return the field."""
        label = _("In your own words; no name and nothing about a real person")
        disabled = result is not None
        return [Field(self.key, label, draft or "", MOST_WRITTEN, lines=4, disabled=disabled)]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Take what was written."""
        return value if key == self.key else draft

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` is something written."""
        return isinstance(draft, str) and len(draft) <= MOST_WRITTEN

    def given(self, draft: Given) -> Given:
        """Return what is written, once something is."""
        return draft if draft and draft.strip() else None

    def name(self, _part: str, _given: Given) -> str:
        """Return nothing: each point says itself what it is about."""
        return ""

    def others(self, _given: Given) -> list[tuple[str, str]]:
        """Return an answer to compare one's own with."""
        return [(_("One good answer"), self.question.model)]
