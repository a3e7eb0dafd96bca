"""How many lessons may be open at once, and how much of the machine each may take.

Who comes when all places are taken gets a number, and is let in by it.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

MOST_VARIABLE = "COURSE_MOST_LESSONS"
EACH_VARIABLE = "COURSE_MOST_LESSONS_EACH"

MEMORY_OF_ONE_RUN = 110 * 2**20
MEMORY_OF_ONE_FORKED = 30 * 2**20
"""What an open lesson takes, as `make bench` measures it."""
SHARE_OF_MEMORY = 0.75
UNKNOWN_MEMORY = 4 * 2**30
EACH = 4

LIFE_BYTES = 2 * 2**30
LIFE_SECONDS = 15 * 60
"""What one kernel may take of memory, and of a processor in all its life."""

MOST_WAITING = 1000
STILL_WAITING = 20.0
"""Who has not asked for so many seconds has gone away."""
COMES_BACK = 15.0
"""For so many seconds a place is kept for who reloads a page or goes on to the next lesson."""


class Room:
    """The places for open lessons, `most` of them; `taken` counts the lessons that are open."""

    def __init__(
        self, most: int, taken: Callable[[], int], clock: Callable[[], float] = monotonic
    ) -> None:
        self.most = most
        self._taken = taken
        self._clock = clock
        self._opening = 0
        self._kept: dict[str, float] = {}
        self._queue: dict[str, float] = {}

    @property
    def opening(self) -> int:
        """Return how many lessons are being opened just now; each takes a place already."""
        return self._opening

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        self._forget()
        return len(self._queue)

    @property
    def is_full(self) -> bool:
        """Tell whether whoever comes now has to wait."""
        self._forget()
        return self._free <= len(self._queue)

    @property
    def _free(self) -> int:
        return self.most - self._taken() - self._opening - len(self._kept)

    def number(self, who: str) -> int:
        """Return which number `who` has among those who wait, 0 when it is their turn."""
        self._forget()
        if who in self._kept:
            return 0
        if who not in self._queue and len(self._queue) >= MOST_WAITING:
            return MOST_WAITING + 1
        self._queue[who] = self._clock()
        ahead = list(self._queue).index(who)
        return 0 if ahead < self._free else ahead + 1

    def come_in(self, who: str) -> int:
        """Give `who` a place and return 0, or return their number; `sat_down` must follow."""
        number = self.number(who)
        if not number:
            self._kept.pop(who, None)
            self._queue.pop(who, None)
            self._opening += 1
        return number

    def sat_down(self) -> None:
        """Note that a lesson has been opened, or could not be: it is counted as open, or gone."""
        self._opening -= 1

    def keep(self, who: str) -> None:
        """Keep a place for a while for `who`, whose lesson has just been closed."""
        self._kept[who] = self._clock()

    def _forget(self) -> None:
        now = self._clock()
        for times, seconds in ((self._queue, STILL_WAITING), (self._kept, COMES_BACK)):
            for who in [who for who, seen in times.items() if now - seen > seconds]:
                del times[who]


def most_lessons(forked: bool) -> int:
    """Return how many lessons may be open at once: as configured, or as many as memory holds."""
    each = MEMORY_OF_ONE_FORKED if forked else MEMORY_OF_ONE_RUN
    fitting = int(memory() * SHARE_OF_MEMORY / each)
    return _number(MOST_VARIABLE, max(1, fitting))


def most_of_one() -> int:
    """Return how many lessons one learner may have open."""
    return _number(EACH_VARIABLE, EACH)


def memory() -> int:
    """Return how many bytes of memory this computer, or the container on it, has."""
    if os.name != "posix":
        return UNKNOWN_MEMORY
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        allowed = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return whole
    return min(whole, int(allowed)) if allowed.isdigit() else whole


def confine(process: int) -> None:
    """Let `process` take so much memory and time, and no more; Linux alone can be told so."""
    if sys.platform != "linux":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_DATA, LIFE_BYTES),
        (resource.RLIMIT_CPU, LIFE_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.prlimit(process, kind, (most, most))
        except (ProcessLookupError, PermissionError):
            # It has ended already, or whoever runs the course has set a lower limit.
            continue


def _number(variable: str, otherwise: int) -> int:
    given = os.environ.get(variable, "")
    return int(given) if given.isdigit() and int(given) else otherwise
