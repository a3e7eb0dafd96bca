"""What a host sees: health, numbers, and a log that names nobody."""

import json
import logging
import re
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from asking import ask, open_lesson, token_in
from served_course import Running, running_lessons

from course_lib.app.health import allowance, is_allowed
from course_lib.app.limits import LIFE_BYTES
from course_lib.app.logs import JsonLines, without_people
from course_lib.app.server import settings


def test_health_names_every_lesson_and_the_record(served: Running) -> None:
    answer = ask(served, "/healthz")
    assert answer.status == 200
    told = json.loads(answer.text)
    assert told["record"] == "reachable"
    assert set(told["lessons"]) == {"02", "03", "04"}
    assert set(told["lessons"].values()) <= {"ready", "plain"}


def test_numbers_grow_with_what_happens(served: Running) -> None:
    def started() -> float:
        text = ask(served, "/metrics").text
        return sum(
            float(value)
            for value in re.findall(r"^course_kernels_started_total\{.*\} (.+)$", text, re.M)
        )

    before = started()
    open_lesson(served)
    assert started() == before + 1
    text = ask(served, "/metrics").text
    for name in ("visitors", "kernels_open", "queue", "places", "page_seconds_count"):
        assert f"\ncourse_{name}" in text


def test_numbers_hold_no_address_that_a_visitor_made_up(served: Running) -> None:
    ask(served, "/me/secret-of-somebody")
    assert "secret-of-somebody" not in ask(served, "/metrics").text


def request_from(address: str, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(remote_ip=address, headers=named)


def test_numbers_are_for_this_computer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_allowed(request_from("127.0.0.1"), (), False)
    assert is_allowed(request_from("::1"), (), False)
    assert not is_allowed(request_from("192.168.1.9"), (), False)
    assert not is_allowed(request_from("127.0.0.1", X_Forwarded_For="127.0.0.1"), (), False)
    assert not is_allowed(request_from("127.0.0.1", X_Real_IP="127.0.0.1"), (), True)


def test_a_network_may_be_allowed_to_see_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_METRICS_FROM", "192.168.1.0/24, 10.0.0.7")
    networks = allowance()
    assert is_allowed(request_from("192.168.1.9"), networks, False)
    assert is_allowed(request_from("10.0.0.7", X_Forwarded_For="10.0.0.7"), networks, True)
    assert not is_allowed(request_from("10.0.0.8"), networks, False)
    assert not is_allowed(request_from("192.168.1.9", X_Forwarded_For="x"), networks, False)


def test_a_proxy_is_believed_only_when_the_host_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COURSE_COOKIE_SECRET", "x" * 32)
    assert "trust_xheaders" not in settings(8866, tmp_path, "localhost").ServerApp
    monkeypatch.setenv("COURSE_COOKIE_SECRET", "x" * 32)
    monkeypatch.setenv("COURSE_TRUST_PROXY", "1")
    assert settings(8866, tmp_path, "localhost").ServerApp.trust_xheaders is True


@pytest.mark.parametrize("secret", [
    "0123456789abcdef0123456789abcdef", "12345678-1234-1234-1234-123456789abc", "192.168.1.9",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348", "apple-boat-candle-7", "2|ba4f8721|46c6ea197faa|17954",
])  # fmt: skip
def test_the_log_leaves_out_who_it_was(secret: str) -> None:
    assert without_people(f"Kernel {secret} has ended") == "Kernel … has ended"


def test_the_log_keeps_what_the_host_needs() -> None:
    words = "GET /voila/render/02_first.ipynb took 1.25 s at 03:14, 12 of 40 places"
    assert without_people(words) == words
    assert without_people("GET /check?code=ABC 404") == "GET /check?… 404"


def test_a_line_of_the_log_is_one_object_with_its_fields() -> None:
    record = logging.LogRecord("course", logging.ERROR, "x", 1, "two\nlines", None, None)
    record.about = {"page": "LessonPage", "status": 500}
    line = JsonLines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert told["level"] == "error"
    assert told["page"] == "LessonPage"
    assert told["time"].endswith("+00:00")


def assert_confined(server: int) -> None:
    """One of the processes of the course may take no more than a lesson may."""
    if sys.platform != "linux":
        return
    import resource

    limits = [resource.prlimit(one, resource.RLIMIT_DATA) for one in below(server)]
    assert (LIFE_BYTES, LIFE_BYTES) in limits


def below(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [*map(int, children), *(one for child in children for one in below(int(child)))]


def assert_known_by_the_name_that_a_proxy_gives(course: Running) -> None:
    outside = {"Host": "course.school.example", "X_Forwarded_Proto": "https"}
    answer = ask(course, "/", **outside)
    assert answer.status == 200
    (token,) = answer.headers.get_all("Set-Cookie", [])
    assert "Secure" in token
    assert "SameSite=Lax" in token
    assert ask(course, "/metrics", X_Forwarded_For="127.0.0.1").status == 404


def test_a_full_room_gives_numbers_and_the_log_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_MOST_LESSONS", "1")
    monkeypatch.setenv("COURSE_LOG_LEVEL", "info")
    monkeypatch.setenv("COURSE_TRUST_PROXY", "1")
    with running_lessons(tmp_path) as course:
        _page, kernel, cookie = open_lesson(course)
        assert_confined(course.process.pid)
        assert_known_by_the_name_that_a_proxy_gives(course)
        waiting = ask(course, "/voila/render/02_first.ipynb")
        assert waiting.status == 503
        assert "You are next." in waiting.text
        their_cookie = "; ".join(
            one.split(";")[0] for one in waiting.headers.get_all("Set-Cookie", [])
        )
        second = ask(course, "/voila/render/04_last.ipynb")
        assert "You are number 2 in the queue." in second.text
        assert json.loads(ask(course, "/waiting", Cookie=their_cookie).text) == {"number": 1}
        left = ask(course, f"/voila/api/shutdown/{kernel}", "POST", f"_xsrf={token_in(cookie)}",
                   Cookie=cookie, Content_Type="application/x-www-form-urlencoded")  # fmt: skip
        assert left.status == 204
        # The place is kept for a moment for who has only turned the page.
        assert ask(course, "/voila/render/04_last.ipynb", Cookie=cookie).status == 200
        assert json.loads(ask(course, "/waiting", Cookie=their_cookie).text) == {"number": 1}
        course.process.send_signal(signal.SIGTERM)
        assert course.process.wait(timeout=20) == 0
    learner = re.search(r"course-learner=([^;]+)", cookie)
    assert learner is not None
    lines = [one for one in capfd.readouterr().err.splitlines() if one.startswith("{")]
    assert any(json.loads(line).get("page") == "LessonPage" for line in lines)
    for line in lines:
        assert kernel not in line
        assert learner[1] not in line
        assert "127.0.0.1" not in line
