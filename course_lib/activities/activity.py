"""What every activity of a lesson is: a model to go back to, and a view of it on the page."""

import logging
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import traitlets

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.learning.visit import NotSavedError, Visit
from course_lib.ui.shown import Shown

_log = logging.getLogger(__name__)


class Model(traitlets.HasTraits):
    """Where a learner is in an activity; no widgets here.

    `state` gives plain data, and `restore` takes it back; it raises ValueError, KeyError or
    TypeError for what is no state of this activity any more.
    """

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        raise NotImplementedError

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`."""
        raise NotImplementedError


class Activity(Protocol):
    """One thing that a learner does; `claims` are all that it can state."""

    @property
    def shown(self) -> Shown:
        """Return what the notebook's cell shows."""

    @property
    def claims(self) -> Sequence[str]:
        """Return the ids of every claim that it can show."""

    def open(self, visit: Visit) -> None:
        """Take the learner back to where they were."""


def load(id_: str, course: Course, lesson: Lesson) -> Activity:
    """Return the activity `id_`: what `activity(course, lesson)` makes in the module of that name.

    Only the activities that a lesson shows are imported. Raises ModuleNotFoundError.
    """
    module = import_module(f"course_lib.activities.{id_.replace('-', '_')}")
    activity: Activity = module.activity(course, lesson)
    return activity


def remember(model: Model, name: str, visit: Visit) -> None:
    """Take `model` back to where the learner was in `name`, and from now on keep where they go."""
    kept = visit.place(name)
    if kept is not None:
        try:
            model.restore(kept)
        except (ValueError, KeyError, TypeError, traitlets.TraitError):
            # The activity has changed since; to begin it again loses no answer.
            _log.info("%s begins again: the place kept is of an earlier version.", name)

    def keep(_change: object) -> None:
        try:
            visit.keep(name, model.state())
        except NotSavedError as error:
            _log.warning("The place in %s was not kept: %s", name, error)

    model.observe(keep)
