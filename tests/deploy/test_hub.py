"""A real hub and its proxy: two learners, each in a server of their own, one record for both."""

import asyncio
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from postgresql import WHY_NOT, running_postgresql
from served_course import free_port
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from course_lib.content.course import ROOT
from course_lib.learning.store import Store

pytestmark = pytest.mark.soak

TOKEN = "6d0c8f1e2a7b4c9d5e3f"
LEARNERS = ("ann", "bob")
ANSWERING = f"""
import sys
sys.path.append({str(ROOT / "tests")!r})
from writing import answer_of
from course_lib.learning.opening import this_visit
visit = this_visit()
visit.save(answer_of(visit.learner))
print(visit.learner.key)"""

# As deploy/ has it, but for who may come in, which a test has no school for.
SETTINGS = """
exec(compile(open({config!r}).read(), {config!r}, "exec"), {{**globals(), "__file__": {config!r}}})
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{
    "name": "tests", "services": ["tests"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}}]
c.Spawner.args = [*c.Spawner.args, "--ServerApp.allow_root=True"]
"""


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    proxy = os.environ.get("CONFIGURABLE_HTTP_PROXY") or shutil.which("configurable-http-proxy")
    if importlib.util.find_spec("jupyterhub") is None or proxy is None:
        pytest.skip("JupyterHub or its proxy is not installed; see deploy/hub/README.md")
    port = free_port()
    config = folder / "config.py"
    config.write_text(SETTINGS.format(
        config=str(ROOT / "deploy" / "hub" / "jupyterhub_config.py"), port=port, hub=free_port(),
        api=free_port(), folder=folder, proxy=[proxy], token=TOKEN,
    ))
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "-f", str(config)], cwd=folder,
        stdout=(folder / "log").open("w"), stderr=subprocess.STDOUT,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


async def ask(address: str, method: str = "GET", body: Any = None) -> Any:
    request = HTTPRequest(
        address, method, {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        body=None if method == "GET" else json.dumps(body or {}), request_timeout=120,
    )
    answer = await AsyncHTTPClient().fetch(request)
    return json.loads(answer.body) if answer.body else None


async def until(done: Any, seconds: float = 120) -> Any:
    """Return what `done` returns as soon as it is not None."""
    end = monotonic() + seconds
    while True:
        try:
            found = await done()
        except (HTTPClientError, ConnectionError, OSError):
            found = None
        if found is not None:
            return found
        assert monotonic() < end, "waited for too long"
        await asyncio.sleep(0.5)


async def server_of(address: str, name: str) -> str:
    await ask(f"{address}/hub/api/users/{name}", "POST")
    await ask(f"{address}/hub/api/users/{name}/server", "POST")

    async def ready() -> Any:
        user = await ask(f"{address}/hub/api/users/{name}")
        return True if user["servers"].get("", {}).get("ready") else None

    await until(ready)
    return f"{address}/user/{name}"


async def run_in(server: str, code: str) -> str:
    """Run `code` in a kernel of the learner's server, and return what it prints."""
    kernel = await ask(f"{server}/api/kernels", "POST", {"name": "python3"})
    socket = await websocket_connect(HTTPRequest(
        f"{server.replace('http', 'ws', 1)}/api/kernels/{kernel['id']}/channels",
        headers={"Authorization": f"token {TOKEN}"},
    ))
    header = {"msg_id": uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s",
              "version": "5.3"}
    await socket.write_message(json.dumps({
        "header": header, "parent_header": {}, "metadata": {}, "channel": "shell",
        "content": {"code": code, "silent": False, "store_history": False,
                    "user_expressions": {}, "allow_stdin": False},
    }))
    printed = ""
    while True:
        text = await asyncio.wait_for(socket.read_message(), 120)
        assert isinstance(text, str)
        message = json.loads(text)
        if message["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        if message["msg_type"] == "stream":
            printed += message["content"]["text"]
        assert message["msg_type"] != "error", message["content"]
        if message["msg_type"] == "execute_reply":
            return printed.strip()


async def both(address: str) -> dict[str, str]:
    await until(lambda: ask(f"{address}/hub/api/"))
    found = {}
    for name in LEARNERS:
        server = await server_of(address, name)
        found[name] = await run_in(server, ANSWERING)
    return found


def test_two_learners_of_a_hub_have_one_record_and_keys_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_postgresql() as database:
        if database is None:
            pytest.skip(WHY_NOT)
        url = database.database("hub")
        monkeypatch.setenv("COURSE_DATABASE_URL", url)
        with hub(tmp_path) as address:
            keys = asyncio.run(both(address))
        assert len(set(keys.values())) == len(LEARNERS)
        assert not [key for key in keys.values() if any(name in key for name in LEARNERS)]
        assert {answer.learner for answer in Store(url).everybody()} == set(keys.values())
