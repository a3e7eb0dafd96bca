"""The pages that phones see: join a class by its code, and vote. No account, and no learner's name.

A phone is known by a signed cookie for one class, which holds the number of a seat and nothing
else. Everything works by plain forms; the script only makes it quicker.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from jupyter_server.auth.decorator import allow_unauthenticated

from course_lib.app.attempts import Attempts
from course_lib.app.course_page import CoursePage
from course_lib.app.hall import Hall
from course_lib.app.news import NewsStream
from course_lib.language import _, ngettext
from course_lib.learning.ballot import Ballot
from course_lib.learning.class_code import read_code, spaced
from course_lib.learning.class_store import SIGNALS, Cast, Group, Seen
from course_lib.learning.class_vote import Vote
from course_lib.learning.visit import NotSavedError
from course_lib.ui.body_map import own_words

GUESSES_FROM_ONE_PLACE = (60, 10 * 60)
GUESSES_FROM_EVERYWHERE = (600, 60 * 60)
"""So many codes that open nothing, in so many seconds. A class shares one place; right codes are
not counted. 600 guesses an hour among 85 million codes find one of three classes in five years."""

COOKIE_DAYS = 2
STREAMS_OF_A_SEAT = 4
SURE = {"1", "2", "3"}

T = TypeVar("T")


class JoinPage(CoursePage):
    """A page for phones; nobody keeps a copy of it."""

    @property
    def hall(self) -> Hall:
        """Return the classes."""
        hall: Hall = self.settings["course_hall"]
        return hall

    def set_default_headers(self) -> None:
        """Keep the page out of every cache."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    async def ask(self, question: Callable[..., T], *about: Any) -> T:
        """Return what the record answers, while others are served; raises NotSavedError."""
        return await asyncio.to_thread(question, *about)

    async def seen(self, typed: str) -> Seen | None:
        """Return the class that `typed` opens as this phone sees it; say so where there is none."""
        guesses: Attempts = self.settings["course_guesses"]
        address = self.request.remote_ip or ""
        code = read_code(typed)
        # Who sits in the class guesses nothing; a prankster in the same room must not stop a vote.
        wait = 0 if code and self.seat(code) else guesses.wait(address)
        if wait:
            minutes = -(-wait // 60)
            self.set_status(429)
            self.set_header("Retry-After", str(wait))
            self.ask_for_code(
                typed,
                ngettext(
                    "Codes were tried very often. Please wait for {n} minute, then try again.",
                    "Codes were tried very often. Please wait for {n} minutes, then try again.",
                    minutes,
                ).format(n=minutes),
            )
            return None
        seen = await self.ask(self.hall.store.seen, code, self.seat(code)) if code else None
        if seen is None:
            guesses.failed(address)
            self.set_status(404)
            self.ask_for_code(
                typed,
                _("This code opens no class. Compare it with the screen; "
                  "the class may also be over."),
            )
        return seen

    def ask_for_code(self, typed: str = "", problem: str = "") -> None:
        """Show the field for the code."""
        shown = {"typed": typed[:20], "problem": problem}
        self.finish(self.page("join.html", _("Join your class"), shown))

    def seat(self, code: str) -> str:
        """Return the seat of this phone in the class, by what the course itself has signed."""
        value = self.get_signed_cookie(_cookie(code), max_age_days=COOKIE_DAYS)
        return value.decode() if value else ""

    async def sit_down(self, seen: Seen) -> None:
        """Give the phone a seat, unless it has one, and lead it to the class."""
        group = seen.group
        if seen.signal is None:
            seat = secrets.token_hex(12)
            if not await self.ask(self.hall.store.join, group.id, seat):
                self.set_status(403)
                shown = {"group": group}
                self.finish(self.page("join_full.html", _("No seat is free"), shown))
                return
            self.hall.has_changed(group.id)
            self.set_signed_cookie(
                _cookie(group.code), seat, expires_days=COOKIE_DAYS, path=self.addresses.join,
                httponly=True,
            )
        self.redirect(self.addresses.phone(group.code), status=303)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say kindly what happened; also when the record cannot be reached."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, NotSavedError):
            self.set_status(503)
            self._say(_("This cannot be done just now"), str(error))
        elif status_code == 403:
            self._say(
                _("The page was open for too long"),
                _("Open your class again, and give your answer once more."),
            )
        else:
            super().write_error(status_code, **kwargs)

    def _say(self, title: str, words: str) -> None:
        self.finish(self.page("join_trouble.html", title, {"words": words}))


class Join(JoinPage):
    """/j: the code is typed here."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask for the code."""
        self.ask_for_code()

    @allow_unauthenticated
    async def post(self) -> None:
        """Join the class that the code opens."""
        seen = await self.seen(self.get_body_argument("code", "")[:40])
        if seen:
            await self.sit_down(seen)


class Phone(JoinPage):
    """/j/CODE: what a QR code leads to; the class as its learners see it."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Show where the class is; to who has not joined, the way in."""
        seen = await self.seen(code)
        if seen is None:
            return
        if seen.signal is None:
            shown = {"group": seen.group, "code": spaced(seen.group.code)}
            self.finish(self.page("join_class.html", _("Join your class"), shown))
            return
        self._show(seen)

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Join, take in a vote, or keep a quiet signal."""
        seen = await self.seen(code)
        if seen is None:
            return
        what = self.get_body_argument("what", "")
        if what == "join":
            await self.sit_down(seen)
        elif what == "vote" and seen.signal is not None:
            await self._vote(seen)
        else:
            if what == "signal" and seen.signal is not None:
                await self._signal(seen.group)
            self.redirect(self.addresses.phone(seen.group.code), status=303)

    async def _signal(self, group: Group) -> None:
        said = self.get_body_argument("signal", "")
        signal = next((one for one in SIGNALS if one == said), "")
        await self.ask(self.hall.store.signal, group.id, self.seat(group.code), signal)
        self.hall.has_changed(group.id)

    async def _vote(self, seen: Seen) -> None:
        group, turn = seen.group, seen.turn
        key = self.get_body_argument("key", "")
        ballot = self.shelf.ballots.get(turn.question) if turn and turn.key == key else None
        # Where the class has gone on, the page shows to where.
        if ballot:
            sure = self.get_body_argument("sure", "")
            try:
                chosen = ballot.read(self.get_body_arguments("choice"))
                if sure not in SURE:
                    raise ValueError(_("Say how sure you are: this gives your vote."))
            except ValueError as error:
                self.set_status(422)
                self._show(seen, str(error))
                return
            vote = Vote(self.seat(group.code), chosen, int(sure))
            outcome = await self.hall.cast(Cast(group.id, key, vote))
            self.set_header("X-Course-Vote", outcome)
        self.redirect(self.addresses.phone(group.code), status=303)

    def _show(self, seen: Seen, problem: str = "") -> None:
        ballot = self.shelf.ballots.get(seen.turn.question) if seen.turn else None
        on_map = ballot is not None and ballot.form == "place"
        shown = {
            "group": seen.group,
            "stage": seen.stage,
            "turn": seen.turn if ballot else None,
            "ballot": ballot,
            "chosen": seen.vote.chosen if seen.vote else (),
            "signal": seen.signal,
            "problem": problem,
            "spots": json.dumps(spots(ballot)) if ballot and on_map else "",
            "map_words": json.dumps(own_words()) if on_map else "",
        }
        self.finish(self.page("join_vote.html", _("Your class"), shown))


class PhoneNews(NewsStream, JoinPage):
    """A stream of words that say when the page is to be read again."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Follow the class, for a phone that has a seat in it."""
        seen = await self.seen(code)
        if seen is None:
            return
        seat = self.seat(seen.group.code)
        if seen.signal is None:
            self.set_status(403)
        elif self.hall.streams[seat] >= STREAMS_OF_A_SEAT:
            self.set_status(429)
        else:
            self.hall.streams[seat] += 1
            try:
                await self.stream(self.hall, seen.group.id, lambda now: {"stage": now.stage})
            finally:
                self.hall.streams[seat] -= 1


def spots(ballot: Ballot) -> list[dict[str, str]]:
    """Return the places of a ballot as the body map takes them, each with its choice."""
    return [
        {
            "id": f"{choice.site}-{choice.side}" if choice.side else choice.site,
            "site": choice.site,
            "side": choice.side,
            "name": choice.text,
            "choice": choice.id,
        }
        for choice in ballot.choices
    ]


def _cookie(code: str) -> str:
    return f"course-seat-{code}"


def join(root: str) -> list[tuple[str, type[JoinPage]]]:
    """Return the pages for phones, with their addresses below the pattern `root`."""
    return [
        (rf"{root}j/?", Join),
        (rf"{root}j/([^/]{{1,40}})", Phone),
        (rf"{root}j/([^/]{{1,40}})/news", PhoneNews),
    ]
