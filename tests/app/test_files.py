"""The files that pages load: compressed, kept by browsers, and nothing else beside them."""

import gzip
import http.client
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from served_course import Running

from course_lib.app.files import Files, files_below


def ask(served: Running, path: str, **headers: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    return response.status, response.read(), response.headers


@pytest.fixture(scope="module")
def scripts(served: Running) -> str:
    """The folder of Voilà's scripts, as a lesson's page names it."""
    _status, page, _headers = ask(served, "/voila/render/04_last.ipynb")
    found = re.search(r'src="([^"]+)/voila\.js"', page.decode())
    assert found is not None
    return found[1]


def test_a_file_is_the_same_compressed_and_not(served: Running, scripts: str) -> None:
    path = f"{scripts}/voila.js"
    _status, plain, headers = ask(served, path)
    assert headers["Content-Encoding"] is None
    _status, small, headers = ask(served, path, Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert len(small) < len(plain) / 2
    assert gzip.decompress(small) == plain


def test_a_file_under_its_own_version_is_kept_for_ever(served: Running, scripts: str) -> None:
    status, _body, headers = ask(served, f"{scripts}/voila.js")
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "javascript" in headers["Content-Type"]


def test_a_file_under_an_older_version_is_sent_but_asked_for_again(
    served: Running, scripts: str
) -> None:
    older = re.sub(r"/files/\w+/", "/files/0/", f"{scripts}/voila.js")
    status, body, headers = ask(served, older)
    assert status == 200
    assert body
    assert headers["Cache-Control"] == "no-cache"
    status, body, _headers = ask(served, older, If_None_Match=headers["Etag"])
    assert (status, body) == (304, b"")


@pytest.mark.parametrize("name", [
    "none.css", "pages.py", "../pages.py", "..%2Fpages.py", "static/../../page.html",
    "static//etc/hostname", "labextensions/@jupyter-widgets/jupyterlab-manager/../../x",
    "labextensions/jupyterlab_pygments/package.json",
    "labextensions/@voila-dashboards/jupyterlab-preview/package.json",
])  # fmt: skip
def test_nothing_lies_beside_the_files_of_a_lesson(served: Running, name: str) -> None:
    status, body, _headers = ask(served, f"/course/files/0/{name}")
    assert status == 404
    assert b"Traceback" not in body


@pytest.mark.parametrize("path", [
    "/voila/static/voila.js",
    "/voila/templates/lab/static/voila.js",
    "/voila/labextensions/anywidget/package.json",
    "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
])  # fmt: skip
def test_voila_s_own_addresses_of_files_are_closed(served: Running, path: str) -> None:
    assert ask(served, path)[0] == 404


def test_a_page_is_compressed_and_its_top_still_comes_first(served: Running) -> None:
    _status, body, headers = ask(served, "/voila/render/04_last.ipynb", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).decode().rstrip().endswith("</html>")
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    connection.request("GET", "/voila/render/02_first.ipynb", headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    top = response.read1()
    assert response.read(), "the lesson came together with the top of its page"
    assert top.startswith(b"\x1f\x8b")


def test_what_widgets_say_is_compressed(served: Running) -> None:
    _status, page, headers = ask(served, "/voila/render/02_first.ipynb")
    cookie = "; ".join(one.split(";")[0] for one in headers.get_all("Set-Cookie", []))
    kernel = re.search(r'"kernelId": "([^"]+)"', page.decode())
    assert kernel is not None
    status, _body, headers = ask(
        served, f"/api/kernels/{kernel[1]}/channels?session_id=s", Upgrade="websocket",
        Connection="Upgrade", Cookie=cookie, Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        Sec_WebSocket_Version="13", Sec_WebSocket_Extensions="permessage-deflate",
    )  # fmt: skip
    assert status == 101
    assert headers["Sec-WebSocket-Extensions"] == "permessage-deflate"


def test_a_changed_file_gets_a_new_version(tmp_path: Path) -> None:
    style = tmp_path / "own.css"
    style.write_text("a {}")
    files = Files({"own.css": style}, {})
    before = files.version("own.css")
    os.utime(style, (1, 1))
    assert files.version("own.css") != before


def test_one_changed_script_of_voila_gives_all_of_them_a_new_version(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("1")
    (tmp_path / "two.js").write_text("2")
    before = Files({}, files_below([tmp_path], "static")).version("static/one.js")
    assert Files({}, files_below([tmp_path], "static")).version("static/one.js") == before
    (tmp_path / "two.js").write_text("3")
    assert Files({}, files_below([tmp_path], "static")).version("static/one.js") != before


def test_of_two_files_with_one_name_the_first_is_taken(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.js").write_text(folder)
    found = files_below([tmp_path / "first", tmp_path / "second", tmp_path / "none"], "static")
    assert found == {"static/a.js": tmp_path / "first" / "a.js"}
