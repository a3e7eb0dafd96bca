"""The process that has run one lesson, and forks a kernel for each visitor.

Nothing here knows a visitor, and nothing may run beside it: a fork copies one thread only, so no
socket of a kernel and no event loop exists before the fork.
"""

import gc
import json
import os
import socket
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from nbformat.v4 import output_from_msg

from course_lib.app.forking.kernel import be_kernel
from course_lib.app.forking.messages import hear, say
from course_lib.learning.opening import wait_for_learner

THREADS = Path("/proc/self/task")
MOST_WORDS = 10_000
SHOWN = {"display_data", "execute_result"}


class Recorder(Session):
    """Keeps what a cell shows, where a kernel would send it to its page."""

    def __init__(self) -> None:
        super().__init__()
        self.outputs: list[Any] = []
        self.cells = 0

    def send(self, stream: Any, msg_or_type: Any, *_more: Any, **_others: Any) -> None:
        """Keep the message if it is one that the page shows."""
        if isinstance(msg_or_type, dict) and msg_or_type["header"]["msg_type"] in SHOWN:
            output = output_from_msg(msg_or_type)  # type: ignore[no-untyped-call]
            if "execution_count" in output:
                output["execution_count"] = self.cells
            self.outputs.append(output)


def cells_of(notebook: Path) -> list[tuple[str, str]]:
    """Return the kind and the source of each cell."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


class LessonError(Exception):
    """The lesson cannot be run once for all; the message says why."""


def be_template(line: socket.socket, notebook: str) -> NoReturn:
    """Run `notebook`, send what it shows to the server, and fork a kernel whenever it asks."""
    say(line, {"pid": os.getpid()})
    try:
        cells = run(Path(notebook))
        _refuse_threads()
    except Exception as error:
        say(line, {"failed": f"{type(error).__name__}: {error}"[:MOST_WORDS]})
        os._exit(0)
    file = _file_of(cells)
    say(line, {"ready": True}, file)
    os.close(file)
    del cells
    gc.collect()
    gc.freeze()
    while True:
        try:
            words, (end,) = hear(line)
        except EOFError:
            os._exit(0)
        if os.fork() == 0:
            line.close()
            be_kernel(socket.socket(fileno=end), words["connection"], words["environment"])
        os.close(end)


def run(notebook: Path) -> list[list[Any]]:
    """Run the cells of `notebook` and return the outputs of each; raises LessonError."""
    recorder = Recorder()
    shell: Any = ZMQInteractiveShell.instance()
    shell.displayhook.session = shell.display_pub.session = recorder
    shell.displayhook.topic = b"execute_result"
    wait_for_learner()
    found = []
    for kind, source in cells_of(notebook):
        recorder.outputs = []
        if kind == "code":
            recorder.cells += 1
            printed = StringIO()
            with redirect_stdout(printed), redirect_stderr(StringIO()):
                result = shell.run_cell(source)
            if error := result.error_before_exec or result.error_in_exec:
                lines = "".join(traceback.format_exception(error))
                raise LessonError(f"a cell of {notebook} failed\n{lines}")
            if printed.getvalue():
                recorder.outputs.insert(0, _words(printed.getvalue()))
        found.append(recorder.outputs)
    return found


def _words(printed: str) -> dict[str, str]:
    return {"output_type": "stream", "name": "stdout", "text": printed}


def _refuse_threads() -> None:
    if sum(1 for _ in THREADS.iterdir()) > 1:
        raise LessonError("the lesson has started a thread, which no fork would have")


def _file_of(cells: list[list[Any]]) -> int:
    """Return an open file that holds `cells` as JSON; they are longer than a message may be."""
    file = os.memfd_create("outputs")
    with open(file, "w", encoding="utf-8", closefd=False) as written:
        json.dump(cells, written)
    return file
