"""What every activity that records answers shares: an answer counts as saved once it is."""

from typing import Any

import traitlets

from course_lib.activities.activity import Model
from course_lib.content.questions import Question, version
from course_lib.learning.answers import Answer, Given, new_id
from course_lib.learning.marking import mark
from course_lib.learning.visit import NotSavedError, Visit, local_visit


class Saving(Model):
    """The answers of a visit: those that are kept, and those that could not be kept yet.

    `saved` and `unsaved` hold the last answer to each question; `trouble` says, in words for a
    learner, why something could not be saved or read.
    """

    saved = traitlets.Dict()
    unsaved = traitlets.Dict()
    trouble = traitlets.Unicode()

    def __init__(self, questions: dict[str, Question], **traits: Any) -> None:
        self.questions = questions
        self.visit = local_visit()
        super().__init__(**traits)

    def begin(self, visit: Visit) -> None:
        """Take up `visit`, with the answers that the learner has given to this wording before."""
        self.visit = visit
        try:
            given = visit.answers()
        except NotSavedError as error:
            self.trouble = str(error)
            return
        self.saved = {
            answer.question: answer for answer in given if self._is_of_this_wording(answer)
        }

    def last(self, question: str) -> Answer | None:
        """Return the last answer to `question`, saved or not; a skip is one too."""
        answer: Answer | None = self.unsaved.get(question) or self.saved.get(question)
        return answer

    def record(
        self, question: Question, given: Given, sure: int | None = None, skipped: str = ""
    ) -> None:
        """Mark and save an answer or a skip; raises ValueError for an answer that does not fit."""
        result = None if skipped else mark(question, given)
        self._save(
            Answer(
                id=new_id(),
                learner=self.visit.learner.key,
                question=question.id,
                version=version(question),
                lesson=question.lesson,
                objective=question.objective,
                given=given,
                sure=sure,
                points=result.points if result else None,
                of=result.of if result else None,
                skipped=skipped,
                asked_in=question.asked_in,
                at=self.visit.now(),
            )
        )

    def try_again(self) -> None:
        """Save once more what could not be saved."""
        for answer in list(self.unsaved.values()):
            self._save(answer)

    def _save(self, answer: Answer) -> None:
        with self.hold_trait_notifications():
            try:
                self.visit.save(answer)
            except NotSavedError as error:
                self.unsaved = {**self.unsaved, answer.question: answer}
                self.trouble = str(error)
                return
            self.saved = {**self.saved, answer.question: answer}
            self.unsaved = {k: v for k, v in self.unsaved.items() if k != answer.question}
            if not self.unsaved:
                self.trouble = ""

    def _is_of_this_wording(self, answer: Answer) -> bool:
        question = self.questions.get(answer.question)
        return question is not None and version(question) == answer.version
