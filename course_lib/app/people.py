"""The pages that are about the learner: what is kept, coming back, leaving, and deleting it all."""

import asyncio
import json
from collections.abc import Callable
from time import time
from typing import Any, TypeVar

from jupyter_server.auth.decorator import allow_unauthenticated

from course_lib.app.attempts import Attempts
from course_lib.app.course_page import CoursePage
from course_lib.app.kernels import Kernels
from course_lib.app.pass_cookie import Pass, new_pass
from course_lib.language import _, ngettext
from course_lib.learning.resume_code import MistypedError, read_code, spoken
from course_lib.learning.store import Store
from course_lib.learning.visit import NotSavedError

EVEN_SECONDS = 0.4
"""So long every answer to a typed code takes, whatever was found."""

T = TypeVar("T")


class PersonalPage(CoursePage):
    """A page about one learner; nobody keeps a copy of it."""

    @property
    def store(self) -> Store:
        """Return the record."""
        store: Store = self.settings["course_store"]
        return store

    @property
    def kernels(self) -> Kernels:
        """Return which kernel runs for whom."""
        kernels: Kernels = self.settings["course_kernels"]
        return kernels

    def set_default_headers(self) -> None:
        """Keep the page out of every cache."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    async def ask(self, question: Callable[..., T], *about: Any) -> T:
        """Return what the record answers, while others are served; raises NotSavedError."""
        return await asyncio.to_thread(question, *about)

    def who(self, next_: str) -> Pass | None:
        """Return whose browser it is; after a long rest, ask first and return None."""
        visitor = self.visitor
        if visitor is None:
            self.finish(self.page("nobody_yet.html", _("My progress")))
            return None
        if visitor.is_idle(time()):
            self.redirect(self.addresses.still(next_), status=303)
            return None
        self.remember(visitor.at(time()))
        return visitor

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say kindly what happened; also when the record cannot be reached."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, NotSavedError):
            self.set_status(503)
            title = _("This cannot be done just now")
            self.finish(self.page("record_away.html", title, {"why": str(error)}))
        elif status_code == 403:
            title = _("The page was open for too long")
            self.finish(self.page("too_old.html", title))
        else:
            super().write_error(status_code, **kwargs)


class MyPage(PersonalPage):
    """My progress: the resume code, what is saved, and the ways out."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show what there is."""
        visitor = self.who("me")
        if visitor is None:
            return
        code = await self.ask(self.store.code, visitor.learner)
        answers = await self.ask(self.store.answers, visitor.learner)
        titles = {lesson.id: lesson.title for lesson in self.shelf.lessons}
        # A lesson or a question that is no more keeps its answers, and is still counted.
        counts: dict[str, set[str]] = {}
        for answer in answers:
            counts.setdefault(answer.lesson, set()).add(answer.question)
        lessons = [(titles.get(id_, id_), len(found)) for id_, found in sorted(counts.items())]
        shown = {"code": spoken(code) if code else "", "lessons": lessons, "count": len(answers)}
        self.finish(self.page("me.html", _("My progress"), shown))


class Stored(PersonalPage):
    """All that is stored about the learner."""

    @allow_unauthenticated
    async def get(self, as_file: str | None) -> None:
        """Show it as a page, or as a file to keep."""
        visitor = self.who("me")
        if visitor is None:
            return
        everything = await self.ask(self.store.everything, visitor.learner)
        if as_file:
            self.set_header("Content-Type", "application/json; charset=UTF-8")
            self.set_header("Content-Disposition", 'attachment; filename="stored-about-me.json"')
            self.finish(json.dumps(everything, ensure_ascii=False, indent=2))
            return
        names = {
            "learners": _("Your code"),
            "answers": _("Your answers"),
            "places": _("Where you were in each activity"),
            "certificates": _("Your reports"),
        }
        tables = [
            (
                names.get(table, table),
                [[(name, _words(value)) for name, value in row.items()] for row in rows],
            )
            for table, rows in everything.items()
        ]
        self.finish(self.page("stored.html", _("All that is stored about me"), {"tables": tables}))


class Delete(PersonalPage):
    """Delete all that is stored."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask first."""
        if self.who("me") is not None:
            self.finish(self.page("delete.html", _("Delete all that is stored about me?")))

    @allow_unauthenticated
    async def post(self) -> None:
        """Delete it, truly."""
        visitor = self.who("me")
        if visitor is None:
            return
        # First what could still write.
        await self.kernels.end_all_of(visitor)
        await self.ask(self.store.delete, visitor.learner)
        self.remember(None)
        self.finish(self.page("deleted.html", _("It is deleted")))


class Leave(PersonalPage):
    """Not me: whoever comes next begins with nothing."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Forget who sat here, and end what they had open."""
        visitor = self.visitor
        if visitor is not None:
            await self.kernels.end_sitting(visitor)
        self.remember(None)
        self.redirect(self.addresses.home, status=303)


class StillMe(PersonalPage):
    """After a long rest the learner is asked whether it is still them."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask, and tell nothing about who was here."""
        if self.visitor is None:
            self.redirect(self.addresses.home, status=303)
            return
        shown = {"next_": self.get_query_argument("next", "")}
        self.finish(self.page("still.html", _("Is it still you?"), shown))

    @allow_unauthenticated
    async def post(self) -> None:
        """Go on where the same learner wanted to go."""
        visitor = self.visitor
        if visitor is not None:
            self.remember(visitor.at(time()))
        next_ = self.get_body_argument("next", "")
        if next_ == "me":
            self.redirect(self.addresses.me, status=303)
        elif self.shelf.may_open(next_):
            self.redirect(self.addresses.lesson(next_), status=303)
        else:
            self.redirect(self.addresses.home, status=303)


class Here(PersonalPage):
    """An open lesson says that somebody is using it."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Note it, unless nobody was there for so long that the page must ask."""
        visitor = self.visitor
        if visitor is None or visitor.is_idle(time()):
            self.set_status(409)
        else:
            self.remember(visitor.at(time()))
            self.set_status(204)
        self.finish()


class Resume(PersonalPage):
    """Come back with a resume code."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask for the code."""
        self._show()

    @allow_unauthenticated
    async def post(self) -> None:
        """Open what belongs to the code, or say kindly that it does not fit."""
        typed = self.get_body_argument("code", "")[:200]
        try:
            code = read_code(typed)
        except MistypedError as error:
            self._show(typed, str(error))
            return
        attempts: Attempts = self.settings["course_attempts"]
        address = self.request.remote_ip or ""
        wait = attempts.begin(address)
        if wait:
            minutes = -(-wait // 60)
            self.set_status(429)
            self.set_header("Retry-After", str(wait))
            self._show(
                typed,
                ngettext(
                    "Codes were tried very often. Please wait for {n} minute, then try again.",
                    "Codes were tried very often. Please wait for {n} minutes, then try again.",
                    minutes,
                ).format(n=minutes),
            )
            return
        found, _even = await asyncio.gather(
            self.ask(self.store.learner_with, code), asyncio.sleep(EVEN_SECONDS)
        )
        if found is None:
            self._show(
                typed,
                _("This code does not open anything. Compare it with what you noted down: "
                  "is each word the one that you see there?"),
            )
            return
        attempts.succeeded(address)
        if self.visitor is not None:
            await self.kernels.end_sitting(self.visitor)
        self.remember(new_pass(found))
        self.redirect(self.addresses.me, status=303)

    def _show(self, typed: str = "", problem: str = "") -> None:
        shown = {"typed": typed, "problem": problem}
        self.finish(self.page("resume.html", _("Come back"), shown))


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def people(root: str) -> list[tuple[str, type[PersonalPage]]]:
    """Return the pages about the learner, with their addresses below the pattern `root`."""
    return [
        (rf"{root}me/?", MyPage),
        (rf"{root}me/stored(\.json)?", Stored),
        (rf"{root}me/delete", Delete),
        (rf"{root}me/leave", Leave),
        (rf"{root}me/still", StillMe),
        (rf"{root}me/here", Here),
        (rf"{root}resume/?", Resume),
    ]
