"""Questions on the table one after the other: what is being answered, and how it stands.

No widgets here. Progress is the saved answers; only where the learner is and what they have begun
is kept as a place.
"""

from collections.abc import Sequence
from typing import Any

import traitlets

from course_lib.activities.deck_saving import Saving
from course_lib.activities.quiz_forms import Form, form_of
from course_lib.content.course import Course
from course_lib.content.questions import Question
from course_lib.learning.answers import NOT_TODAY, Answer
from course_lib.learning.marking import Result, mark
from course_lib.learning.progress import plan
from course_lib.learning.visit import Visit


class Deck(Saving):
    """Where the learner is in a deck of questions; `at` is their number on the closing page.

    `drafts` holds what has been begun and not yet been checked, `again` the questions that are
    being answered anew. With `told_at_end`, nothing is told before every question is done.
    """

    at = traitlets.Int(0)
    drafts = traitlets.Dict()
    again = traitlets.Set()

    def __init__(
        self, questions: Sequence[Question], course: Course, told_at_end: bool = False
    ) -> None:
        super().__init__({question.id: question for question in questions})
        self.course = course
        self.told_at_end = told_at_end
        self.forms: dict[str, Form] = {}
        self._lay_out()

    def begin(self, visit: Visit) -> None:
        """Take up `visit`; the options lie as they always lie for this learner."""
        super().begin(visit)
        self._lay_out()

    @property
    def question(self) -> Question | None:
        """The question on the table, or None on the closing page."""
        listed = list(self.questions.values())
        return listed[self.at] if self.at < len(listed) else None

    @property
    def form(self) -> Form | None:
        """How the question on the table is answered."""
        return self.forms[self.question.id] if self.question else None

    def answer_to(self, question: str) -> Answer | None:
        """Return the answer that stands; None where it is open, skipped or answered anew."""
        answer = self.last(question)
        return None if answer is None or answer.skipped or question in self.again else answer

    def result_of(self, question: str) -> Result | None:
        """Return the result of the answer that stands, or None without one."""
        answer = self.answer_to(question)
        return mark(self.questions[question], answer.given) if answer else None

    @property
    def left(self) -> tuple[str, ...]:
        """The questions that are neither answered nor skipped."""
        return tuple(id_ for id_ in self.questions if self.last(id_) is None)

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """The questions to look at again, what could hurt somebody first."""
        answers = [answer for id_ in self.questions if (answer := self.last(id_))]
        return tuple(one.question for one in plan(answers, self.questions))

    def draft(self, question: str) -> Any:
        """Return what has been begun, or the answer that stands; None before either."""
        answer = self.answer_to(question)
        return answer.given if answer else self.drafts.get(question)

    def press(self, key: str, value: str) -> None:
        """Change what is begun by a control of the question on the table."""
        question, form = self.question, self.form
        if question and form and not self.answer_to(question.id):
            draft = form.press(self.drafts.get(question.id), key, value)
            self.drafts = {**self.drafts, question.id: draft}

    def check(self, sure: int | None = None) -> bool:
        """Answer the question on the table; tell whether what is begun is an answer yet."""
        question, form = self.question, self.form
        if not question or not form or self.answer_to(question.id):
            return False
        given = form.given(self.drafts.get(question.id))
        if given is None:
            return False
        with self.hold_trait_notifications():
            self.again = self.again - {question.id}
            self.record(question, given, sure)
            self._put_away(question.id)
            if self.told_at_end:
                self.go(1)
        return True

    def skip(self, reason: str = NOT_TODAY) -> None:
        """Leave the question on the table for another day, and go on."""
        question = self.question
        if question and not self.answer_to(question.id):
            with self.hold_trait_notifications():
                self.again = self.again - {question.id}
                self.record(question, None, skipped=reason)
                self.go(1)

    def answer_again(self) -> None:
        """Open the question on the table anew; the earlier answer stays in the record."""
        question = self.question
        if question and self.answer_to(question.id) and not self.told_at_end:
            with self.hold_trait_notifications():
                self._put_away(question.id)
                self.again = self.again | {question.id}

    def all_again(self) -> None:
        """Open every answered question anew, and begin with the first."""
        answered = {id_ for id_ in self.questions if self.answer_to(id_)}
        with self.hold_trait_notifications():
            self.drafts = {}
            self.again = self.again | answered
            self.at = 0

    def go(self, steps: int) -> None:
        """Move on or back, at most to the first question and to the closing page."""
        self.at = min(max(self.at + steps, 0), len(self.questions))

    def go_to(self, question: str) -> None:
        """Put `question` on the table; raises ValueError for one that is not in the deck."""
        self.at = list(self.questions).index(question)

    def state(self) -> dict[str, Any]:
        """Return where the learner is and what they have begun, as plain data."""
        return {"at": self.question.id if self.question else "", "drafts": dict(self.drafts)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises ValueError or KeyError for a question known no more."""
        drafts = {
            id_: draft
            for id_, draft in state["drafts"].items()
            if id_ in self.questions and self.forms[id_].fits(draft)
        }
        with self.hold_trait_notifications():
            self.drafts = drafts
            if state["at"]:
                self.go_to(state["at"])
            else:
                self.at = len(self.questions)

    def _put_away(self, question: str) -> None:
        self.drafts = {id_: draft for id_, draft in self.drafts.items() if id_ != question}

    def _lay_out(self) -> None:
        learner = self.visit.learner.key
        self.forms = {
            id_: form_of(question, learner, self.course) for id_, question in self.questions.items()
        }
