"""How often a resume code may be tried: enough for a class with cold fingers, not for guessing.

Addresses are kept in memory for minutes, to count; they are never written down.
"""

from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from time import monotonic

FROM_ONE_PLACE = (20, 15 * 60)
FROM_EVERYWHERE = (100, 60 * 60)
"""So many tries that found nothing, in so many seconds."""


class Attempts:
    """The tries of the last while; a try counts from its beginning until it has succeeded."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        from_one: tuple[int, int] = FROM_ONE_PLACE,
        from_all: tuple[int, int] = FROM_EVERYWHERE,
    ) -> None:
        self._clock = clock
        self._from_one = from_one
        self._from_all = from_all
        self._all: deque[float] = deque()
        self._by_place: dict[str, deque[float]] = {}

    def wait(self, address: str) -> int:
        """Return how many seconds `address` has to wait before its next try, 0 for none."""
        now = self._clock()
        self._forget(now)
        mine = self._by_place.get(_place(address), deque())
        return max(_wait(mine, self._from_one, now), _wait(self._all, self._from_all, now))

    def begin(self, address: str) -> int:
        """Count a try from `address` and return 0, or return how many seconds to wait instead."""
        wait = self.wait(address)
        if not wait:
            self.failed(address)
        return wait

    def failed(self, address: str) -> None:
        """Count a try from `address` that was a guess."""
        now = self._clock()
        self._by_place.setdefault(_place(address), deque()).append(now)
        self._all.append(now)

    def succeeded(self, address: str) -> None:
        """Take back the last try from `address`: it was no guess."""
        mine = self._by_place.get(_place(address))
        if mine:
            self._all.remove(mine.pop())

    def _forget(self, now: float) -> None:
        for place, times in list(self._by_place.items()):
            _drop(times, now - self._from_one[1])
            if not times:
                del self._by_place[place]
        _drop(self._all, now - self._from_all[1])


def _place(address: str) -> str:
    """Return what one house has of `address`: an IPv6 network has billions to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return parsed.exploded[:19]
    return str(parsed)


def _wait(times: deque[float], limit: tuple[int, int], now: float) -> int:
    tries, seconds = limit
    return int(times[0] + seconds - now) + 1 if len(times) >= tries else 0


def _drop(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
