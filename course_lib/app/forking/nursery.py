"""The process in which templates are born: everything that all lessons need is here once.

It has one thread and no open line but the one to the server, and ends with it.
"""

import ast
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

# Nobody looks for bugs in a learner's kernel, and the memory of looking is each learner's own.
sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]

# What each kernel would import for itself at its start.
import ipykernel.debugger  # noqa: E402
import ipykernel.kernelapp  # noqa: E402, F401
from ipykernel.zmqshell import ZMQInteractiveShell  # noqa: E402
from traitlets.config import Config  # noqa: E402

from course_lib.app.forking.messages import hear  # noqa: E402
from course_lib.app.forking.template import be_template, cells_of  # noqa: E402


def modules_in(notebooks: Path) -> Iterator[str]:
    """Yield the name of every module that a cell of `notebooks` imports by itself."""
    for path in sorted(notebooks.glob("*.ipynb")):
        for kind, source in cells_of(path):
            if kind == "code":
                yield from _imported(source)


def _imported(source: str) -> Iterator[str]:
    try:
        nodes = ast.parse(source).body
    except SyntaxError:
        # Magic of IPython, or a mistake; the template will tell.
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def be_nursery(line: socket.socket, notebooks: Path, needed: list[str]) -> NoReturn:
    """Import what the lessons need, then fork a template whenever the server asks for one.

    Each of `needed` names a function, as module:function, that is called once for all lessons.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.chdir(notebooks)
    sys.path.insert(0, "")
    # As a kernel has it, before anything is imported that asks whether it is in one.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    ZMQInteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    for name in dict.fromkeys(modules_in(notebooks)):
        with suppress(Exception):  # the lesson that needs it says so itself
            importlib.import_module(name)
    for name in needed:
        module, _colon, function = name.partition(":")
        with suppress(Exception):
            getattr(importlib.import_module(module), function)()
    gc.collect()
    gc.freeze()
    while True:
        try:
            words, (end,) = hear(line)
        except EOFError:
            os._exit(0)
        if os.fork() == 0:
            line.close()
            try:
                be_template(socket.socket(fileno=end), words["notebook"])
            finally:
                os._exit(1)
        os.close(end)


if __name__ == "__main__":
    be_nursery(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]), sys.argv[3:])
