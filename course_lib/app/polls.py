"""The trainer's side of a class that votes: its screen, its questions, and its record."""

import asyncio
import csv
import io
import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import segno
from jupyter_server.auth.decorator import allow_unauthenticated
from markupsafe import Markup
from tornado.web import HTTPError

from course_lib.app.course_page import CoursePage
from course_lib.app.hall import Hall
from course_lib.app.join import spots
from course_lib.app.news import NewsStream
from course_lib.app.trainer import TrainerPage
from course_lib.language import _
from course_lib.learning.ballot import Ballot
from course_lib.learning.class_code import spaced
from course_lib.learning.class_record import Record, record_of
from course_lib.learning.class_store import Everything, Group, Now
from course_lib.learning.class_vote import FEWEST, advice, majority, shift, tally
from course_lib.learning.gain import SMALLEST_CLASS
from course_lib.learning.visit import NotSavedError
from course_lib.ui.body_map import own_words

SEATS = (30, 60, 120, 200, 400)
DAYS = (1, 7, 30, 90)
MOST_HANDS = 999
LONGEST_NAME = 60

SHORT = 110
"""So many letters of a question stand in the list to choose from."""

HERE = ("localhost", "127.0.0.1", "::1")

T = TypeVar("T")


class ClassPage(TrainerPage):
    """A trainer's page about a class; nobody keeps a copy of it."""

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

    async def left_by(self, of_class: str) -> Everything:
        """Return all that a class has left; there is no page for one that is no more."""
        left = await self.ask(self.hall.store.left_by, of_class)
        if left is None:
            raise HTTPError(404)
        return left

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say kindly what happened; also when the record cannot be reached."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, NotSavedError):
            self.set_status(503)
            title = _("This cannot be done just now")
            self.finish(self.page("record_away.html", title, {"why": str(error)}))
        else:
            super().write_error(status_code, **kwargs)


class Classes(ClassPage):
    """/teach/class: the classes that are kept, and the way to a new one."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show them."""
        classes = await self.ask(self.hall.store.classes)
        shown = {"classes": classes, "seats": SEATS, "days": DAYS, "spaced": spaced}
        self.finish(self.page("classes.html", _("Classes that vote"), shown))

    @allow_unauthenticated
    async def post(self) -> None:
        """Begin a class."""
        name = " ".join(self.get_body_argument("name", "").split())[:LONGEST_NAME]
        seats = _one_of(SEATS, self.get_body_argument("seats", ""), 60)
        days = _one_of(DAYS, self.get_body_argument("days", ""), 7)
        group = await self.ask(self.hall.store.begin, name, seats, days)
        self.redirect(self.addresses.of_class(group.id), status=303)


class ClassScreen(ClassPage):
    """/teach/class/ID: what the projector shows, and what the trainer presses."""

    @allow_unauthenticated
    async def get(self, of_class: str) -> None:
        """Show where the class is."""
        left = await self.left_by(of_class)
        now = await self.ask(self.hall.store.now, of_class)
        address, is_reachable = self._address_of(left.group)
        shown = {
            "group": left.group,
            "code": spaced(left.group.code),
            "now": now,
            "address": address,
            "short": address.split("//", 1)[1].removesuffix(f"/{left.group.code}"),
            "is_reachable": is_reachable,
            "qr": _qr(address),
            "lessons": self._bank(),
            "asked": [turn.question for turn in left.turns],
            **self._turn(left),
        }
        shown["wanted"] = self.get_query_argument(
            "question", shown["ballot"].following if shown["ballot"] else ""
        )
        title = left.group.name or _("Class %(code)s") % {"code": spaced(left.group.code)}
        self.finish(self.page("class.html", title, shown))

    @allow_unauthenticated
    async def post(self, of_class: str) -> None:
        """Do what was pressed, unless the class has gone on since the page was shown."""
        store = self.hall.store
        what, key = self.get_body_argument("what", ""), self.get_body_argument("key", "")
        match what:
            case "ask":
                await self._ask(of_class, key)
            case "open":
                await self.ask(store.set_stage, of_class, key, ["notice"], "open")
            case "close":
                await self.ask(store.set_stage, of_class, key, ["open"], "closed")
            case "again":
                await self.ask(store.ask_again, of_class, key)
            case "show":
                await self.ask(store.set_stage, of_class, key, ["closed"], "shown")
            case "hands":
                await self._count_hands(of_class, key)
            case "door":
                is_open = self.get_body_argument("door", "") == "open"
                await self.ask(store.set_door, of_class, is_open)
            case "end":
                await self.ask(store.end, of_class)
            case "keep":
                days = _one_of(DAYS, self.get_body_argument("days", ""), 7)
                until = datetime.now(UTC) + timedelta(days=days)
                await self.ask(store.keep_until, of_class, until)
            case "delete":
                await self.ask(store.delete_class, of_class)
        self.hall.has_changed(of_class)
        gone = what == "delete"
        back = "record" if what in {"end", "keep"} else ""
        self.redirect(
            self.addresses.classes if gone else self.addresses.of_class(of_class, back), status=303
        )

    async def _ask(self, of_class: str, after: str) -> None:
        ballot = self.shelf.ballots.get(self.get_body_argument("question", ""))
        if ballot is None:
            raise HTTPError(404)
        says_first = ballot.is_heavy or self.get_body_argument("notice", "") == "yes"
        stage = "notice" if says_first else "open"
        await self.ask(self.hall.store.ask, of_class, ballot.id, ballot.version, stage, after)

    async def _count_hands(self, of_class: str, key: str) -> None:
        left = await self.left_by(of_class)
        turn = next((turn for turn in left.turns if turn.key == key), None)
        ballot = self.shelf.ballots.get(turn.question) if turn else None
        if ballot is None:
            return
        typed = {choice.id: self.get_body_argument(choice.id, "") for choice in ballot.choices}
        hands = {
            id_: min(int(count), MOST_HANDS)
            for id_, count in typed.items()
            if count.isascii() and count.isdigit() and int(count[:6])
        }
        await self.ask(self.hall.store.count_hands, of_class, key, hands)

    def _turn(self, left: Everything) -> dict[str, Any]:
        """Return what the screen shows of the turn that the class is at."""
        turn = left.turns[-1] if left.turns else None
        ballot = self.shelf.ballots.get(turn.question) if turn else None
        if turn is None or ballot is None:
            return {"turn": None, "ballot": None, "key": turn.key if turn else ""}
        first = next(one for one in left.turns if one.number == turn.number)
        tallies = [
            tally(ballot, left.votes[one.key], one.hands)
            for one in left.turns
            if one.number == turn.number
        ]
        moved = None
        if turn.turn == 2:
            moved = shift(ballot, left.votes[first.key], left.votes[turn.key])
        return {
            "turn": turn,
            "ballot": ballot,
            "key": turn.key,
            "tallies": tallies,
            "last": tallies[-1],
            "moved": moved if moved and moved.learners >= FEWEST else None,
            "advice": advice(ballot, tallies[-1]),
            "fewest": FEWEST,
            "chosen": majority(ballot, tallies[-1]) if ballot.case else (),
            "rows": _rows(ballot, tallies) if turn.stage == "shown" else [],
            "spots": json.dumps(_counted_spots(ballot, tallies[-1].counts)),
            "map_words": json.dumps(own_words()),
        }

    def _bank(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the questions that can be asked, by lesson, each with a line to know it by."""
        titles = {lesson.id: lesson.title for lesson in self.shelf.lessons}
        found: dict[str, list[tuple[str, str]]] = {}
        bank = self.shelf.ballots.values()
        for ballot in sorted(bank, key=lambda one: (bool(one.case), one.lesson)):
            group = ballot.case or f"{ballot.lesson} {titles.get(ballot.lesson, '')}"
            found.setdefault(group, []).append((ballot.id, _line(ballot)))
        return list(found.items())

    def _address_of(self, group: Group) -> tuple[str, bool]:
        """Return the address for phones, and whether phones can reach it."""
        host = urlsplit(f"//{self.request.host}")
        address = f"{self.request.protocol}://{self.request.host}{self.addresses.phone(group.code)}"
        if host.hostname not in HERE:
            return address, True
        own = _own_address()
        listens = self.settings["course_server"].ip in {"0.0.0.0", "", "::", "*"}
        if not own or not listens:
            return address, False
        port = f":{host.port}" if host.port else ""
        path = self.addresses.phone(group.code)
        return f"{self.request.protocol}://{own}{port}{path}", True


class ClassNews(NewsStream, ClassPage):
    """A stream of the numbers on the trainer's screen."""

    @allow_unauthenticated
    async def get(self, of_class: str) -> None:
        """Follow the class."""
        await self.stream(self.hall, of_class, _numbers)


class ClassRecord(ClassPage):
    """/teach/class/ID/record: what the class has shown of itself; also as a table for a program."""

    @allow_unauthenticated
    async def get(self, of_class: str, as_file: str | None) -> None:
        """Show it, or send it as CSV."""
        left = await self.left_by(of_class)
        # In a thread, also because the first one reads a large library.
        record = await self.ask(record_of, left, self.shelf.ballots)
        if as_file:
            self.set_header("Content-Type", "text/csv; charset=UTF-8")
            name = f"class-{left.group.made:%Y-%m-%d}-{left.group.code}.csv"
            self.set_header("Content-Disposition", f'attachment; filename="{name}"')
            self.finish(_csv(record))
            return
        objectives = {
            (lesson.id, one.id): one.text
            for lesson in self.shelf.lessons
            for one in lesson.objectives
        }
        shown = {
            "group": left.group,
            "code": spaced(left.group.code),
            "record": record,
            "objectives": objectives,
            "fewest": FEWEST,
            "smallest": SMALLEST_CLASS,
            "days": DAYS,
            "questions": len({turn.number for turn in left.turns}),
        }
        self.finish(self.page("class_record.html", _("Record of the class"), shown))


def _numbers(now: Now) -> dict[str, Any]:
    return {
        "stage": now.stage, "joined": now.joined, "voted": now.voted,
        "fast": now.fast, "lost": now.lost,
    }  # fmt: skip


def _rows(ballot: Ballot, tallies: list[Any]) -> list[Any]:
    """Return the choices to show: all of a list; of places those that count for something."""
    return [
        choice
        for choice in ballot.choices
        if ballot.form != "place"
        or (choice.right and not ballot.is_disputed)
        or any(one.counts.get(choice.id) for one in tallies)
    ]


def _counted_spots(ballot: Ballot, counts: Any) -> list[dict[str, Any]]:
    if ballot.form != "place":
        return []
    return [{**spot, "count": counts.get(spot["choice"], 0)} for spot in spots(ballot)]


def _line(ballot: Ballot) -> str:
    """Return a question in a line, with what is to be known before it is asked."""
    stem = ballot.stem if len(ballot.stem) <= SHORT else f"{ballot.stem[:SHORT].rstrip()} …"
    notes = [
        words
        for words, holds in (
            (_("several answers"), ballot.form == "several"),
            (_("body map"), ballot.form == "place"),
            (_("sources disagree"), ballot.is_disputed),
            (_("with a notice"), ballot.is_heavy),
        )
        if holds
    ]
    return f"{stem} ({', '.join(notes)})" if notes else stem


def _qr(address: str) -> Markup:
    """Return a QR code as SVG, black on white in every theme, so that every phone reads it."""
    drawn = segno.make(address, error="m", micro=False)
    # Made by the library out of squares alone; the address is not in it as text.
    return Markup(
        drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="poll-qr")
    )


def _own_address() -> str:
    """Return this computer's address in the room's network; empty where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: it only asks which of its addresses the system would use.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        own: str = probe.getsockname()[0]
    return "" if own.startswith("127.") else own


def _csv(record: Record) -> str:
    """Return one line for each question; of a class too small, the headings alone."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([
        "lesson", "objective", "question", "version", "stem", "votes_first", "right_first",
        "votes_second", "right_second", "certain_and_wrong", "difficulty", "discrimination",
        "choices_first", "choices_second",
    ])  # fmt: skip
    for item in record.items:
        ballot, first, second = item.ballot, item.first, item.second
        has_key = not ballot.is_disputed
        writer.writerow([
            ballot.lesson, ballot.objective, ballot.id, ballot.version, ballot.stem,
            first.voters, first.right if has_key else "",
            second.voters if second else "",
            second.right if second and has_key else "",
            first.sure_and_wrong if has_key else "",
            "" if item.difficulty is None else f"{item.difficulty:.3f}",
            "" if item.discrimination is None else f"{item.discrimination:.3f}",
            json.dumps(dict(first.counts), sort_keys=True),
            json.dumps(dict(second.counts), sort_keys=True) if second else "",
        ])  # fmt: skip
    return table.getvalue()


def _one_of(allowed: tuple[int, ...], typed: str, otherwise: int) -> int:
    return next((one for one in allowed if str(one) == typed), otherwise)


def polls(root: str) -> list[tuple[str, type[CoursePage]]]:
    """Return the trainer's pages about classes, with their addresses below the pattern `root`."""
    of_class = rf"{root}teach/class/([0-9a-f]{{16}})"
    return [
        (rf"{root}teach/class/?", Classes),
        (of_class, ClassScreen),
        (rf"{of_class}/news", ClassNews),
        (rf"{of_class}/record(\.csv)?", ClassRecord),
    ]
