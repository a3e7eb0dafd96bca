"""Which kernel runs for whom: a kernel is nobody else's, and ends when its learner leaves."""

from collections.abc import Callable
from typing import Any

from jupyter_core.utils import ensure_async

from course_lib.app.pass_cookie import Pass
from course_lib.learning.learner import VARIABLE


class Kernels:
    """The kernels of all lessons that are open, by the pass of who opened them."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager
        self._owners: dict[str, Pass] = {}

    def of(self, visitor: Pass) -> "OwnKernels":
        """Return what starts kernels for `visitor`."""
        return OwnKernels(self._manager, visitor, self._owners)

    def may_reach(self, kernel: str, visitor: Pass | None) -> bool:
        """Tell whether `visitor` may know of `kernel`; one that has ended is nobody's secret."""
        owner = self._owners.get(kernel)
        if owner is None:
            return kernel not in self._manager
        return visitor is not None and owner.sitting == visitor.sitting

    async def end_sitting(self, visitor: Pass) -> None:
        """End what `visitor` has opened in this browser."""
        await self._end(lambda owner: owner.sitting == visitor.sitting)

    async def end_all_of(self, visitor: Pass) -> None:
        """End what the learner has opened, in whichever browser."""
        await self._end(lambda owner: owner.learner == visitor.learner)

    async def _end(self, is_meant: Callable[[Pass], bool]) -> None:
        for kernel, owner in list(self._owners.items()):
            if is_meant(owner):
                del self._owners[kernel]
                if kernel in self._manager:
                    await ensure_async(self._manager.shutdown_kernel(kernel, now=True))


class OwnKernels:
    """The kernel manager as a lesson's page sees it: it starts kernels that know their learner."""

    def __init__(self, manager: Any, visitor: Pass, owners: dict[str, Pass]) -> None:
        self._manager = manager
        self._visitor = visitor
        self._owners = owners

    async def start_kernel(self, *, env: dict[str, str], **more: Any) -> str:
        """Start a kernel for the visitor."""
        env = {**env, VARIABLE: self._visitor.learner.key}
        kernel: str = await ensure_async(self._manager.start_kernel(env=env, **more))
        for ended in [one for one in self._owners if one not in self._manager]:
            del self._owners[ended]
        self._owners[kernel] = self._visitor
        return kernel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)
