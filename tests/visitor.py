"""A learner's browser in a few lines: it opens a lesson, and talks to the lesson's widgets."""

import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from websockets.sync.client import ClientConnection, connect

SESSION = "0123456789abcdef"
SECONDS = 30


@dataclass
class Visitor:
    """One browser of one learner; `page` and `kernel` are those of the lesson opened last."""

    address: str
    cookies: CookieJar = field(default_factory=CookieJar)
    page: str = ""
    kernel: str = ""

    def get(self, path: str) -> str:
        """Return the page at `path`."""
        return self._ask(path, None)

    def open(self, notebook: str) -> str:
        """Open a lesson and return its page."""
        self.page = self.get(f"/voila/render/{notebook}.ipynb")
        found = re.search(r'"kernelId": ?"([^"]+)"', self.page)
        self.kernel = found[1] if found else ""
        return self.page

    def leave(self) -> None:
        """Close the lesson's page, as a browser tells it to the server."""
        token = next(one.value for one in self.cookies if one.name == "_xsrf")
        self._ask(f"/voila/api/shutdown/{self.kernel}", urlencode({"_xsrf": token}).encode())

    @contextmanager
    def lesson(self) -> Iterator["Widgets"]:
        """Talk to the widgets of the lesson."""
        headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in self.cookies)}
        url = f"{self.address.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels"
        with connect(
            f"{url}?session_id={SESSION}", additional_headers=headers, origin=self.address,
            max_size=None, open_timeout=SECONDS,
        ) as line:
            yield Widgets(line)

    def _ask(self, path: str, body: bytes | None) -> str:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        with opener.open(self.address + path, body, timeout=SECONDS) as answer:
            return str(answer.read().decode())


class Widgets:
    """The widgets of an open lesson, by their model ids, in `states`."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self.states: dict[str, dict[str, Any]] = {}
        self._say("comm_open", {"comm_id": "all", "target_name": "jupyter.widget.control",
                                "data": {}})  # fmt: skip
        asked = self._say("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})
        for message in self._until_idle(asked):
            if message["msg_type"] == "comm_msg":
                said = message["content"]["data"]
                for id_, one in said["states"].items():
                    self.states[id_] = {"_model_name": one["model_name"], **one["state"]}

    def of(self, model: str, **like: Any) -> str:
        """Return the id of the widget of the kind `model` whose state is `like` that."""
        (found,) = (
            id_
            for id_, state in self.states.items()
            if state.get("_model_name") == model
            and all(state.get(name) == value for name, value in like.items())
        )
        return found

    def press(self, id_: str) -> None:
        """Press a button and wait until Python has answered."""
        self._tell(id_, {"method": "custom", "content": {"event": "click"}})

    def set(self, id_: str, **state: Any) -> None:
        """Change a widget, as its view does, and wait until Python has answered."""
        self._tell(id_, {"method": "update", "state": state, "buffer_paths": []})

    def tell(self, id_: str, content: dict[str, Any]) -> None:
        """Send what the view of a widget sends, and wait until Python has answered."""
        self._tell(id_, {"method": "custom", "content": content})

    def _tell(self, id_: str, data: dict[str, Any]) -> None:
        said = self._say("comm_msg", {"comm_id": id_, "data": data})
        for message in self._until_idle(said):
            if message["msg_type"] == "comm_msg":
                content = message["content"]
                changed = content["data"].get("state", {})
                self.states.setdefault(content["comm_id"], {}).update(changed)

    def _say(self, kind: str, content: dict[str, Any]) -> str:
        id_ = uuid4().hex
        header = {"msg_id": id_, "msg_type": kind, "session": SESSION, "username": "",
                  "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        self._line.send(json.dumps({
            "channel": "shell", "header": header, "parent_header": {},
            "metadata": {"version": "1.0.0"}, "content": content, "buffers": [],
        }))  # fmt: skip
        return id_

    def _until_idle(self, asked: str) -> Iterator[dict[str, Any]]:
        while True:
            message = _read(self._line.recv(timeout=SECONDS))
            if message["parent_header"].get("msg_id") != asked:
                continue
            yield message
            if message["content"].get("execution_state") == "idle":
                return


def _read(said: str | bytes) -> dict[str, Any]:
    """Return the message; what comes with attachments is bytes, and the attachments are left."""
    if isinstance(said, bytes):
        start, end = (int.from_bytes(said[at : at + 4], "big") for at in (4, 8))
        said = said[start:end].decode()
    message: dict[str, Any] = json.loads(said)
    return {**message, "msg_type": message["header"]["msg_type"]}
