"""Asks a running course for its pages, as a browser would that keeps nothing."""

import http.client
import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from served_course import Running


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: http.client.HTTPMessage


def ask(served: Running, path: str, method: str = "GET", body: str | None = None,
        **headers: str) -> Answer:
    """Ask once, without following a redirect."""
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    return Answer(response.status, response.read().decode(errors="replace"), response.headers)


def open_lesson(served: Running) -> tuple[str, str, str]:
    """Open the first lesson; return its page, its kernel's id and the visitor's cookies."""
    answer = ask(served, "/voila/render/02_first.ipynb")
    config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', answer.text, re.S)
    assert config is not None
    cookie = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie", []))
    return answer.text, json.loads(config[1])["kernelId"], cookie


def token_in(cookie: str) -> str:
    """The token that a form or a script sends along, to show that it is of this very site."""
    found = re.search(r"_xsrf=([^;]+)", cookie)
    return found[1] if found else ""
