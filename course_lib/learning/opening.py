"""Who has opened this notebook, and where what they do is kept."""

import logging
import random
from collections.abc import Callable
from functools import cache

from course_lib.language import _
from course_lib.learning.answers import Answer
from course_lib.learning.learner import LOCAL, Learner, this_learner
from course_lib.learning.store import Store, record_url
from course_lib.learning.visit import Memory, NotSavedError, Visit

OnOpen = Callable[[Visit], None]

_log = logging.getLogger(__name__)
_waiting: list[OnOpen] | None = None


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

    Raises RuntimeError while nobody has: what is asked then would be everybody's.
    """
    if _waiting is not None:
        raise RuntimeError("a cell asks who learns before anybody does: see when_opened")
    try:
        learner, record = this_learner(), Store(record_url())
    except OSError as error:
        _log.warning("Nothing can be kept on this computer: %s", error)
        return Visit(LOCAL, Unkept(), random.Random())
    return Visit(learner, record, random.Random())


def when_opened(callback: OnOpen) -> None:
    """Run `callback` with the visit: at once, or as soon as there is somebody to open for."""
    if _waiting is None:
        callback(this_visit())
    else:
        _waiting.append(callback)


def wait_for_learner() -> None:
    """Keep what is to be run at the opening until `let_in`: this process serves nobody yet."""
    global _waiting  # noqa: PLW0603 -- a process opens once
    _waiting = []


def let_in() -> None:
    """Open for the learner of this process, who is known from now on."""
    global _waiting
    callbacks, _waiting = _waiting or [], None
    this_visit.cache_clear()
    for callback in callbacks:
        callback(this_visit())


def rehearse() -> None:
    """Read for nobody, so that all that reading needs is loaded before anybody comes."""
    nobody = Learner("nobody")
    record = Store(record_url())
    record.place(nobody, "")
    record.answers(nobody)
