"""Somebody tries to get at what is not theirs; the course stays closed, and others notice nothing.

All attempts are made against one running server. At the end it still serves, and a learner who was
there all the time goes on with her lesson.
"""

import asyncio
import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from served_course import Running
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

LESSON = "/voila/render/02_first.ipynb"
NOBODY = "00000000-0000-0000-0000-000000000000"
CLOSED = {400, 403, 404, 405, 413, 414, 429, 431}
SECRETS = (
    "not for learners", "ipywidgets", '"cells"', "Traceback", "root:x:", "import ", "[core]",
    "cookie_secret", "SQLite", "kernel_id",
)  # fmt: skip
# What a kernel says only to who has reached more of it than its widgets.
FORBIDDEN = {
    "execute_reply", "execute_input", "execute_result", "stream", "complete_reply", "error",
    "inspect_reply", "history_reply", "is_complete_reply", "debug_reply", "input_request",
    "connect_reply", "interrupt_reply", "shutdown_reply", "usage_reply", "comm_close",
    "create_subshell_reply", "list_subshell_reply",
}  # fmt: skip
NUMBERS = count()
V1 = "v1.kernel.websocket.jupyter.org"
PARTS = ("header", "parent_header", "metadata", "content")
SEED = 8
PATIENCE = 20
SOME_NOISE = 250
MUCH_NOISE = 50_000


class Visitor:
    """A browser with one lesson open, that can also send what no browser sends."""

    def __init__(self, served: Running, loop: asyncio.AbstractEventLoop) -> None:
        self.served = served
        self.loop = loop
        self.host = urlsplit(served.address).netloc
        self.cookie = ""
        self.sent = 0
        self.told: list[dict[str, Any]] = []
        self.socket: WebSocketClientConnection | None = None
        page = self.ask("GET", LESSON)
        self.cookie = "; ".join(re.findall(r"(?im)^set-cookie: ([^;]+)", page))
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)
        assert found is not None
        self.kernel: str = json.loads(found[1])["kernelId"]
        self.widgets = self.models()

    def raw(self, said: bytes, until: bytes = b"") -> str:
        """Say something on a connection of its own, and return what comes back."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=20) as line:
            try:
                line.sendall(said)
                heard = b""
                while part := line.recv(65_536):
                    heard += part
                    if until and until in heard:
                        break
            except ConnectionError:
                return ""
        return heard.decode(errors="replace")

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> str:
        sent = {"Host": self.host, "Cookie": self.cookie, "Connection": "close"}
        sent |= {"Content-Length": str(len(body))} if body else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        # By the older version a page comes in one piece.
        version = "1.1" if "Upgrade" in sent else "1.0"
        lines = [f"{method} {path} HTTP/{version}", *(f"{k}: {v}" for k, v in sent.items())]
        said = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
        return self.raw(said, b"\r\n\r\n" if "Upgrade" in sent else b"")

    @property
    def token(self) -> str:
        found = re.search(r"_xsrf=([^;]+)", self.cookie)
        return found[1] if found else ""

    def connect(self, protocol: str | None = None) -> WebSocketClientConnection:
        self.sent += 1
        address = f"{self.served.address.replace('http', 'ws')}/api/kernels/{self.kernel}/channels"
        request = HTTPRequest(
            f"{address}?session_id=s{self.sent}",
            headers={"Cookie": self.cookie},
        )
        protocols = [protocol] if protocol else None
        return self.run(websocket_connect, request, subprotocols=protocols)

    def leave(self, *connections: WebSocketClientConnection) -> None:
        async def soon() -> None:
            for one in connections:
                one.close()

        self.run(soon)

    def come_again(self, protocol: str | None = None) -> WebSocketClientConnection:
        """Connect as soon as the server has noticed that earlier connections are closed."""
        for _attempt in range(10 * PATIENCE):
            try:
                return self.connect(protocol)
            except HTTPClientError:
                self.run(asyncio.sleep, 0.1)
        raise AssertionError("the connections of before are never closed")

    def run(self, do: Callable[..., Any], *given: Any, **more: Any) -> Any:
        async def soon() -> Any:
            return await asyncio.wait_for(do(*given, **more), PATIENCE)

        return self.loop.run_until_complete(soon())

    def say(self, said: str | bytes) -> None:
        """Send it as it is; connect again where the server has closed the connection."""
        if self.socket is None or self.socket.close_code is not None:
            self.socket = self.come_again()
        self.run(self.socket.write_message, said, binary=isinstance(said, bytes))

    def check(self) -> list[dict[str, Any]]:
        """Ask the kernel something that a page may ask; return all that has come until then."""
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["msg_type"] != "comm_info_reply":
            try:
                if not heard:
                    self.say(message("comm_info_request", {}))
                assert self.socket is not None
                heard.append(json.loads(self.run(self.socket.read_message) or "null"))
            except WebSocketClosedError:
                self.socket = None
            if heard and heard[-1] is None:
                # Cut off; whoever is, may come again.
                self.socket, heard = None, []
        return heard

    def is_cut_off_after(self, *said: str) -> int | None:
        """Send all that on a new connection, and return by which code it is closed."""
        socket_ = self.come_again()
        with suppress(WebSocketClosedError):
            for one in said:
                self.run(socket_.write_message, one)
        while self.run(socket_.read_message) is not None:
            continue
        return socket_.close_code

    def models(self) -> set[str]:
        return set(self.check()[-1]["content"]["comms"])

    def press(self) -> None:
        """Press the button of the lesson, and read the answer of Python."""
        press = {"method": "custom", "content": {"event": "click"}}
        for data in (press, {"method": "request_state"}):
            for model in self.widgets:
                self.say(message("comm_msg", {"comm_id": model, "data": data}))
        # The two channels of a kernel keep no order between them.
        heard = [self.check() for _ in range(5)]
        assert "Python has answered" in json.dumps(heard)


def message(kind: Any, content: Any, channel: Any = "shell") -> str:
    # A kernel takes two messages that are the same for one.
    header = {"msg_id": f"message-{next(NUMBERS)}", "msg_type": kind, "username": "",
              "session": "s", "date": "2026-01-01T00:00:00Z", "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content,
                       "channel": channel, "buffers": []})


def framed(parts: list[bytes]) -> bytes:
    """Today's protocol: how many offsets, the offsets, then the channel and the parts."""
    at, ends = 8 * (len(parts) + 2), []
    for part in parts:
        ends.append(at)
        at += len(part)
    numbers = [len(parts) + 1, *ends, at]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(parts)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def other(served: Running, loop: asyncio.AbstractEventLoop) -> Visitor:
    """A learner who is in the middle of her lesson all the time."""
    return Visitor(served, loop)


@pytest.fixture(scope="module")
def attacker(served: Running, loop: asyncio.AbstractEventLoop, other: Visitor) -> Visitor:
    return Visitor(served, loop)


def status_of(answer: str) -> int:
    found = re.match(r"HTTP/1\.\d (\d{3})", answer)
    return int(found[1]) if found else 400  # a connection that is closed without a word


def assert_closed(answer: str) -> None:
    assert status_of(answer) in CLOSED, answer[:300]
    for secret in SECRETS:
        assert secret not in answer.replace("frame-ancestors", "")


PATHS = [
    "/.git/config", "/.git/HEAD", "/.env", "/data/questions/02_sorting.yaml", "/data/",
    "/notebooks/02_first.ipynb", "/record.sqlite", "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd", "/../../../../etc/passwd", "/voila/render/..%2f..%2fREADME.ipynb",
    "/voila/render/%2e%2e%2fanswers.ipynb", "/voila/render/02_first%00.ipynb",
    "/voila/render/02_first.ipynb%2f..%2fanswers.txt", "/voila/render/....//answers.ipynb",
    "/voila/render/%252e%252e%252fanswers.ipynb", "/voila/files/..%2fanswers.txt",
    "/voila/templates/lab/index.html.j2", "/voila/static/../../x",
    "/course/files/0/..%2f..%2f..%2fetc%2fpasswd", "/course/files/0/%2e%2e/%2e%2e/__init__.py",
    "/course/files/0//etc/passwd", "/course/files/0/static/%00",
    "/course/files/0/file:///etc/passwd", "/api/contents/..%2f..%2fetc",
    "/api/contents/.git/config", "/api/contents?content=1", "/api/kernels", "/api/kernels/",
    "/api/kernels?x=1", "/api/kernelspecs/python3", "/api/sessions", "/api/terminals",
    "/terminals/1", "/terminals/websocket/1", "/files/answers.txt?download=1",
    "/nbconvert/python/02_first.ipynb", "/tree", "/lab", "/lab/api/settings",
    "/login?next=//evil.example", "/logout", "/hub/login", "/api/shutdown", "/server-status",
    "/debug/vars", "/wp-login.php", "/static/../answers.txt", "/api/config/notebook",
    "/proc/self/environ", "/me/stored.json/../../answers.txt", "/API/CONTENTS",
    "/api/contents;x=.ipynb", "/voila/render/02_first.IPYNB", "/voila/render/02_first.ipynb/",
    f"/voila/query/{NOBODY}", f"/voila/execution/{NOBODY}", f"/api/kernels/{NOBODY}",
    f"/api/kernels/{NOBODY}/../{NOBODY}", "/lesson/02%0d%0aSet-Cookie:%20x=y",
    "/lesson/٠٢".encode().decode("latin-1"),
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_a_page_of_the_course_is_closed(attacker: Visitor, path: str) -> None:
    answer = attacker.ask("GET", path)
    assert_closed(answer)
    assert "x=y" not in re.findall(r"(?im)^set-cookie: (.*)$", answer)


WRITES = [
    ("POST", "/api/kernels", b'{"name": "python3"}'),
    ("POST", "/api/sessions", b'{"path": "x.ipynb", "type": "notebook", "kernel": {}}'),
    ("PUT", "/api/contents/evil.ipynb", b'{"type": "notebook", "content": {}}'),
    ("POST", "/api/contents", b'{"copy_from": "02_first.ipynb"}'),
    ("PATCH", "/api/contents/02_first.ipynb", b'{"path": "gone.ipynb"}'),
    ("DELETE", "/api/contents/02_first.ipynb", b""),
    ("POST", "/api/terminals", b"{}"),
    ("POST", "/api/shutdown", b"{}"),
    ("PUT", "/api/config/notebook", b"{}"),
    ("POST", "/login", b"password="),
    ("POST", "/voila/render/02_first.ipynb", b"x=1"),
    ("PUT", "/course/files/0/course.css", b"a{}"),
    ("DELETE", "/healthz", b""),
    ("POST", "/metrics", b"x=1"),
    ("TRACE", "/", b""),
    ("CONNECT", "/", b""),
    ("PROPFIND", "/", b""),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_nothing_is_written_started_or_stopped(
    attacker: Visitor, method: str, path: str, body: bytes
) -> None:
    kind = {"Content_Type": "application/json", "X_XSRFToken": attacker.token}
    assert_closed(attacker.ask(method, path, body, **kind))


REACHES = {
    "ask for it": ("GET", "/api/kernels/{}", ""),
    "end it": ("POST", "/voila/api/shutdown/{}", ""),
    "delete it": ("DELETE", "/api/kernels/{}", ""),
    "interrupt it": ("POST", "/api/kernels/{}/interrupt", ""),
    "restart it": ("POST", "/api/kernels/{}/restart", ""),
    "ask in capitals": ("GET", "/api/kernels/{}", "upper"),
    "ask with an encoded hyphen": ("GET", "/api/kernels/{}", "encoded"),
    "connect to it": ("GET", "/api/kernels/{}/channels?session_id=s", "websocket"),
    "connect as nobody": ("GET", "/api/kernels/{}/channels?session_id=s", "nobody"),
    "connect with another's visit in the address": (
        "GET", "/api/kernels/{}/channels?session_id=s1&course-learner=x", "websocket"),
}  # fmt: skip


@pytest.mark.parametrize("how", REACHES)
def test_the_lesson_of_somebody_else_is_out_of_reach(
    attacker: Visitor, other: Visitor, how: str
) -> None:
    method, path, way = REACHES[how]
    ways = {"upper": other.kernel.upper(), "encoded": other.kernel.replace("-", "%2D")}
    kernel = ways.get(way, other.kernel)
    headers = {"X_XSRFToken": attacker.token}
    if way in {"websocket", "nobody"}:
        headers |= {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13",
                    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    if way == "nobody":
        headers["Cookie"] = ""
    assert_closed(attacker.ask(method, path.format(kernel), **headers))


HEADERS = {
    "another host": {"Host": "evil.example"},
    "two lengths": {"Content_Length": "1, 2"},
    "a length below nothing": {"Content_Length": "-1"},
    "an endless length": {"Content_Length": "9" * 30},
    "more than a form holds": {"Content_Length": "10000000"},
    "a long header": {"X_Long": "a" * 100_000},
    "a long cookie": {"Cookie": "course-learner=" + "2|" * 40_000},
    "smuggling": {"Transfer_Encoding": "chunked", "Content_Length": "4"},
}


@pytest.mark.parametrize("how", HEADERS)
def test_a_request_that_no_browser_makes_is_refused(attacker: Visitor, how: str) -> None:
    answer = attacker.ask("POST", "/me/here", **HEADERS[how])
    assert status_of(answer) in CLOSED


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
def test_the_numbers_are_not_shown_to_who_comes_through_a_proxy(
    attacker: Visitor, name: str
) -> None:
    assert status_of(attacker.ask("GET", "/metrics")) == 200
    assert_closed(attacker.ask("GET", "/metrics", **{name: "127.0.0.1"}))


@pytest.mark.parametrize("path", ["/me/leave", "/me/delete", "/me/still", "/resume", "/me/here"])
def test_no_form_is_taken_from_another_site(attacker: Visitor, path: str) -> None:
    assert_closed(attacker.ask("POST", path, b"code=x", Origin="http://evil.example"))
    assert status_of(attacker.ask("POST", path, b"code=x")) == 403
    assert status_of(attacker.ask("POST", path, b"_xsrf=x&code=x")) == 403


def code(proof: Path) -> dict[str, Any]:
    return {"code": f"open({str(proof)!r}, 'w').close()", "silent": False}


COMM = "jupyter.widget"
WIDGET = {"state": {"_model_name": "TextModel", "_model_module": "@jupyter-widgets/controls"}}
MESSAGES: dict[str, tuple[Any, Any, Any]] = {
    "run code": ("execute_request", "code", "shell"),
    "run code as control": ("execute_request", "code", "control"),
    "run code on stdin": ("execute_request", "code", "stdin"),
    "run code on iopub": ("execute_request", "code", "iopub"),
    "run code nowhere": ("execute_request", "code", None),
    "complete": ("complete_request", {"code": "import o", "cursor_pos": 8}, "shell"),
    "inspect": ("inspect_request", {"code": "check", "cursor_pos": 5, "detail_level": 1}, "shell"),
    "history": ("history_request", {"hist_access_type": "tail", "n": 9, "output": True}, "shell"),
    "is it complete": ("is_complete_request", {"code": "1"}, "shell"),
    "debug": ("debug_request", {"type": "request", "command": "debugInfo"}, "control"),
    "debug as shell": ("debug_request", {"type": "request", "command": "evaluate"}, "shell"),
    "answer a question": ("input_reply", {"value": "x"}, "stdin"),
    "interrupt": ("interrupt_request", {}, "control"),
    "shut down": ("shutdown_request", {"restart": False}, "control"),
    "shut down as shell": ("shutdown_request", {"restart": True}, "shell"),
    "connect": ("connect_request", {}, "shell"),
    "usage": ("usage_request", {}, "control"),
    "another shell": ("create_subshell_request", {}, "control"),
    "apply": ("apply_request", {}, "shell"),
    "clear": ("clear_request", {}, "shell"),
    "abort": ("abort_request", {}, "control"),
    "no kind": (None, {}, "shell"),
    "a kind that is a list": (["comm_msg"], {}, "shell"),
    "a kind with a space": ("execute_request ", "code", "shell"),
    "a kind with a zero": ("comm_msg\x00execute_request", "code", "shell"),
    "a channel that is a list": ("comm_info_request", {}, ["shell"]),
    "an unknown target": (
        "comm_open", {"comm_id": "a", "target_name": "evil", "data": {}}, "shell"),
    "a new widget": ("comm_open", {"comm_id": "b", "target_name": COMM, "data": WIDGET}, "shell"),
    "a target of Python": (
        "comm_open", {"comm_id": "c", "target_name": "os", "target_module": "os"}, "shell"),
    "no target": ("comm_open", {"comm_id": "d"}, "shell"),
    "no comm": ("comm_msg", {"data": {"method": "update", "state": {}}}, "shell"),
    "a comm that is a number": ("comm_msg", {"comm_id": 1, "data": {}}, "shell"),
    "an unknown method": ("comm_msg", {"comm_id": "e", "data": {"method": "__class__"}}, "shell"),
    "a method that is a list": ("comm_msg", {"comm_id": "e", "data": {"method": []}}, "shell"),
    "a state that is a list": (
        "comm_msg", {"comm_id": "e", "data": {"method": "update", "state": []}}, "shell"),
    "an upload": ("comm_msg", {"comm_id": "e", "data": {
        "method": "update", "state": {}, "buffer_paths": [["value"]]}}, "shell"),
    "words for content": ("comm_msg", "words", "shell"),
    "nothing for content": ("comm_msg", None, "shell"),
}


@pytest.mark.parametrize("how", MESSAGES)
def test_a_page_may_say_only_what_widgets_say(
    attacker: Visitor, how: str, tmp_path: Path
) -> None:
    kind, content, channel = MESSAGES[how]
    proof = tmp_path / "proof"
    attacker.say(message(kind, code(proof) if content == "code" else content, channel))
    heard = attacker.check()
    assert not {one["msg_type"] for one in heard} & FORBIDDEN
    assert set(heard[-1]["content"]["comms"]) == attacker.widgets
    assert not proof.exists()


def test_code_does_not_come_in_by_todays_protocol_either(attacker: Visitor, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    socket_ = attacker.come_again(V1)
    for kind, content in (("execute_request", code(proof)), ("comm_info_request", {})):
        said = json.loads(message(kind, content))
        parts = [json.dumps(said[name]).encode() for name in PARTS]
        attacker.run(socket_.write_message, framed([b"shell", *parts]), binary=True)
    heard = b""
    while b"comm_info_reply" not in heard:
        said_back = attacker.run(socket_.read_message)
        assert isinstance(said_back, bytes)
        heard += said_back
    attacker.leave(socket_)
    assert b"execute_reply" not in heard
    assert not proof.exists()


def test_a_frame_that_promises_more_than_it_holds_costs_nothing(attacker: Visitor) -> None:
    """Read by the book, this number of offsets would be counted up to the end of time."""
    socket_ = attacker.come_again(V1)
    attacker.run(socket_.write_message, b"\xff" * 7 + b"\x00" * 20, binary=True)
    attacker.leave(socket_)
    attacker.check()


@pytest.mark.parametrize("size", [70_000, 5_000_000])
def test_a_message_that_is_too_long_ends_the_connection(attacker: Visitor, size: int) -> None:
    cut_off = attacker.is_cut_off_after(message("comm_msg", {"comm_id": "a" * size}))
    # A connection that is ended in the middle of a message cannot always say why.
    assert cut_off in {1009, None}
    attacker.check()


def test_who_sends_what_no_page_sends_again_and_again_is_cut_off(attacker: Visitor) -> None:
    assert attacker.is_cut_off_after(*["[]"] * 60) == 1008
    attacker.check()


def test_one_lesson_has_few_connections(attacker: Visitor) -> None:
    opened = []
    for _ in range(9):
        with suppress(HTTPClientError):
            opened.append(attacker.connect())
    attacker.leave(*opened)
    assert 1 <= len(opened) <= 4


@pytest.mark.parametrize("session", ["", "s" * 300, "%00", "../s", "%0d%0a", "s&session_id="])
def test_a_connection_has_a_plain_name(attacker: Visitor, session: str) -> None:
    path = f"/api/kernels/{attacker.kernel}/channels?session_id={session}"
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13",
               "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert status_of(attacker.ask("GET", path, **headers)) == 400


def mutated(chance: Random) -> str | bytes:
    """A message as a widget sends it, with something wrong in it."""
    kind = chance.choice(["comm_msg", "comm_open", "comm_close", "comm_info_request", "x"])
    data = {"method": chance.choice(["update", "custom", "request_state", 7]), "state": {}}
    said = json.loads(message(kind, {"comm_id": f"{chance.random()}", "data": data}))
    odd: list[Any] = [None, 1e308, -1, "", "é\ud800", [], {}, [[]] * 9, True, "a" * 999, 2**70]
    for _ in range(chance.randint(1, 4)):
        place = chance.choice([said, said.get("header"), said.get("content")])
        if isinstance(place, dict) and place:
            key = chance.choice(list(place))
            if chance.random() < 0.3:
                del place[key]
            else:
                place[key] = chance.choice(odd)
    text = json.dumps(said)
    way = chance.randrange(6)
    if way == 0:
        return text[: chance.randrange(len(text))]
    if way == 1:
        return "[" * chance.choice([10, 900, 20_000])
    if way == 2:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
    if way == 3:
        parts = [json.dumps(said.get(name)).encode() for name in PARTS]
        whole = bytearray(framed([b"shell", *parts]))
        for _ in range(3):
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        return bytes(whole)
    return text.replace("null", "NaN") if way == 4 else text


def make_noise(attacker: Visitor, other: Visitor, times: int) -> None:
    chance = Random(SEED)
    for protocol in (None, V1):
        socket_ = attacker.come_again(protocol)
        for _ in range(times // 2):
            noise = mutated(chance)
            try:
                attacker.run(socket_.write_message, noise, binary=isinstance(noise, bytes))
            except WebSocketClosedError:
                socket_ = attacker.come_again(protocol)
        attacker.leave(socket_)
    assert set(attacker.check()[-1]["content"]["comms"]) >= attacker.widgets
    other.press()


def test_noise_of_every_kind_ends_nobodys_lesson(attacker: Visitor, other: Visitor) -> None:
    make_noise(attacker, other, SOME_NOISE)


@pytest.mark.soak
def test_noise_for_a_long_time_ends_nobodys_lesson(attacker: Visitor, other: Visitor) -> None:
    make_noise(attacker, other, MUCH_NOISE)


def test_a_flood_is_slowed_down_and_others_are_served(attacker: Visitor, other: Visitor) -> None:
    flood = [attacker.come_again() for _ in range(2)]

    async def pour() -> None:
        for one in flood:
            for _ in range(500):
                await one.write_message(message("kernel_info_request", {}))

    attacker.run(pour)
    other.press()
    attacker.leave(*flood)


def test_afterwards_the_course_serves_and_nobody_has_noticed(
    attacker: Visitor, other: Visitor, served: Running
) -> None:
    assert other.socket is not None
    assert other.socket.close_code is None, "her connection was never cut"
    other.press()
    assert status_of(other.ask("GET", "/healthz")) == 200
    newcomer = Visitor(served, other.loop)
    newcomer.press()
    numbers = other.ask("GET", "/metrics")
    refused = re.findall(r'course_messages_refused_total\{why="(\w+)"\}', numbers)
    assert {"kind", "channel", "target", "method", "shape", "upload"} <= set(refused)
