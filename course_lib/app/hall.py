"""The classes that are live on this server: votes on their way in, and who follows how it stands.

Votes that come together are written together. Whoever follows is told a moment after something has
changed here, and after a longer one what has changed through another server.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator

from course_lib.learning.class_store import Cast, ClassStore, Now, Outcome
from course_lib.learning.visit import NotSavedError

GATHER_SECONDS = 0.2
"""So long changes are gathered before they are told."""

LOOK_SECONDS = 2.0
"""So often it is looked what another server has changed."""

BEAT_SECONDS = 20.0
"""After so long without news a word is sent all the same, so that no proxy hangs up."""

TIDY_SECONDS = 600.0

_log = logging.getLogger(__name__)

Waiting = tuple[Cast, "asyncio.Future[Outcome]"]


class Hall:
    """All classes of this server."""

    def __init__(self, store: ClassStore) -> None:
        self.store = store
        self.streams: Counter[str] = Counter()
        """How many pages each seat has open."""
        self._casts: list[Waiting] = []
        self._writer: asyncio.Task[None] | None = None
        self._changed: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._followers: dict[str, set[asyncio.Queue[Now]]] = defaultdict(set)
        self._lookers: dict[str, asyncio.Task[None]] = {}
        self._latest: dict[str, Now] = {}

    async def cast(self, cast: Cast) -> Outcome:
        """Return what became of a vote once it is in the record; raises NotSavedError."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._casts.append((cast, future))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return await future

    def has_changed(self, of_class: str) -> None:
        """Let everybody who follows the class be told soon."""
        if of_class in self._followers:
            self._changed[of_class].set()

    async def follow(self, of_class: str) -> AsyncGenerator[Now | None]:
        """Yield how the class stands, at once and whenever that changes; None now and then."""
        news: asyncio.Queue[Now] = asyncio.Queue()
        followers = self._followers[of_class]
        followers.add(news)
        if of_class in self._latest:
            news.put_nowait(self._latest[of_class])
        if of_class not in self._lookers:
            self._lookers[of_class] = asyncio.create_task(self._look(of_class))
        try:
            while True:
                try:
                    async with asyncio.timeout(BEAT_SECONDS):
                        now = await news.get()
                except TimeoutError:
                    yield None
                else:
                    yield now
        finally:
            followers.discard(news)
            if not followers:
                self._stop_looking(of_class)

    async def tidy(self) -> None:
        """Delete for ever the classes whose time has come."""
        while True:
            try:
                await asyncio.to_thread(self.store.delete_old_classes)
            except NotSavedError as error:
                _log.warning("Old classes could not be deleted yet: %s", error)
            await asyncio.sleep(TIDY_SECONDS)

    async def _write(self) -> None:
        """Write all votes that wait, again and again until none do."""
        while self._casts:
            batch, self._casts = self._casts, []
            try:
                outcomes = await asyncio.to_thread(self.store.cast, [cast for cast, _ in batch])
            except Exception as error:
                # Whoever waits is told, and the next votes are written all the same.
                _tell(batch, error)
                continue
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)
            for of_class in {cast.of_class for cast, _ in batch}:
                self.has_changed(of_class)
        self._writer = None

    async def _look(self, of_class: str) -> None:
        """Look how the class stands, as long as anybody follows it."""
        changed = self._changed[of_class]
        while True:
            changed.clear()
            try:
                now = await asyncio.to_thread(self.store.now, of_class)
            except NotSavedError as error:
                _log.warning("How a class stands could not be read: %s", error)
            else:
                if now != self._latest.get(of_class):
                    self._latest[of_class] = now
                    for follower in self._followers[of_class]:
                        follower.put_nowait(now)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await changed.wait()
                await asyncio.sleep(GATHER_SECONDS)
            except TimeoutError:
                continue

    def _stop_looking(self, of_class: str) -> None:
        self._lookers.pop(of_class).cancel()
        for forgotten in (self._followers, self._changed, self._latest):
            forgotten.pop(of_class, None)


def _tell(batch: list[Waiting], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
