"""A kernel that is forked from a template: the lesson is there, and now its learner comes."""

import os
import random
import signal
import socket
import sys
import traceback
from threading import Thread
from typing import Any, NoReturn

from ipykernel.kernelapp import IPKernelApp

from course_lib.app.forking.messages import say
from course_lib.learning.opening import let_in


class ForkedKernel(IPKernelApp):
    """A kernel that takes over the shell, the widgets and the folder of its template."""

    STEPS = (
        "init_connection_file",
        "init_sockets",
        "init_heartbeat",
        "log_connection_info",
        "init_io",
        "init_signal",
        "init_kernel",
        "init_shell",
    )

    def initialize(self, _argv: list[str] | None = None) -> None:
        """Make the sockets and what listens to them; no settings are read, nothing else is run."""
        for step in self.STEPS:
            getattr(self, step)()


def be_kernel(line: socket.socket, connection: str, environment: dict[str, str]) -> NoReturn:
    """Open the lesson for the learner whom `environment` names, and serve them until they leave."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(environment)
        file = os.pidfd_open(os.getpid())
        say(line, {"pid": os.getpid()}, file)
        os.close(file)
        app = _opened(connection)
        app.poller = Thread(target=_end_with_server, args=(line,), daemon=True)
        say(line, {"ready": True})
        app.start()  # type: ignore[no-untyped-call]
    except BaseException:
        # Nothing may climb from here into the frames of the template.
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _opened(connection: str) -> ForkedKernel:
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    # What the widgets would say now goes nowhere: the page will ask for their state.
    let_in()
    app = ForkedKernel.instance(connection_file=connection, parent_handle=1)
    app.initialize()
    kernel: Any = app.kernel
    kernel.shell.kernel = kernel
    for line in kernel.comm_manager.comms.values():
        # It had nobody to speak through, and would stay silent.
        line.kernel = kernel
    return app


def _end_with_server(line: socket.socket) -> None:
    """End when nobody holds the other end of `line` any more, however the server has ended."""
    line.recv(1)
    os._exit(0)
