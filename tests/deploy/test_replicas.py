"""Two servers of one course behind nginx: one is killed in the middle; nobody loses anything."""

import http.cookiejar
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

import pytest
from learning.answered import answered
from postgresql import WHY_NOT, running_postgresql
from served_course import free_port, running
from tornado.web import decode_signed_value

from course_lib.app.pass_cookie import DAYS, NAME
from course_lib.content.course import ROOT
from course_lib.learning.learner import Learner
from course_lib.learning.resume_code import spoken
from course_lib.learning.store import Store

pytestmark = pytest.mark.soak

SECRET = "a secret for the tests alone, and long enough"
LESSON = "/voila/render/02_types_and_sites.ipynb"
BROWSERS = 6


@contextmanager
def proxy(folder: Path, port: int, servers: list[int]) -> Iterator[str]:
    """Run nginx with the settings of deploy/, but for TLS, which a test has no name for."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed, so two servers were not tried")
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    seen = f"listen 127.0.0.1:{port};\n    add_header X-Server $upstream_addr;"
    only_tls = text[text.index("server {\n    listen 80;"):text.index("server {\n    listen 443")]
    for old, new in (
        ("127.0.0.1:8866", f"127.0.0.1:{servers[0]}"),
        ("127.0.0.1:8867", f"127.0.0.1:{servers[1]}"),
        (only_tls, ""),
        ("listen 443 ssl http2;", seen),
        ("httponly secure", "httponly"),
        ("    ssl_", "    # ssl_"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    settings = folder / "nginx.conf"
    settings.write_text(
        f"pid {folder}/pid;\ndaemon off;\nuser root;\nevents {{}}\n"
        f"http {{\naccess_log off;\nerror_log {folder}/errors;\n{text}\n}}\n"
    )
    process = subprocess.Popen([nginx, "-c", str(settings), "-e", str(folder / "errors")])
    try:
        sleep(0.5)
        assert process.poll() is None, (folder / "errors").read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


class Visitor:
    """A browser with cookies of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self.server = ""

    def get(self, path: str) -> str:
        with self._opener.open(self.address + path, timeout=90) as answer:
            self.server = answer.headers["X-Server"].split(",")[-1].strip()
            return str(answer.read().decode())

    @property
    def learner(self) -> Learner:
        value = next(cookie.value for cookie in self.cookies if cookie.name == NAME)
        plain = decode_signed_value(SECRET.encode(), NAME, str(value).strip('"'), DAYS)
        assert plain is not None
        return Learner(plain.decode().split(".")[0], by_code=True)


def test_learners_go_on_with_the_other_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_COOKIE_SECRET", SECRET)
    monkeypatch.setenv("COURSE_TRUST_PROXY", "yes")
    with ExitStack() as stack:
        database = stack.enter_context(running_postgresql())
        if database is None:
            pytest.skip(WHY_NOT)
        url = database.database("replicas")
        monkeypatch.setenv("COURSE_DATABASE_URL", url)
        ports = [free_port(), free_port()]
        courses = {
            port: stack.enter_context(
                running(["-m", "course_lib.cli", "app", "--port", str(port)], port)
            )
            for port in ports
        }
        address = stack.enter_context(proxy(tmp_path, free_port(), ports))
        visitors = [Visitor(address) for _ in range(BROWSERS)]
        for visitor in visitors:
            visitor.get(LESSON)
            first = visitor.server
            for _ in range(2):
                visitor.get("/")
                assert visitor.server == first, "a browser stays with its server"
            Store(url).save(visitor.learner, answered(learner=visitor.learner.key))
        assert {visitor.server for visitor in visitors} == {f"127.0.0.1:{p}" for p in ports}

        killed = ports[0]
        os.kill(courses[killed].process.pid, signal.SIGKILL)
        for visitor in visitors:
            code = Store(url).code(visitor.learner)
            assert code is not None
            assert spoken(code) in visitor.get("/me")
            assert visitor.server == f"127.0.0.1:{ports[1]}"
            assert "Key points" in visitor.get(LESSON)
