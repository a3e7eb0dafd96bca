"""What classes leave in the record: each vote once, committed before anybody hears "counted".

The state of a class is here and nowhere else, so that a reload or a restart loses nothing, and
several servers can serve one class.
"""

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from course_lib.learning import class_tables as tables
from course_lib.learning.class_code import make_code
from course_lib.learning.class_vote import Vote
from course_lib.learning.store import Store

Stage = Literal["notice", "open", "closed", "shown"]
Outcome = Literal["counted", "already", "late", "nobody"]
Signal = Literal["", "fast", "lost"]
SIGNALS: tuple[Signal, ...] = ("", "fast", "lost")

SIGNAL_MINUTES = 5
"""After so long a signal is about something that has passed."""


@dataclass(frozen=True)
class Group:
    """A class: its code while it lasts, how many seats it has, and until when it is kept."""

    id: str
    code: str
    name: str
    seats: int
    is_open: bool
    is_over: bool
    made: datetime
    until: datetime


@dataclass(frozen=True)
class Turn:
    """One vote of a class on one question: the first `turn`, or the second after a discussion."""

    of_class: str
    number: int
    turn: int
    question: str
    version: str
    stage: Stage
    hands: Mapping[str, int]
    at: datetime

    @property
    def key(self) -> str:
        """Return what a form names the turn by."""
        return f"{self.number}-{self.turn}"


@dataclass(frozen=True)
class Cast:
    """A vote on its way into the record; `key` names the turn that it is for."""

    of_class: str
    key: str
    vote: Vote


@dataclass(frozen=True)
class Now:
    """How a class stands: the turn it is at, how many have joined and voted, and the signals."""

    turn: Turn | None
    joined: int = 0
    voted: int = 0
    fast: int = 0
    lost: int = 0
    is_over: bool = False

    @property
    def stage(self) -> str:
        """Return what is new whenever the pages of the class must show something else."""
        if self.is_over:
            return "over"
        return f"{self.turn.key}-{self.turn.stage}" if self.turn else "nothing"


@dataclass(frozen=True)
class Seen:
    """A class as one phone sees it; `signal` is None for a phone that has not joined."""

    group: Group
    turn: Turn | None
    signal: str | None = None
    vote: Vote | None = None

    @property
    def stage(self) -> str:
        """Return the stage of the class, as all its pages name it."""
        return Now(self.turn).stage


@dataclass(frozen=True)
class Everything:
    """All that a class has left: its turns in their order, with the votes of each by its key."""

    group: Group
    turns: tuple[Turn, ...] = ()
    votes: Mapping[str, tuple[Vote, ...]] = field(default_factory=dict)
    joined: int = 0


class ClassStore(Store):
    """The record, as classes see it; every method raises NotSavedError where it is away.

    It is one process's own, which asks often, so it may keep a `pool` of connections.
    """

    def begin(self, name: str, seats: int, days: float) -> Group:
        """Make a class with `seats`, to be deleted after so many `days`."""
        now = self._now()

        def work(connection: sa.Connection) -> Group:
            while True:
                group = Group(
                    secrets.token_hex(8), make_code(random.SystemRandom()), name, seats,
                    True, False, now, now + timedelta(days=days),
                )  # fmt: skip
                made = self._insert(tables.classes).values(vars(group)).on_conflict_do_nothing()
                if connection.execute(made.returning(tables.classes.c.id)).first():
                    return group

        return self._write(work)

    def classes(self) -> tuple[Group, ...]:
        """Return all classes that are kept, the newest first."""
        wanted = (
            sa.select(tables.classes)
            .where(tables.classes.c.until > self._now())
            .order_by(tables.classes.c.made.desc())
        )
        return tuple(_group(row) for row in self._read(lambda c: c.execute(wanted).all()))

    def group(self, id_: str) -> Group | None:
        """Return a class, None where there is none, or none any more."""
        return self._read(lambda c: self._group(c, tables.classes.c.id == id_))

    def seen(self, code: str, seat: str) -> Seen | None:
        """Return the class that phones join by `code` as `seat` sees it, None for an old code."""
        is_here = sa.and_(tables.classes.c.code == code, ~tables.classes.c.is_over)

        def work(connection: sa.Connection) -> Seen | None:
            group = self._group(connection, is_here)
            if group is None:
                return None
            signal = connection.execute(
                sa.select(tables.seats.c.signal).where(_is_seat(group.id, seat))
            ).scalar()
            turn = self._last(connection, group.id)
            if turn is None or signal is None:
                return Seen(group, turn, signal)
            mine = sa.select(tables.votes).where(_votes_of(turn), tables.votes.c.seat == seat)
            row = connection.execute(mine).first()
            return Seen(group, turn, signal, _vote(row) if row else None)

        return self._read(work)

    def join(self, of_class: str, seat: str) -> bool:
        """Give a phone the `seat`, unless the class is full or its door is closed."""

        def work(connection: sa.Connection) -> bool:
            group = self._group(connection, tables.classes.c.id == of_class, lock=True)
            if group is None or group.is_over or not group.is_open:
                return False
            if self._joined(connection, of_class) >= group.seats:
                return False
            connection.execute(
                sa.insert(tables.seats).values(
                    id=seat, of_class=of_class, signal="", at=self._now()
                )
            )
            return True

        return self._write(work)

    def signal(self, of_class: str, seat: str, signal: Signal) -> None:
        """Keep what a phone says quietly, in place of what it has said before."""
        mine = _is_seat(of_class, seat)
        said = sa.update(tables.seats).where(mine).values(signal=signal, at=self._now())
        self._write(lambda c: c.execute(said))

    def ask(self, of_class: str, question: str, version: str, stage: Stage, after: str) -> None:
        """Put a question to the class, unless it has gone on since the turn `after`."""

        def work(connection: sa.Connection) -> None:
            last = self._last(connection, of_class, lock=True)
            if (last.key if last else "") == after:
                number = last.number + 1 if last else 1
                self._add(connection, of_class, number, 1, question, version, stage)

        self._write(work)

    def ask_again(self, of_class: str, after: str) -> None:
        """Open the second turn of the question, unless the class has gone on since."""

        def work(connection: sa.Connection) -> None:
            last = self._last(connection, of_class, lock=True)
            if last and last.key == after and last.turn == 1 and last.stage == "closed":
                self._add(
                    connection, of_class, last.number, 2, last.question, last.version, "open"
                )

        self._write(work)

    def set_stage(self, of_class: str, key: str, before: Sequence[Stage], stage: Stage) -> None:
        """Take the turn `key` from a stage `before` to `stage`; a late tap does nothing."""
        number, turn = _numbers(key)
        changed = (
            sa.update(tables.rounds)
            .where(
                tables.rounds.c.of_class == of_class,
                tables.rounds.c.number == number,
                tables.rounds.c.turn == turn,
                tables.rounds.c.stage.in_(before),
            )
            .values(stage=stage)
        )
        self._write(lambda c: c.execute(changed))

    def count_hands(self, of_class: str, key: str, hands: Mapping[str, int]) -> None:
        """Keep the counts of raised hands that the trainer has typed, until votes are shown."""
        number, turn = _numbers(key)
        counted = (
            sa.update(tables.rounds)
            .where(
                tables.rounds.c.of_class == of_class,
                tables.rounds.c.number == number,
                tables.rounds.c.turn == turn,
                tables.rounds.c.stage.in_(["open", "closed"]),
            )
            .values(hands=dict(hands))
        )
        self._write(lambda c: c.execute(counted))

    def cast(self, casts: Sequence[Cast]) -> list[Outcome]:
        """Write votes down together, each once, and return what became of each."""

        def work(connection: sa.Connection) -> list[Outcome]:
            return [self._cast(connection, one) for one in casts]

        return self._write(work)

    def now(self, of_class: str) -> Now:
        """Return how the class stands."""
        since = self._now() - timedelta(minutes=SIGNAL_MINUTES)

        def work(connection: sa.Connection) -> Now:
            group = self._group(connection, tables.classes.c.id == of_class)
            if group is None or group.is_over:
                return Now(None, is_over=True)
            turn = self._last(connection, of_class)
            said = (
                sa.select(tables.seats.c.signal, sa.func.count())
                .where(tables.seats.c.of_class == of_class, tables.seats.c.at > since)
                .group_by(tables.seats.c.signal)
            )
            signals = dict(tuple(row) for row in connection.execute(said))
            voted = 0
            if turn:
                voted = connection.execute(
                    sa.select(sa.func.count()).select_from(tables.votes).where(_votes_of(turn))
                ).scalar_one()
                voted += sum(turn.hands.values())
            return Now(
                turn, self._joined(connection, of_class), voted,
                signals.get("fast", 0), signals.get("lost", 0),
            )  # fmt: skip

        return self._read(work)

    def left_by(self, of_class: str) -> Everything | None:
        """Return all that a class has left, None where there is no such class."""

        def work(connection: sa.Connection) -> Everything | None:
            group = self._group(connection, tables.classes.c.id == of_class)
            if group is None:
                return None
            rows = connection.execute(
                sa.select(tables.rounds)
                .where(tables.rounds.c.of_class == of_class)
                .order_by(tables.rounds.c.number, tables.rounds.c.turn)
            )
            turns = tuple(_turn(row) for row in rows)
            votes: dict[str, list[Vote]] = {turn.key: [] for turn in turns}
            given = sa.select(tables.votes).where(tables.votes.c.of_class == of_class)
            for row in connection.execute(given.order_by(tables.votes.c.seat)):
                votes[f"{row.number}-{row.turn}"].append(_vote(row))
            return Everything(
                group,
                turns,
                {key: tuple(found) for key, found in votes.items()},
                self._joined(connection, of_class),
            )

        return self._read(work)

    def set_door(self, of_class: str, is_open: bool) -> None:
        """Let phones join, or no more of them."""
        self._set(of_class, is_open=is_open)

    def end(self, of_class: str) -> None:
        """End the class: its code opens nothing from now on, and its record stays."""
        self._set(of_class, is_over=True, is_open=False)

    def keep_until(self, of_class: str, until: datetime) -> None:
        """Set when all of the class is deleted."""
        self._set(of_class, until=until)

    def delete_class(self, of_class: str) -> None:
        """Delete all that the class has left, for good."""
        self._delete_classes(tables.classes.c.id == of_class)

    def delete_old_classes(self) -> None:
        """Delete every class whose time has come."""
        is_old = tables.classes.c.until <= self._now()
        if self._read(lambda c: c.execute(sa.select(tables.classes.c.id).where(is_old)).first()):
            self._delete_classes(is_old)

    def _cast(self, connection: sa.Connection, cast: Cast) -> Outcome:
        number, turn = _numbers(cast.key)
        # Held, so that nobody closes the vote between looking and writing.
        stage = connection.execute(
            sa.select(tables.rounds.c.stage)
            .where(
                tables.rounds.c.of_class == cast.of_class,
                tables.rounds.c.number == number,
                tables.rounds.c.turn == turn,
            )
            .with_for_update(read=True)
        ).scalar()
        mine = sa.select(tables.seats.c.id).where(_is_seat(cast.of_class, cast.vote.seat))
        if connection.execute(mine).first() is None:
            return "nobody"
        place = {
            "of_class": cast.of_class, "number": number, "turn": turn, "seat": cast.vote.seat
        }
        if stage != "open":
            there = sa.select(tables.votes.c.seat).where(
                *(tables.votes.c[name] == value for name, value in place.items())
            )
            return "already" if connection.execute(there).first() else "late"
        row = self._insert(tables.votes).values(
            **place, chosen=list(cast.vote.chosen), sure=cast.vote.sure, at=self._now()
        )
        new = row.on_conflict_do_nothing().returning(tables.votes.c.seat)
        return "counted" if connection.execute(new).first() else "already"

    def _group(
        self, connection: sa.Connection, which: sa.ColumnElement[bool], *, lock: bool = False
    ) -> Group | None:
        wanted = sa.select(tables.classes).where(which, tables.classes.c.until > self._now())
        row = connection.execute(wanted.with_for_update() if lock else wanted).first()
        return _group(row) if row else None

    @staticmethod
    def _joined(connection: sa.Connection, of_class: str) -> int:
        count = sa.select(sa.func.count()).select_from(tables.seats)
        joined: int = connection.execute(
            count.where(tables.seats.c.of_class == of_class)
        ).scalar_one()
        return joined

    @staticmethod
    def _last(connection: sa.Connection, of_class: str, *, lock: bool = False) -> Turn | None:
        if lock:
            # The class stands for its turns, of which there may be none yet.
            held = sa.select(tables.classes.c.id).where(tables.classes.c.id == of_class)
            connection.execute(held.with_for_update())
        row = connection.execute(
            sa.select(tables.rounds)
            .where(tables.rounds.c.of_class == of_class)
            .order_by(tables.rounds.c.number.desc(), tables.rounds.c.turn.desc())
            .limit(1)
        ).first()
        return _turn(row) if row else None

    def _add(  # noqa: PLR0913, PLR0917 -- one for each column
        self, connection: sa.Connection, of_class: str, number: int, turn: int, question: str,
        version: str, stage: Stage,
    ) -> None:
        new = Turn(of_class, number, turn, question, version, stage, {}, self._now())
        connection.execute(sa.insert(tables.rounds).values(vars(new)))

    def _set(self, of_class: str, **values: Any) -> None:
        changed = sa.update(tables.classes).where(tables.classes.c.id == of_class).values(**values)
        self._write(lambda c: c.execute(changed))

    def _delete_classes(self, which: sa.ColumnElement[bool]) -> None:
        def work(connection: sa.Connection) -> None:
            ids = list(connection.execute(sa.select(tables.classes.c.id).where(which)).scalars())
            for table in tables.ALL:
                column = table.c.id if table is tables.classes else table.c.of_class
                connection.execute(sa.delete(table).where(column.in_(ids)))

        self._write(work)
        self.empty_log()


def _numbers(key: str) -> tuple[int, int]:
    """Return number and turn in `key`; of what is no key, those of no turn."""
    number, _dash, turn = key.partition("-")
    known = number.isascii() and number.isdigit() and turn in {"1", "2"} and len(number) < 7
    return (int(number), int(turn)) if known else (0, 0)


def _is_seat(of_class: str, seat: str) -> sa.ColumnElement[bool]:
    return sa.and_(tables.seats.c.id == seat, tables.seats.c.of_class == of_class)


def _votes_of(turn: Turn) -> sa.ColumnElement[bool]:
    return sa.and_(
        tables.votes.c.of_class == turn.of_class,
        tables.votes.c.number == turn.number,
        tables.votes.c.turn == turn.turn,
    )


def _group(row: sa.Row[Any]) -> Group:
    return Group(**row._mapping)


def _turn(row: sa.Row[Any]) -> Turn:
    return Turn(**row._mapping)


def _vote(row: sa.Row[Any]) -> Vote:
    return Vote(row.seat, tuple(row.chosen), row.sure)

