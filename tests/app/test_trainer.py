"""Everything under /teach is for whoever has the password; learners meet a kind closed door."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.test_people import LESSON, Browser
from served_course import Running, running_lessons

from course_lib.app.attempts import FROM_ONE_PLACE
from course_lib.app.teaching import COOKIE as TEACHING
from course_lib.app.trainer import (
    COOKIE,
    PASSWORD_VARIABLE,
    PasswordError,
    spelled,
    trainer_password,
)
from course_lib.learning.resume_code import all_words

PASSWORD = "a password of the tests"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSWORD_VARIABLE, PASSWORD)
        with running_lessons(tmp_path_factory.mktemp("notebooks")) as running:
            yield running


@pytest.fixture
def browser(course: Running) -> Browser:
    return Browser(course)


def test_a_learner_is_asked_for_the_password(browser: Browser) -> None:
    page = browser.ask("/teach")
    assert browser.status == 403
    assert "Learners need no password" in page
    assert "logout" not in page


def test_the_trainer_comes_in_and_goes_out(browser: Browser) -> None:
    browser.post("/teach/login", password=PASSWORD, next="/teach/class")
    assert (browser.status, browser.goes_to) == (303, "/teach/class")
    assert "Classes that vote" in browser.ask("/teach")
    assert browser.status == 200
    browser.post("/teach/logout")
    browser.ask("/teach")
    assert browser.status == 403


def test_the_cookie_is_for_the_server_alone_and_only_for_these_pages(browser: Browser) -> None:
    browser.post("/teach/login", password=PASSWORD)
    [cookie] = [c for c in browser.headers.get_all("Set-Cookie", []) if c.startswith(COOKIE)]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/teach"):
        assert part.casefold() in cookie.casefold()
    assert PASSWORD not in cookie


@pytest.mark.parametrize(
    "next_",
    [
        "https://example.org/", "//example.org", "/teach/login", "/teach//example.org", "/voila",
        "\\teach",
    ],
)
def test_nobody_is_led_elsewhere_after_the_door(browser: Browser, next_: str) -> None:
    browser.post("/teach/login", password=PASSWORD, next=next_)
    assert (browser.status, browser.goes_to) == (303, "/teach")


def test_a_made_up_cookie_opens_nothing(browser: Browser) -> None:
    for value in ("trainer", "2|1:0|10:1|14:course-trainer|8:dHJhaW5lcg==|aa", ""):
        browser.cookies = {COOKIE: value}
        browser.ask("/teach")
        assert browser.status == 403


def test_a_password_without_its_form_opens_nothing(browser: Browser) -> None:
    browser.ask("/teach/login", "POST", f"password={PASSWORD}")
    assert browser.status == 403
    assert COOKIE not in browser.cookies


def test_a_trainer_prints_and_a_learner_does_not(browser: Browser) -> None:
    for path in ("/teach/print", "/teach/print/02-handout.html"):
        assert "on paper" not in browser.ask(path)
        assert browser.status == 403
    browser.post("/teach/login", password=PASSWORD)
    assert 'href="/teach/print/02-handout.html"' in browser.ask("/teach/print")
    assert browser.ask("/teach/print/02-handout.html") == "<p>on paper</p>"
    assert browser.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_cannot_be_made_is_said_kindly(browser: Browser) -> None:
    browser.post("/teach/login", password=PASSWORD)
    assert "No PDF can be made here." in browser.ask("/teach/print/02-handout.pdf")
    assert browser.status == 503
    browser.ask("/teach/print/..%2fserver.py")
    assert browser.status == 404


def test_a_password_is_made_once_and_is_easy_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    made, is_to_be_told = trainer_password()
    assert is_to_be_told
    assert trainer_password() == (made, True)
    assert set(made.split("-")) <= set(all_words())
    assert spelled(b"\0" * 32) != spelled(b"\1" * 32)


def test_a_given_password_is_taken_and_a_short_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "12345678")
    assert trainer_password() == ("12345678", False)
    monkeypatch.setenv(PASSWORD_VARIABLE, "1234567")
    with pytest.raises(PasswordError, match="8 characters"):
        trainer_password()


TAUGHT = "/teach/02_first"
FOR_TRAINERS = (
    "/teach", TAUGHT, f"{TAUGHT}/notes", "/teach/02_first.ipynb", "/teach/class",
)  # fmt: skip





def test_no_page_for_trainers_opens_to_a_learner(browser: Browser) -> None:
    browser.ask(LESSON)
    kernels = kernels_of(browser)
    for path in FOR_TRAINERS:
        page = browser.ask(path)
        assert browser.status == 403
        assert "Learners need no password" in page
        assert "teach.js" not in page
        assert "Only for trainers." not in page
    browser.post("/teach/anew")
    assert browser.status == 403
    assert TEACHING not in browser.cookies
    assert kernels_of(browser) == kernels, "nothing was started either"


def test_a_lesson_is_taught_on_its_own_page(browser: Browser) -> None:
    browser.post("/teach/login", password=PASSWORD)
    page = browser.ask(TAUGHT)
    assert browser.status == 200
    assert "teach.js" in page
    assert "Some words to read." in page
    assert "Only for trainers." not in page, "what a class sees holds no notes"
    assert "still.js" not in page, "nobody asks a trainer who they are"
    browser.ask(f"{TAUGHT}/notes")
    assert browser.status == 200


@pytest.mark.parametrize("path", ["/teach/01_planned", "/teach/07_unknown", "/teach/07_no/notes"])
def test_what_cannot_be_taught_is_not_here(browser: Browser, path: str) -> None:
    browser.post("/teach/login", password=PASSWORD)
    browser.ask(path)
    assert browser.status == 404


def test_a_class_learns_as_nobody_who_learns_in_this_browser(browser: Browser) -> None:
    browser.learn()
    browser.be_idle()
    mine = browser.cookies["course-learner"]
    browser.post("/teach/login", password=PASSWORD)
    browser.ask(TAUGHT)
    assert browser.cookies["course-learner"] == mine, "they are asked who they are when they return"
    this_class = browser.cookies[TEACHING]
    assert browser.key not in this_class
    browser.ask(TAUGHT)
    assert browser.cookies[TEACHING] == this_class, "after a crash it is the same class"
    browser.post("/teach/anew")
    assert browser.cookies[TEACHING] != this_class


def test_links_of_a_taught_lesson_lead_to_the_pages_of_the_course(browser: Browser) -> None:
    browser.post("/teach/login", password=PASSWORD)
    browser.ask("/teach/sources.ipynb")
    assert browser.goes_to == "/voila/render/sources.ipynb"


def kernels_of(browser: Browser) -> str:
    """Return how many lessons run, as the course counts them."""
    numbers = browser.ask("/metrics").splitlines()
    return next(line for line in numbers if line.startswith("course_kernels_open "))


def test_passwords_cannot_be_guessed_for_long(browser: Browser) -> None:
    """Stands last: afterwards nobody comes in for a while."""
    tries, _seconds = FROM_ONE_PLACE
    page = ""
    for number in range(tries + 1):
        page = browser.post("/teach/login", password=f"guess {number}")
    assert browser.status == 429
    assert "Please wait" in page
    browser.post("/teach/login", password=PASSWORD)
    assert browser.status == 429, "not even the right one, or guesses would be told"
