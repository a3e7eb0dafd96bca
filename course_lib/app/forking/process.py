"""A forked kernel as Jupyter's kernel manager sees it: a process that it can ask and end."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from course_lib.app.forking.messages import hear_soon, is_readable, pair, say

START_SECONDS = 30.0

Fork = Callable[[str, dict[str, str]], Awaitable["ForkedProcess"]]


class ForkError(Exception):
    """No kernel could be forked; the message says why."""


class ForkedProcess:
    """A process that is nobody's child here; the few methods of `Popen` that are asked for.

    It ends when `line` is closed, that is at the latest with this process.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, file: int, line: socket.socket) -> None:
        self.pid = pid
        self._file = file
        self._line = line

    def poll(self) -> int | None:
        """Return None while it runs, afterwards 0: how it ended is not told to strangers."""
        return 0 if self._file < 0 or is_readable(self._file) else None

    def wait(self) -> int:
        """Forget the process once it has ended; it is asked with `poll` before."""
        if self._file >= 0:
            # As the first process of a container this one inherits all orphans.
            with suppress(ChildProcessError):
                os.waitid(os.P_PIDFD, self._file, os.WEXITED)
            os.close(self._file)
            self._file = -1
            self._line.close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to this process and to no other; raises ProcessLookupError."""
        signal.pidfd_send_signal(self._file, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


async def forked(
    template: socket.socket, connection: str, environment: dict[str, str]
) -> ForkedProcess:
    """Let the process at the other end of `template` fork a kernel; raises ForkError."""
    line, other = pair()
    try:
        with other:
            say(template, {"connection": connection, "environment": environment}, other.fileno())
        words, (file,) = await hear_soon(line, START_SECONDS)
    except (OSError, EOFError, TimeoutError) as error:
        line.close()
        raise ForkError("the template does not answer") from error
    process = ForkedProcess(words["pid"], file, line)
    try:
        await hear_soon(line, START_SECONDS)
    except (OSError, EOFError, TimeoutError, asyncio.CancelledError) as error:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if isinstance(error, asyncio.CancelledError):
            raise
        raise ForkError("the kernel did not open the lesson") from error
    return process


class LessonProvisioner(LocalProvisioner):
    """Starts a kernel as the fork that it is given, otherwise as any other."""

    async def launch_kernel(
        self, cmd: list[str], *, fork: Fork | None = None, **more: Any
    ) -> KernelConnectionInfo:
        """Start the kernel and return how to reach it; raises ForkError."""
        if fork is None:
            return await super().launch_kernel(cmd, **more)
        manager: Any = self.parent
        process = await fork(manager.connection_file, more["env"])
        self.process, self.pid = process, process.pid  # type: ignore[assignment]
        return self.connection_info


def offer_forks(server: Any) -> None:
    """Let every kernel of `server` be started by a `LessonProvisioner`."""
    name = "course-lesson"
    factory = KernelProvisionerFactory.instance(parent=server)
    factory.provisioners[name] = EntryPoint(
        name, f"{__name__}:{LessonProvisioner.__name__}", factory.GROUP_NAME
    )
    factory.default_provisioner_name = name
