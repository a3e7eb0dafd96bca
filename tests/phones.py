"""Phones and a trainer as real HTTP clients: what a class is made of in tests and measurements."""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import served_course
from served_course import free_port, running
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

AsyncHTTPClient.configure(
    "tornado.simple_httpclient.SimpleAsyncHTTPClient", max_clients=2000
)

PASSWORD = "a password of the tests"


@dataclass
class Client:
    """A browser that keeps cookies, sends the token of its forms, and follows no redirect."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> HTTPResponse:
        """Return what stands at `path`."""
        return await self._ask(path)

    async def post(self, path: str, **given: Any) -> HTTPResponse:
        """Send a form; several values of one field are a list."""
        body = urlencode({"_xsrf": self.cookies.get("_xsrf", ""), **given}, doseq=True)
        return await self._ask(path, method="POST", body=body)

    async def news(self, path: str, heard: Callable[[Any], None]) -> None:
        """Hand on each event of the stream at `path` until it ends."""
        at = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        head = f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\nCookie: {self._sent()}\r\n\r\n"
        writer.write(head.encode())
        try:
            async for line in reader:
                if line.startswith(b"data: "):
                    heard(json.loads(line.removeprefix(b"data: ")))
        finally:
            writer.close()

    def _sent(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def _ask(self, path: str, **more: Any) -> HTTPResponse:
        request = HTTPRequest(
            self.address + path, headers={"Cookie": self._sent()}, follow_redirects=False,
            decompress_response=False, request_timeout=60, **more,
        )  # fmt: skip
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        for one in answer.headers.get_list("Set-Cookie"):
            name, value = one.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer


@dataclass
class Phone(Client):
    """A learner's phone in the class with `code`."""

    code: str = ""

    @property
    def page(self) -> str:
        """Return where the class is."""
        return f"/j/{self.code}"

    async def join(self) -> HTTPResponse:
        """Read the page, as a phone does, and join."""
        await self.get(self.page)
        return await self.post(self.page, what="join")

    async def vote(self, choice: str | list[str], key: str = "1-1", sure: int = 2) -> str:
        """Vote, and return what became of it."""
        answer = await self.post(self.page, what="vote", key=key, choice=choice, sure=sure)
        return answer.headers.get("X-Course-Vote", str(answer.code))


@dataclass
class Trainer(Client):
    """The trainer's browser, with the class that it has begun."""

    of_class: str = ""

    @property
    def screen(self) -> str:
        """Return where the class's screen is."""
        return f"/teach/class/{self.of_class}"

    async def log_in(self) -> None:
        """Say the password."""
        await self.get("/teach/login")
        await self.post("/teach/login", password=PASSWORD)

    async def begin(self, seats: int = 30, name: str = "") -> str:
        """Begin a class and return its code."""
        begun = await self.post("/teach/class", seats=seats, name=name)
        self.of_class = begun.headers["Location"].rpartition("/")[2]
        return code_on(await self.text())

    async def press(self, what: str, key: str = "", **given: Any) -> int:
        """Press a button of the screen."""
        return (await self.post(self.screen, what=what, key=key, **given)).code

    async def text(self, what: str = "") -> str:
        """Return what stands on the screen, or on the page `what` about the class."""
        return body_of(await self.get(self.screen + what))


def body_of(answer: HTTPResponse) -> str:
    """Return the words of an answer."""
    return answer.body.decode()


def code_on(page: str) -> str:
    """Return the code of a class as its screen shows it."""
    found = re.search(r'class="poll-code"[^>]*>(\w{3}) (\w{3})<', page)
    assert found, page
    return found[1] + found[2]


async def phones(address: str, code: str, count: int) -> list[Phone]:
    """Return so many phones that have joined."""
    found = [Phone(address, code=code) for _ in range(count)]
    await asyncio.gather(*(phone.join() for phone in found))
    return found


async def until(what: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.01)


class Course:
    """One server for all these tests, which can die and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._command = [served_course.__file__, str(folder), str(self.port)]
        self._served: ExitStack = ExitStack()
        self.start()

    def start(self) -> None:
        """Start it."""
        self.process = self._served.enter_context(running(self._command, self.port)).process

    def kill(self) -> None:
        """Let it die without a word."""
        self.process.kill()
        self.process.wait()
        self._served.close()

    def stop(self) -> None:
        """Stop it."""
        self._served.close()
