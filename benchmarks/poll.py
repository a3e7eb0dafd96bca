"""Three classes of 150 phones vote within ten seconds: how soon are votes counted, and shown?

Phones and trainers are real HTTP clients on this computer; each phone keeps its stream of news
open, and reads its page again when it is told to, as its script does.
"""

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from phones import PASSWORD, Phone, Trainer, phones, until
from postgresql import running_postgresql
from served_course import running_lessons

CLASSES = 3
PHONES = 150
SECONDS = 10.0


class Class:
    """One class: its trainer, its phones, and what each was told when."""

    def __init__(self, address: str) -> None:
        self.trainer = Trainer(address)
        self.phones: list[Phone] = []
        self.counted: list[float] = []
        self.shown: list[tuple[float, int]] = []
        self.waits: list[float] = []
        self.reread: list[float] = []
        self.stages: dict[int, str] = {}
        self._streams: list[asyncio.Task[None]] = []

    async def come_in(self) -> None:
        """Let everybody join and follow."""
        await self.trainer.log_in()
        code = await self.trainer.begin(seats=200)
        self.phones = await phones(self.trainer.address, code, PHONES)
        self._streams = [
            asyncio.create_task(self.trainer.news(f"{self.trainer.screen}/news", self._is_shown)),
            *(asyncio.create_task(self._follow(n, one)) for n, one in enumerate(self.phones)),
        ]
        await self.trainer.press("ask", question="plain")
        await self.is_told("1-1-open")

    async def is_told(self, stage: str) -> None:
        """Wait until every phone has been told that the class is at `stage`."""
        await until(
            lambda: list(self.stages.values()).count(stage) == len(self.phones), seconds=60
        )

    async def vote(self) -> None:
        """Let all phones vote at moments of their own within `SECONDS`."""
        await asyncio.gather(*(self._vote(phone) for phone in self.phones))
        await until(lambda: self.shown[-1][1] == PHONES, seconds=30)

    async def close(self) -> None:
        """Close the vote, and let all phones read their page again."""
        begun = perf_counter()
        await self.trainer.press("close", "1-1")
        await self.is_told("1-1-closed")

        async def read(phone: Phone) -> None:
            await phone.get(phone.page)
            self.reread.append(perf_counter() - begun)

        await asyncio.gather(*map(read, self.phones))
        for stream in self._streams:
            stream.cancel()

    def lags(self) -> list[float]:
        """Return for each vote how long after it was counted the trainer's picture showed it."""
        return [
            max(0.0, next(at for at, count in self.shown if count >= number) - counted)
            for number, counted in enumerate(sorted(self.counted), start=1)
        ]

    async def _vote(self, phone: Phone) -> None:
        await asyncio.sleep(random.uniform(0, SECONDS))
        begun = perf_counter()
        outcomes = await asyncio.gather(*(phone.vote("yes") for _tap in range(2)))
        assert sorted(outcomes) == ["already", "counted"], outcomes
        self.counted.append(perf_counter())
        self.waits.append(perf_counter() - begun)

    async def _follow(self, number: int, phone: Phone) -> None:
        await phone.news(
            f"{phone.page}/news", lambda news: self.stages.update({number: news["stage"]})
        )

    def _is_shown(self, news: Any) -> None:
        self.shown.append((perf_counter(), news["voted"]))


@contextmanager
def served(url: str) -> Iterator[str]:
    """Serve a course that keeps its record at `url`."""
    given = {"COURSE_TRAINER_PASSWORD": PASSWORD, "COURSE_DATABASE_URL": url}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(given, COURSE_DATA_FOLDER=folder)
        with running_lessons(Path(folder)) as course:
            yield course.address


def records() -> Iterator[tuple[str, str]]:
    """Yield the name and the URL of an empty record in each database that is here."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/record.sqlite"
    with running_postgresql() as server:
        if server:
            yield "PostgreSQL", server.database("poll")


async def play(address: str) -> list[Class]:
    """Let all classes vote at once; every phone taps twice, and is counted once."""
    classes = [Class(address) for _ in range(CLASSES)]
    for one in classes:
        await one.come_in()
    await asyncio.gather(*(one.vote() for one in classes))
    await asyncio.gather(*(one.close() for one in classes))
    for one in classes:
        assert one.shown[-1][1] == PHONES, "every vote is counted exactly once"
    return classes


def measured() -> dict[str, float]:
    """Return in seconds how long votes wait for "counted", and the picture for votes."""
    found = {}
    for name, url in records():
        with served(url) as address:
            classes = asyncio.run(play(address))
        what = f"poll: {CLASSES} classes of {PHONES} phones in {SECONDS:.0f} s, {name}"
        for words, values in (
            ("vote counted", [wait for one in classes for wait in one.waits]),
            ("picture follows", [lag for one in classes for lag in one.lags()]),
            ("phones show the next stage", [wait for one in classes for wait in one.reread]),
        ):
            values.sort()
            found[f"{what}, {words}, p50"] = values[len(values) // 2]
            found[f"{what}, {words}, p95"] = values[int(len(values) * 0.95)]
    return found


if __name__ == "__main__":
    for line, value in measured().items():
        print(f"{line:<80} {value * 1000:8.1f} ms")
