"""The pages of the course, asked for over HTTP from a running server."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from time import monotonic, sleep

import pytest
from asking import ask, open_lesson, token_in
from served_course import Running, free_port, running_lessons
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

from course_lib.app.addresses import Addresses
from course_lib.app.server import settings

NOBODY = "00000000-0000-0000-0000-000000000000"


def test_the_first_page_lists_the_lessons_in_their_order(served: Running) -> None:
    page = ask(served, "/").text
    titles = re.findall(r"<h3>(.*?)</h3>", page)
    assert titles == [
        '<a href="/voila/render/02_first.ipynb">The first &lt;lesson&gt;</a>',
        '<a href="/voila/render/03_failing.ipynb">A lesson that fails</a>',
        '<a href="/voila/render/04_last.ipynb">The last lesson</a>',
        "Planned &amp; promised",
        "Without a notebook",
    ]
    assert "About 02_first." in page
    assert "15 minutes" in page


def test_what_is_not_ready_is_said_and_is_no_link(served: Running) -> None:
    page = ask(served, "/").text
    assert "Not ready yet" in page
    assert "01_planned.ipynb" not in page
    assert "05_without_notebook.ipynb" not in page


def test_every_page_has_language_landmarks_and_the_two_sentences(served: Running) -> None:
    for path in ("/", "/nowhere", "/lesson/01", "/voila/render/04_last.ipynb"):
        page = ask(served, path).text
        assert '<html lang="en" dir="ltr">' in page
        assert 'name="viewport"' in page
        assert 'href="#content"' in page
        assert '<main id="content"' in page
        assert "Teaching, not advice." in page
        assert "Not signed off." in page
        assert "version 9.9" in page


def test_the_short_address_leads_to_the_lesson(served: Running) -> None:
    answer = ask(served, "/lesson/02")
    assert answer.status == 302
    assert answer.headers["Location"] == "/voila/render/02_first.ipynb"


@pytest.mark.parametrize("path", ["/lesson/01", "/lesson/05"])
def test_the_short_address_of_a_planned_lesson_says_that_it_is_not_ready(
    served: Running, path: str
) -> None:
    answer = ask(served, path)
    assert answer.status == 404
    assert "This lesson is not ready yet." in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/lesson/99", "/lesson/2", "/course/style/none.css"])
def test_an_unknown_page_is_refused_kindly(served: Running, path: str) -> None:
    answer = ask(served, path)
    assert answer.status == 404
    assert "This page is not here" in answer.text or path.endswith(".css")
    assert "Traceback" not in answer.text


def test_a_planned_lesson_cannot_be_opened_by_its_address(served: Running) -> None:
    assert ask(served, "/voila/render/01_planned.ipynb").headers["Location"] == "/lesson/01"


def test_a_lesson_shows_its_words_and_no_code(served: Running) -> None:
    page, _kernel, _cookie = open_lesson(served)
    assert "Some words to read." in page
    assert "<title>The first &lt;lesson&gt; – A course</title>" in page
    assert "ipywidgets" not in page
    assert "set_" not in page
    assert "In&nbsp;[" not in page


def test_a_trainer_s_note_is_not_sent_to_learners(served: Running) -> None:
    page, _kernel, _cookie = open_lesson(served)
    assert "Only for trainers." not in page


def test_a_lesson_names_the_ready_lessons_before_and_after_it(served: Running) -> None:
    page = ask(served, "/voila/render/03_failing.ipynb").text
    assert 'rel="prev" href="/voila/render/02_first.ipynb"' in page
    assert 'rel="next" href="/voila/render/04_last.ipynb"' in page
    last = ask(served, "/voila/render/04_last.ipynb").text
    assert 'rel="next"' not in last


def test_a_lesson_that_fails_says_what_to_do_and_nothing_of_the_machine(served: Running) -> None:
    answer = ask(served, "/voila/render/03_failing.ipynb")
    assert "This part of the lesson did not open" in answer.text
    assert "tell your trainer" in answer.text
    for secret in ("Traceback", "RuntimeError", "a secret", "executing cell", "show_tracebacks"):
        assert secret not in answer.text
    assert answer.text.rstrip().endswith("</html>")


def test_the_top_of_a_lesson_arrives_before_the_lesson_has_run(served: Running) -> None:
    begun = monotonic()
    with urllib.request.urlopen(f"{served.address}/voila/render/02_first.ipynb") as response:
        top = response.read1().decode()
        top_seconds = monotonic() - begun
        response.read()
        whole_seconds = monotonic() - begun
    assert "Opening the lesson…" in top
    assert top_seconds < whole_seconds / 2


def test_no_page_names_another_host(served: Running) -> None:
    for path in ("/", "/nowhere", "/voila/render/02_first.ipynb"):
        page = ask(served, path).text.replace("http://www.w3.org/2000/svg", "")
        assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)
        assert "cdn" not in page


def test_no_page_may_load_from_another_host(served: Running) -> None:
    home = ask(served, "/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in home
    lesson = ask(served, "/voila/render/04_last.ipynb").headers["Content-Security-Policy"]
    assert "default-src 'none'" in lesson
    assert "https:" not in lesson
    scripts = next(one for one in lesson.split("; ") if one.startswith("script-src"))
    assert scripts == "script-src 'self' blob:"


def test_the_address_cannot_choose_another_template_or_theme(served: Running) -> None:
    page = ask(served, "/voila/render/04_last.ipynb?template=reveal&theme=dark").text
    assert "course-page" in page
    assert "reveal.js" not in page


def test_closing_a_page_ends_its_kernel(served: Running) -> None:
    _page, kernel, cookie = open_lesson(served)
    assert ask(served, f"/api/kernels/{kernel}", Cookie=cookie).status == 200
    token = token_in(cookie)
    answer = ask(served, f"/voila/api/shutdown/{kernel}", "POST", f"_xsrf={token}", Cookie=cookie,
                 Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 204
    assert ask(served, f"/api/kernels/{kernel}", Cookie=cookie).status == 404


def test_a_kernel_is_not_ended_from_another_site(served: Running) -> None:
    _page, kernel, cookie = open_lesson(served)
    assert ask(served, f"/voila/api/shutdown/{kernel}", "POST", "", Cookie=cookie).status == 403
    assert ask(served, f"/api/kernels/{kernel}", Cookie=cookie).status == 200


@pytest.mark.parametrize("path", [
    "/api", "/api/status", "/api/me", "/api/contents", "/api/contents/02_first.ipynb",
    "/api/kernels", "/api/kernelspecs", "/api/sessions", "/api/terminals", "/api/config/notebook",
    "/api/nbconvert", "/api/events/subscribe", "/api/spec.yaml", "/api/shutdown",
    "/api/security/csp-report", "/api/metrics/v1", "/login", "/logout", "/tree", "/lab",
    "/doc", "/edit/02_first.ipynb", "/notebooks/02_first.ipynb", "/view/02_first.ipynb",
    "/files/02_first.ipynb", "/files/answers.txt", "/nbconvert/html/02_first.ipynb",
    "/terminals/websocket/1", "/lsp/ws", "/nbextensions/x.js", "/kernelspecs/python3/logo.svg",
    "/static/style/style.min.css", "/custom/custom.css", "/favicon.ico",
    "/voila", "/voila/tree", "/voila/tree/", "/voila/api/contents", "/voila/api/contents/",
    "/voila/files/02_first.ipynb", "/voila/files/answers.txt", "/voila/render/",
    "/voila/render/answers.txt", "/voila/render/../answers.txt", "/voila/render/..%2Fanswers.ipynb",
    "/voila/render/sources.ipynb", "/course/style/../course.css", "/course/style/../../__init__.py",
    "/course/style/__init__.py", "/course/script/..%2Fpages.py", "//api/contents", "/api//contents",
    f"/api/kernels/{NOBODY}/interrupt", f"/voila/query/{NOBODY}", f"/voila/execution/{NOBODY}",
])  # fmt: skip
def test_what_a_learner_does_not_need_is_closed(served: Running, path: str) -> None:
    answer = ask(served, path)
    assert answer.status in {400, 403, 404}
    for secret in ("not for learners", "ipywidgets", '"cells"', "Traceback"):
        assert secret not in answer.text


@pytest.mark.parametrize(("method", "path"), [
    ("POST", "/api/kernels"),
    ("POST", "/api/sessions"),
    ("POST", "/api/shutdown"),
    ("POST", "/api/contents"),
    ("PUT", "/api/contents/02_first.ipynb"),
    ("DELETE", "/api/contents/02_first.ipynb"),
    ("PATCH", "/api/contents/02_first.ipynb"),
    ("POST", "/api/terminals"),
    ("PUT", "/api/config/notebook"),
    ("POST", "/login"),
    ("POST", "/voila/render/02_first.ipynb"),
    ("DELETE", "/"),
    ("OPTIONS", "/api/contents"),
])  # fmt: skip
def test_nothing_can_be_changed(served: Running, method: str, path: str) -> None:
    _page, _kernel, cookie = open_lesson(served) if method == "POST" else ("", "", "_xsrf=x")
    token = token_in(cookie)
    answer = ask(served, path, method, "{}", Cookie=cookie, X_XSRFToken=token)
    assert answer.status in {403, 404, 405}


@pytest.mark.parametrize("action", ["interrupt", "restart"])
def test_a_running_kernel_cannot_be_ended_or_restarted_but_by_its_page(
    served: Running, action: str
) -> None:
    _page, kernel, cookie = open_lesson(served)
    token = {"Cookie": cookie, "X_XSRFToken": token_in(cookie)}
    assert ask(served, f"/api/kernels/{kernel}", "DELETE", **token).status == 404
    assert ask(served, f"/api/kernels/{kernel}/{action}", "POST", "{}", **token).status == 404
    assert ask(served, f"/api/kernels/{kernel}", Cookie=cookie).status == 200


def test_a_kernel_answers_widgets_and_refuses_code(served: Running, tmp_path: Path) -> None:
    _page, kernel, cookie = open_lesson(served)
    proof = tmp_path / "proof"

    def message(kind: str, content: dict[str, object]) -> str:
        header = {"msg_id": kind, "msg_type": kind, "username": "", "session": "s",
                  "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        return json.dumps({"header": header, "parent_header": {}, "metadata": {},
                           "content": content, "channel": "shell", "buffers": []})

    async def talk() -> list[str]:
        address = f"{served.address.replace('http', 'ws')}/api/kernels/{kernel}/channels"
        socket = await websocket_connect(
            HTTPRequest(f"{address}?session_id=s", headers={"Cookie": cookie})
        )
        code = f"open({str(proof)!r}, 'w').close()"
        await socket.write_message(message("execute_request", {"code": code, "silent": False}))
        await socket.write_message(message("comm_info_request", {}))
        kinds: list[str] = []
        while "comm_info_reply" not in kinds:
            said = await socket.read_message()
            assert isinstance(said, str)
            kinds.append(json.loads(said)["msg_type"])
        socket.close()
        return kinds

    kinds = IOLoop(make_current=False).run_sync(talk, timeout=30)
    assert "execute_reply" not in kinds
    assert not proof.exists()


def test_a_websocket_from_another_site_is_refused(served: Running) -> None:
    _page, kernel, cookie = open_lesson(served)
    answer = ask(
        served, f"/api/kernels/{kernel}/channels?session_id=s", Upgrade="websocket", Cookie=cookie,
        Connection="Upgrade", Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        Sec_WebSocket_Version="13", Origin="http://elsewhere.example",
    )  # fmt: skip
    assert answer.status == 403


def test_the_gate_opens_only_what_pages_need() -> None:
    addresses = Addresses("/school/")
    assert addresses.is_open("GET", "/school/voila/render/02_types_and_sites.ipynb")
    assert addresses.is_open("GET", f"/school/api/kernels/{NOBODY}/channels")
    assert addresses.is_open("POST", f"/school/voila/api/shutdown/{NOBODY}")
    assert not addresses.is_open("GET", f"/school/voila/api/shutdown/{NOBODY}")
    assert not addresses.is_open("DELETE", f"/school/api/kernels/{NOBODY}")
    assert not addresses.is_open("GET", "/voila/render/02_types_and_sites.ipynb")
    assert not addresses.is_open("GET", "/school/voila/static/voila.js")
    assert not addresses.is_open("GET", "/school/api/contents")


def test_the_course_says_one_line_and_is_ready_soon(served: Running) -> None:
    assert served.line == f"The course is ready at {served.address}/\n"
    assert served.seconds < 20  # on a busy machine; make bench measures it


def test_ctrl_c_stops_at_once_without_a_question(tmp_path: Path) -> None:
    with running_lessons(tmp_path) as course:
        ask(course, "/voila/render/02_first.ipynb")
        begun = monotonic()
        course.process.send_signal(signal.SIGINT)
        assert course.process.wait(timeout=20) == 0
        assert monotonic() - begun < 4


def test_kernels_end_with_the_course(tmp_path: Path) -> None:
    with running_lessons(tmp_path) as course:
        ask(course, "/voila/render/02_first.ipynb")
        children = Path(f"/proc/{course.process.pid}/task/{course.process.pid}/children")
        if not children.exists():
            pytest.skip("the system does not list the children of a process")
        kernels = children.read_text().split()
        assert kernels
    end = monotonic() + 10
    while left := [kernel for kernel in kernels if Path(f"/proc/{kernel}").exists()]:
        assert monotonic() < end, left
        sleep(0.1)


def start(port: int, root: Path, ip: str = "localhost") -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from pathlib import Path; from course_lib.app.server import serve; "
        "serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
    )
    command = [sys.executable, "-c", code, str(port), str(root), ip]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = start(port, tmp_path)
    assert answer.returncode == 1
    assert f"Port {port} " in answer.stderr
    assert f"PORT={port + 1}" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_content_that_cannot_be_used_is_said_plainly(tmp_path: Path) -> None:
    lessons = tmp_path / "data" / "lessons"
    lessons.mkdir(parents=True)
    (lessons / "00_start_here.yaml").write_text("- id: [\n")
    answer = start(free_port(), tmp_path)
    assert answer.returncode == 1
    assert "The course cannot open" in answer.stderr
    assert "data/lessons/00_start_here.yaml" in answer.stderr
    assert "data/claims" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not answer.stdout


def test_a_slow_kernel_may_answer_late_without_losing_parts_of_the_page(tmp_path: Path) -> None:
    """Opened twelve times at once, a lesson once lacked its body map: four seconds were over."""
    assert settings(8866, tmp_path, "localhost").VoilaExecutor.iopub_timeout >= 60
