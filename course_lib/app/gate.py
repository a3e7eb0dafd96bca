"""The gate on the websocket of a lesson: widgets may talk to their kernel, nobody may send code.

What comes in is read, looked at and written anew, so that a kernel is told what was looked at and
nothing else. A learner who sends too fast is listened to more slowly; one who sends what no page
sends is cut off after a while, and the page connects again by itself.
"""

import asyncio
import json
import re
from collections.abc import Callable
from itertools import pairwise
from time import monotonic
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError

KINDS = frozenset(
    {"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"}
)
"""What the front end of widgets says. There is no execute_request here, and no shutdown_request:
a page that closes asks the server, which knows whose kernel it is."""

TARGETS = frozenset({"jupyter.widget.control"})
"""What a page may open: the way to ask for the state of all widgets. It makes no widgets itself."""

METHODS = frozenset({"update", "custom", "request_state", "request_states"})

LONGEST = 64 * 1024
"""So many bytes a message may have: the longest text that a learner can write is far shorter."""

A_SECOND = 30
AT_ONCE = 200
SOCKETS_OF_A_KERNEL = 4
PATIENCE = 50
"""After so many refused messages the websocket is closed."""

PARTS = ("header", "parent_header", "metadata", "content")
PROTOCOL = "v1.kernel.websocket.jupyter.org"


class RefusedError(Exception):
    """No page of the course sends this; the message is one word that says why."""


class Pace:
    """How fast one page may send: `AT_ONCE`, then so many a second; the rest waits its turn."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._earned = 0.0

    def wait(self) -> float:
        """Count a message and return for how many seconds it has to wait."""
        now = self._clock()
        self._earned = max(self._earned, now) + 1 / A_SECOND
        return max(0.0, self._earned - now - AT_ONCE / A_SECOND)


def packed_in(said: str | bytes) -> tuple[Any, dict[str, Any]]:
    """Return the channel and the message in `said`, by today's protocol; raises RefusedError."""
    if isinstance(said, str):
        raise RefusedError("shape")
    # The server's own reader would believe any number that stands here, and count up to it.
    count = int.from_bytes(said[:8], "little")
    if count != len(PARTS) + 2:
        raise RefusedError("upload" if count > len(PARTS) + 2 else "shape")
    ends = [int.from_bytes(said[at : at + 8], "little") for at in range(8, 8 * (count + 1), 8)]
    channel, *parts = (said[start:end] for start, end in pairwise(ends))
    return channel.decode(), {
        name: json.loads(part) for name, part in zip(PARTS, parts, strict=True)
    }


def written_in(said: str | bytes) -> tuple[Any, dict[str, Any]]:
    """Return the channel and the message in `said`, by the older protocol; raises RefusedError."""
    if isinstance(said, bytes):
        raise RefusedError("upload")
    message = json.loads(said)
    if not isinstance(message, dict):
        raise RefusedError("shape")
    if message.get("buffers"):
        raise RefusedError("upload")
    return message.get("channel"), message


def looked_at(channel: Any, message: dict[str, Any]) -> dict[str, Any]:
    """Return `message` with nothing in it but what a widget may say; raises RefusedError."""
    if channel not in (None, "shell"):
        raise RefusedError("channel")
    header, content = _parts(message)
    kind = header.get("msg_type")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RefusedError("kind")
    if kind == "comm_open" and content.get("target_name") not in TARGETS:
        raise RefusedError("target")
    if kind.startswith("comm_") and kind != "comm_info_request":
        _look_at_comm(kind, content)
    return {
        "header": header,
        "parent_header": message["parent_header"],
        "metadata": message["metadata"],
        "content": content,
    }


def _parts(message: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    if not all(isinstance(message.get(name), dict) for name in PARTS):
        raise RefusedError("shape")
    header, content = message["header"], message["content"]
    for name in ("msg_id", "session", "username", "date", "version"):
        if not isinstance(header.get(name, ""), str):
            raise RefusedError("shape")
    return header, content


def _look_at_comm(kind: str, content: dict[str, Any]) -> None:
    if not isinstance(content.get("comm_id"), str):
        raise RefusedError("shape")
    data = content.get("data", {})
    if not isinstance(data, dict):
        raise RefusedError("shape")
    if kind != "comm_msg":
        return
    method = data.get("method")
    if not isinstance(method, str) or method not in METHODS:
        raise RefusedError("method")
    if method == "update" and not isinstance(data.get("state"), dict):
        raise RefusedError("shape")
    if data.get("buffer_paths"):
        raise RefusedError("upload")


class WidgetTalk(ZMQChannelsWebsocketConnection):
    """A page's connection with its kernel, which hands on what the gate has looked at."""

    refused = 0

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Hand a message on, or refuse it and count that."""
        if not self.channels:
            return
        try:
            read = packed_in if self.subprotocol == PROTOCOL else written_in
            message = looked_at(*read(incoming_msg))
            packed = self.session.serialize(message)
        except RefusedError as why:
            self._refuse(str(why))
        except (ValueError, TypeError, LookupError, RecursionError):
            self._refuse("shape")
        else:
            self.session.send_raw(self.channels["shell"], packed[2:])

    def _on_zmq_reply(self, stream: Any, msg_list: Any) -> None:
        """Hand on what the kernel says, unless the page has just gone."""
        if self.websocket_handler.ws_connection is not None:
            super()._on_zmq_reply(stream, msg_list)  # type: ignore[no-untyped-call]

    def _refuse(self, why: str) -> None:
        self.refused += 1
        self.websocket_handler.settings["course_metrics"].refused.labels(why).inc()
        if self.refused == PATIENCE:
            self.websocket_handler.close(1008, "refused")


class LessonSocket(KernelWebsocketHandler):
    """The websocket of a lesson that is open; the gate in front knows whose kernel it is."""

    open_ones: set["LessonSocket"]

    def initialize(self, sockets: set["LessonSocket"]) -> None:
        """Take the set of all that are open."""
        self.open_ones = sockets
        self.pace = Pace()

    async def get(self, kernel_id: str) -> None:
        """Connect, unless one lesson has more connections than pages need."""
        if not re.fullmatch(r"[\w-]{1,64}", self.get_query_argument("session_id", "")):
            raise HTTPError(400)
        mine = [one for one in self.open_ones if one.kernel_id == kernel_id]
        if len(mine) >= SOCKETS_OF_A_KERNEL:
            raise HTTPError(429)
        await super().get(kernel_id)  # type: ignore[no-untyped-call]

    async def open(self, kernel_id: str) -> None:
        """Note that the page of this kernel has come."""
        self.open_ones.add(self)
        self.settings["course_kernels"].is_reached(kernel_id)
        await super().open(kernel_id)  # type: ignore[no-untyped-call]

    async def on_message(self, ws_message: str | bytes) -> None:
        """Hand on what the page says; nothing more is read from it while it has to wait."""
        if delay := self.pace.wait():
            await asyncio.sleep(delay)
        if self.connection is not None:
            self.connection.handle_incoming_message(ws_message)

    def on_close(self) -> None:
        """Forget the connection."""
        self.open_ones.discard(self)
        super().on_close()  # type: ignore[no-untyped-call]
