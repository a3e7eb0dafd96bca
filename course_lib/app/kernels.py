"""Which kernel runs for whom: a kernel is nobody else's, and ends when its learner leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from jupyter_core.utils import ensure_async

from course_lib.app.limits import confine
from course_lib.app.pass_cookie import Pass
from course_lib.learning.learner import VARIABLE


@dataclass
class Opened:
    """A lesson that is open: for whom, since when, and whether its page has ever connected."""

    owner: Pass
    since: float
    is_reached: bool = False


class Kernels:
    """The kernels of all lessons that are open, by the pass of who opened them.

    One learner may have `each` of them; whoever opens one more leaves the oldest.
    """

    def __init__(
        self,
        manager: Any,
        each: int,
        note_start: Callable[[str], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._manager = manager
        self._each = each
        self._note_start = note_start
        self._clock = clock
        self._opened: dict[str, Opened] = {}

    @property
    def count(self) -> int:
        """Return how many lessons are open."""
        return len(self._manager)

    @property
    def visitors(self) -> int:
        """Return how many browsers have a lesson open."""
        self._forget_ended()
        return len({one.owner.sitting for one in self._opened.values()})

    def of(self, visitor: Pass) -> "OwnKernels":
        """Return what starts kernels for `visitor`."""
        return OwnKernels(self._manager, visitor, self)

    def owner(self, kernel: str) -> Pass | None:
        """Return for whom `kernel` was started."""
        opened = self._opened.get(kernel)
        return opened.owner if opened else None

    def may_reach(self, kernel: str, visitor: Pass | None) -> bool:
        """Tell whether `visitor` may know of `kernel`; one that has ended is nobody's secret."""
        owner = self.owner(kernel)
        if owner is None:
            return kernel not in self._manager
        return visitor is not None and owner.sitting == visitor.sitting

    def is_reached(self, kernel: str) -> None:
        """Note that the page of `kernel` has connected."""
        if kernel in self._opened:
            self._opened[kernel].is_reached = True

    async def make_room_for(self, visitor: Pass) -> None:
        """End the oldest lesson of a learner who has as many open as one may have."""
        self._forget_ended()
        mine = [
            kernel
            for kernel, one in self._opened.items()
            if one.owner.learner == visitor.learner
        ]
        for kernel in mine[: max(0, len(mine) - self._each + 1)]:
            await self.end(kernel)

    def has_opened(self, kernel: str, visitor: Pass, how: str) -> None:
        """Note for whom `kernel` runs, and let it take no more of the machine than its share."""
        self._opened[kernel] = Opened(visitor, self._clock())
        self._note_start(how)
        process = getattr(self._manager.get_kernel(kernel).provisioner, "pid", None)
        if process:
            confine(process)

    async def end(self, kernel: str) -> None:
        """End `kernel`; what its learner has answered is saved already."""
        self._opened.pop(kernel, None)
        if kernel in self._manager:
            await ensure_async(self._manager.shutdown_kernel(kernel, now=True))

    async def end_sitting(self, visitor: Pass) -> None:
        """End what `visitor` has opened in this browser."""
        await self._end_all(lambda one: one.owner.sitting == visitor.sitting)

    async def end_all_of(self, visitor: Pass) -> None:
        """End what the learner has opened, in whichever browser."""
        await self._end_all(lambda one: one.owner.learner == visitor.learner)

    async def end_unreached(self, seconds: float) -> None:
        """End every lesson whose page has not come for so many seconds: nobody misses it."""
        before = self._clock() - seconds
        await self._end_all(lambda one: not one.is_reached and one.since < before)

    async def _end_all(self, is_meant: Callable[[Opened], bool]) -> None:
        for kernel, one in list(self._opened.items()):
            if is_meant(one):
                await self.end(kernel)

    def _forget_ended(self) -> None:
        for ended in [one for one in self._opened if one not in self._manager]:
            del self._opened[ended]


class OwnKernels:
    """The kernel manager as a lesson's page sees it: it starts kernels that know their learner."""

    def __init__(self, manager: Any, visitor: Pass, kernels: Kernels) -> None:
        self._manager = manager
        self._visitor = visitor
        self._kernels = kernels

    async def start_kernel(self, *, env: dict[str, str], **more: Any) -> str:
        """Start a kernel for the visitor."""
        env = {**env, VARIABLE: self._visitor.learner.key}
        await self._kernels.make_room_for(self._visitor)
        kernel: str = await ensure_async(self._manager.start_kernel(env=env, **more))
        self._kernels.has_opened(kernel, self._visitor, "forked" if "fork" in more else "run")
        return kernel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)
