"""Teach mode beside the lesson itself: the trainer's notes, and what belongs to one class."""

import asyncio
from hashlib import sha256
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from course_lib.app.course_page import CoursePage
from course_lib.app.hall import Hall
from course_lib.app.trainer import DAYS, TrainerPage
from course_lib.content.class_script import Part, Script
from course_lib.content.lessons import CLASS_MINUTES
from course_lib.language import _
from course_lib.learning.learner import Learner, new_learner
from course_lib.learning.visit import NotSavedError

COOKIE = "course-teaching"

NO_SCRIPT = Script((), ())


def class_learner(page: CoursePage) -> Learner:
    """Return as whom the class before this screen learns: nobody who learns alone."""
    kept = page.get_signed_cookie(COOKIE, max_age_days=DAYS)
    learner = Learner(kept.decode(), by_code=True) if kept else new_learner()
    if not kept:
        _keep(page, learner)
    return learner


def on_screen(page: CoursePage, notebook: str, learner: Learner, of_class: str) -> dict[str, Any]:
    """Return what teach mode adds to the page of a lesson; `of_class` is where a vote is taken."""
    script = page.shelf.scripts.get(notebook, NO_SCRIPT)
    return {
        "notebook": notebook,
        # Another class begins at the beginning; the key itself is nobody's business in a page.
        "of_class": sha256(learner.key.encode()).hexdigest()[:12],
        "parts": [
            {"minutes": part.plan.minutes, "question": _first_ballot(page, part)}
            for part in script.parts
        ],
        "lengths": CLASS_MINUTES,
        "vote_at": of_class,
    }


async def open_class(page: CoursePage) -> str:
    """Return the address of the class that votes now, or of all classes where there is none."""
    hall: Hall = page.settings["course_hall"]
    try:
        classes = await asyncio.to_thread(hall.store.classes)
    except NotSavedError:
        return page.addresses.classes
    running = [one for one in classes if not one.is_over]
    if not running:
        return page.addresses.classes
    return page.addresses.of_class(max(running, key=lambda one: one.made).id)


class ClassNotes(TrainerPage):
    """/teach/NN_name/notes: for the trainer's own window; it follows the screen."""

    @allow_unauthenticated
    async def get(self, notebook: str) -> None:
        """Show what to do and ask, part by part."""
        lesson = self.shelf.lesson_of(notebook)
        if lesson is None or not self.shelf.is_ready(lesson):
            raise HTTPError(404)
        shown = {
            "notebook": notebook,
            "script": self.shelf.scripts.get(notebook, NO_SCRIPT),
            "lengths": CLASS_MINUTES,
            "vote_at": await open_class(self),
        }
        title = _("Notes: {lesson}").format(lesson=lesson.title)
        self.finish(self.page("teach_notes.html", title, shown, lesson=lesson))


class Anew(TrainerPage):
    """/teach/anew: another class sits down."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Forget what the last class has answered on this screen."""
        _keep(self, new_learner())
        self.redirect(self.addresses.teach, status=303)


class FromTaught(TrainerPage):
    """/teach/sources.ipynb: where a link leads that stands in a lesson that is taught."""

    @allow_unauthenticated
    async def get(self, notebook: str) -> None:
        """Lead to the page itself."""
        self.redirect(self.addresses.lesson(notebook))


NAME = r"\d\d(?:_[a-z]+)+"


def teaching(root: str) -> list[tuple[str, type[TrainerPage]]]:
    """Return the pages beside the lessons, with their addresses below the pattern `root`."""
    return [
        (rf"{root}teach/({NAME})/notes", ClassNotes),
        (rf"{root}teach/anew", Anew),
        (rf"{root}teach/(\w+)\.ipynb", FromTaught),
    ]


def _first_ballot(page: CoursePage, part: Part) -> str:
    return next((one.id for one in part.questions if one.id in page.shelf.ballots), "")


def _keep(page: CoursePage, learner: Learner) -> None:
    page.set_signed_cookie(
        COOKIE, learner.key, expires_days=DAYS, path=page.addresses.teach, httponly=True,
        samesite="Strict",
    )
