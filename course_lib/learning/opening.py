"""Who has opened this notebook, and where what they do is kept."""

import logging
import random
from functools import cache

from course_lib.language import _
from course_lib.learning.answers import Answer
from course_lib.learning.learner import LOCAL, Learner, this_learner
from course_lib.learning.store import Store, record_url
from course_lib.learning.visit import Memory, NotSavedError, Visit

_log = logging.getLogger(__name__)


class Unkept(Memory):
    """What a learner does where nothing can be kept; no answer is ever said to be saved."""

    def save(self, learner: Learner, answer: Answer) -> None:
        """Remember `answer` for as long as the lesson is open; raises NotSavedError."""
        super().save(learner, answer)
        raise NotSavedError(
            _("Nothing can be kept on this computer: the course may not write into its folder.")
        )


@cache
def this_visit() -> Visit:
    """Return the visit of whoever has opened this notebook; one for each process.

    A process that is forked for somebody calls `this_visit.cache_clear()` once it knows for whom.
    """
    try:
        learner, record = this_learner(), Store(record_url())
    except OSError as error:
        _log.warning("Nothing can be kept on this computer: %s", error)
        return Visit(LOCAL, Unkept(), random.Random())
    return Visit(learner, record, random.Random())
