"""Who is it: coming back with a code, leaving, what is stored; and that nobody is somebody else."""

import http.client
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom
from time import monotonic, time
from urllib.parse import urlencode, urlsplit

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from served_course import Running, running_lessons
from tornado.web import create_signed_value
from writing import answer_of

from course_lib.app.attempts import FROM_EVERYWHERE, FROM_ONE_PLACE, Attempts
from course_lib.app.server import cookie_secret
from course_lib.learning.learner import Learner, new_learner
from course_lib.learning.resume_code import make_code
from course_lib.learning.store import Store, record_url

LESSON = "/voila/render/02_first.ipynb"
OTHER_LESSON = "/voila/render/04_last.ipynb"
HALF_AN_HOUR = 30 * 60

ANSWERING = f"""\
import sys
sys.path.append({str(Path(__file__).parents[1])!r})
from writing import answer_of
from course_lib.learning.opening import this_visit
visit = this_visit()
visit.save(answer_of(visit.learner))
visit.keep("02/where-is-it", {{"at": "a place"}})
print("learner:" + visit.learner.key + ":")"""


class Browser:
    """A browser that keeps cookies and follows no redirect by itself."""

    def __init__(self, course: Running) -> None:
        self.course = course
        self.cookies: dict[str, str] = {}
        self.status = 0
        self.headers = http.client.HTTPMessage()

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> str:
        connection = http.client.HTTPConnection(urlsplit(self.course.address).netloc, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        text = response.read().decode()
        self.status, self.headers = response.status, response.headers
        for one in response.headers.get_all("Set-Cookie", []):
            name, value = one.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if value == '""' or not value:
                del self.cookies[name]
        return text

    def post(self, path: str, **fields: str) -> str:
        """Send a form as the page that holds it would."""
        if "_xsrf" not in self.cookies:
            self.ask("/resume")
        fields = {"_xsrf": self.cookies["_xsrf"], **fields}
        kind = "application/x-www-form-urlencoded"
        return self.ask(path, "POST", urlencode(fields), Content_Type=kind)

    @property
    def goes_to(self) -> str:
        return self.headers["Location"]

    def open_lesson(self) -> Learner:
        """Open a lesson that saves one answer, and return whom it was for."""
        return Learner(learner_in(self.ask(LESSON)), by_code=True)

    def learn(self) -> Learner:
        """Be somebody who has saved one answer, without waiting for a lesson."""
        learner = new_learner()
        Store(record_url()).save(learner, answer_of(learner))
        self.cookies["course-learner"] = signed(learner.key, learner.key[::-1], time())
        return learner

    @property
    def key(self) -> str:
        """Whose browser the cookie says it is."""
        return signed_parts(self.cookies["course-learner"])[0]

    def be_idle(self, seconds: float = HALF_AN_HOUR + 60) -> None:
        """Turn the clock of the cookie back, as only who knows the secret can."""
        key, sitting, _seen = signed_parts(self.cookies["course-learner"])
        self.cookies["course-learner"] = signed(key, sitting, time() - seconds)


def signed(key: str, sitting: str, seen: float, secret: bytes | None = None) -> str:
    value = f"{key}.{sitting}.{seen:.0f}"
    return create_signed_value(secret or cookie_secret(), "course-learner", value).decode()


def signed_parts(cookie: str) -> list[str]:
    value = cookie.split("|")[4].split(":")[1]
    return b64decode(value).decode().split(".")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A course whose first lesson saves an answer as soon as it is opened."""
    folder = tmp_path_factory.mktemp("notebooks")
    with running_lessons(folder) as running:
        notebook = nbformat.read(folder / "02_first.ipynb", as_version=4)
        notebook.cells = [new_code_cell(ANSWERING)]
        nbformat.write(notebook, folder / "02_first.ipynb")
        yield running


@pytest.fixture
def visitor(course: Running) -> Browser:
    return Browser(course)


@pytest.fixture
def store() -> Store:
    return Store(record_url())


def test_who_has_only_looked_is_not_known(visitor: Browser, store: Store) -> None:
    visitor.ask("/")
    assert "course-learner" not in visitor.cookies
    assert "nothing is stored" in visitor.ask("/me")
    visitor.ask(OTHER_LESSON)
    assert not store.knows(Learner(visitor.key))
    assert "made with your first answer" in visitor.ask("/me")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Browser) -> None:
    visitor.ask(OTHER_LESSON)
    (cookie,) = [
        one for one in visitor.headers.get_all("Set-Cookie", []) if one.startswith("course-learner")
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    visitor.ask(OTHER_LESSON, X_Forwarded_Proto="https")
    assert any(
        one.startswith("course-learner") and "Secure" in one
        for one in visitor.headers.get_all("Set-Cookie", [])
    )


def test_a_lesson_knows_its_learner_and_the_next_one_too(visitor: Browser, store: Store) -> None:
    learner = visitor.open_lesson()
    assert visitor.open_lesson() == learner
    assert len(store.answers(learner)) == 2


def test_two_browsers_are_two_learners(course: Running) -> None:
    assert Browser(course).open_lesson() != Browser(course).open_lesson()


def test_a_learner_comes_back_on_another_device(course: Running, store: Store) -> None:
    first, second = Browser(course), Browser(course)
    learner = first.learn()
    page = first.ask("/me")
    shown = re.search(r'class="course-code"[^>]*>([^<]+)<', page)
    assert shown is not None
    second.post("/resume", code=shown[1].upper())
    assert (second.status, second.goes_to) == (303, "/me")
    assert second.open_lesson() == learner
    assert len(store.answers(learner)) == 2


def test_progress_counts_what_is_saved_also_of_lessons_that_are_no_more(
    visitor: Browser, store: Store
) -> None:
    learner = visitor.learn()
    store.save(learner, answer_of(learner, "a-question-that-was-removed", lesson="88"))
    page = visitor.ask("/me")
    assert "The first &lt;lesson&gt;: 1 question" in page
    assert "88: 1 question" in page
    assert "2 answers are saved" in page


def test_a_mistyped_code_is_met_kindly(visitor: Browser) -> None:
    page = visitor.post("/resume", code="candel boat apple 7")
    assert visitor.status == 200
    assert "Did you mean “candle”?" in page
    assert 'value="candel boat apple 7"' in page
    assert "<b>" not in visitor.post("/resume", code="<b>apple</b>")


def test_a_code_of_nobody_opens_nothing(visitor: Browser) -> None:
    begun = monotonic()
    page = visitor.post("/resume", code=some_code())
    assert monotonic() - begun > 0.39
    assert "does not open anything" in page
    assert "course-learner" not in visitor.cookies


def some_code() -> str:
    return make_code(SystemRandom())


def test_all_that_is_stored_is_shown_and_can_be_taken_along(
    visitor: Browser, store: Store
) -> None:
    learner = visitor.learn()
    store.keep(learner, "02/where-is-it", {"at": "a place"})
    page = visitor.ask("/me/stored")
    assert "spine-pain" in page
    assert "02/where-is-it" in page
    file = json.loads(visitor.ask("/me/stored.json"))
    assert visitor.headers["Content-Disposition"].startswith("attachment")
    assert visitor.headers["Cache-Control"] == "no-store"
    assert file == store.everything(learner)


def test_deleting_asks_first_and_then_all_is_gone(visitor: Browser, store: Store) -> None:
    learner = visitor.learn()
    code = store.code(learner)
    assert "gone for good" in visitor.ask("/me/delete")
    assert store.knows(learner)
    assert "Nothing is stored about you any more" in visitor.post("/me/delete")
    assert not store.knows(learner)
    assert "course-learner" not in visitor.cookies
    assert "does not open anything" in visitor.post("/resume", code=str(code))


def test_an_open_lesson_ends_before_its_learner_is_deleted(course: Running) -> None:
    first, second = Browser(course), Browser(course)
    page = first.ask(LESSON)
    kernel = kernel_in(page)
    code = Store(record_url()).code(Learner(learner_in(page)))
    second.post("/resume", code=str(code))
    second.post("/me/delete")
    first.ask(f"/api/kernels/{kernel}")
    assert first.status == 404


def kernel_in(page: str) -> str:
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found is not None
    return found[1]


def learner_in(page: str) -> str:
    found = re.search(r"learner:(.+?):", page)
    assert found is not None
    return found[1]


def test_not_me_lets_the_next_learner_begin_with_nothing(visitor: Browser, store: Store) -> None:
    page = visitor.ask(LESSON)
    before, kernel = Learner(learner_in(page)), kernel_in(page)
    visitor.post("/me/leave")
    assert (visitor.status, visitor.goes_to) == (303, "/")
    visitor.ask(f"/api/kernels/{kernel}")
    assert visitor.status == 404
    assert "nothing is stored" in visitor.ask("/me")
    visitor.ask(OTHER_LESSON)
    assert visitor.key != before.key
    assert store.knows(before)


def test_after_half_an_hour_the_page_asks_before_anything_is_shown(visitor: Browser) -> None:
    learner = visitor.learn()
    visitor.be_idle()
    for path, next_ in ((LESSON, "02_first"), ("/me", "me"), ("/me/stored", "me"),
                        ("/me/stored.json", "me"), ("/me/delete", "me")):
        page = visitor.ask(path)
        assert visitor.goes_to == f"/me/still?next={next_}"
        assert learner.key not in page
    page = visitor.ask("/me/still?next=02_first")
    assert "Is it still you?" in page
    assert learner.key not in page
    visitor.post("/me/still", next="02_first")
    assert visitor.goes_to == LESSON
    assert visitor.key == learner.key
    assert "What you have answered" in visitor.ask("/me")


def test_who_says_that_it_is_somebody_else_begins_with_nothing(visitor: Browser) -> None:
    learner = visitor.learn()
    visitor.be_idle()
    visitor.post("/me/leave")
    visitor.ask(OTHER_LESSON)
    assert visitor.key != learner.key


def test_nothing_can_be_deleted_after_half_an_hour_without_an_answer(
    visitor: Browser, store: Store
) -> None:
    learner = visitor.learn()
    visitor.be_idle()
    visitor.post("/me/delete")
    assert visitor.goes_to == "/me/still?next=me"
    assert store.knows(learner)


def test_just_under_half_an_hour_nobody_is_asked(visitor: Browser) -> None:
    learner = visitor.learn()
    visitor.be_idle(HALF_AN_HOUR - 60)
    visitor.ask(OTHER_LESSON)
    assert (visitor.status, visitor.key) == (200, learner.key)


def test_who_has_nothing_stored_is_not_asked_and_begins_anew(visitor: Browser) -> None:
    visitor.ask(OTHER_LESSON)
    before = visitor.key
    visitor.be_idle()
    visitor.ask(OTHER_LESSON)
    assert visitor.status == 200
    assert visitor.key != before


def test_an_open_lesson_that_is_used_keeps_the_learner_awake(visitor: Browser) -> None:
    visitor.learn()
    visitor.be_idle(HALF_AN_HOUR - 60)
    visitor.post("/me/here")
    assert visitor.status == 204
    assert time() - float(signed_parts(visitor.cookies["course-learner"])[2]) < 60
    visitor.be_idle()
    visitor.post("/me/here")
    assert visitor.status == 409
    assert time() - float(signed_parts(visitor.cookies["course-learner"])[2]) > HALF_AN_HOUR


@pytest.mark.parametrize("next_", [
    "https://elsewhere.example", "//elsewhere.example", "01_planned", "", "../me/delete",
])  # fmt: skip
def test_the_question_leads_only_to_pages_of_the_course(visitor: Browser, next_: str) -> None:
    visitor.learn()
    visitor.post("/me/still", next=next_)
    assert visitor.goes_to == "/"


# What somebody may try.

POSTS = ("/me/delete", "/me/leave", "/me/still", "/me/here", "/resume")


@pytest.mark.parametrize("path", POSTS)
def test_no_other_site_can_send_a_form(visitor: Browser, store: Store, path: str) -> None:
    learner = visitor.learn()
    cookie = visitor.cookies["course-learner"]
    kind = "application/x-www-form-urlencoded"
    page = visitor.ask(path, "POST", "code=apple-boat-candle-7", Content_Type=kind)
    assert visitor.status == 403
    assert "Nothing was done" in page
    assert visitor.cookies["course-learner"] == cookie
    assert store.knows(learner)


def forgeries(victim: str) -> dict[str, str]:
    now = time()
    genuine = signed("somebody-else", "s", now)
    head, _value, signature = genuine.rsplit("|", 2)
    return {
        "not signed": f"{victim}.s.{now:.0f}",
        "signed with another secret": signed(victim, "s", now, b"guessed" * 8),
        "another's signature": f"{head}|{signed(victim, 's', now).rsplit('|', 2)[1]}|{signature}",
        "signed for another cookie": create_signed_value(
            cookie_secret(), "_xsrf", f"{victim}.s.{now:.0f}"
        ).decode(),
        "an older format": create_signed_value(
            b"guessed" * 8, "course-learner", f"{victim}.s.{now:.0f}", version=1
        ).decode(),
        "not even text": "\\377",
    }


@pytest.mark.parametrize("how", list(forgeries("x")))
def test_a_forged_cookie_opens_nothing(course: Running, store: Store, how: str) -> None:
    victim, thief = Browser(course).learn(), Browser(course)
    thief.cookies["course-learner"] = forgeries(victim.key)[how]
    assert "nothing is stored" in thief.ask("/me")
    thief.post("/me/delete")
    assert store.knows(victim)
    assert thief.open_lesson() != victim
    assert len(store.answers(victim)) == 1


@pytest.mark.parametrize("header", [
    "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Course-Learner", "COURSE-LEARNER",
    "Authorization", "JUPYTERHUB-USER",
])  # fmt: skip
def test_no_header_makes_anybody_somebody_else(
    course: Running, store: Store, header: str
) -> None:
    victim, thief = Browser(course).learn(), Browser(course)
    page = thief.ask(LESSON, **{header: victim.key})
    assert learner_in(page) != victim.key
    assert victim.key not in thief.ask("/me/stored.json", **{header: victim.key})
    assert len(store.answers(victim)) == 1


def test_no_address_or_form_makes_anybody_somebody_else(course: Running, store: Store) -> None:
    victim, thief = Browser(course).learn(), Browser(course)
    query = f"?learner={victim.key}&course-learner={victim.key}&COURSE_LEARNER={victim.key}"
    mine = Learner(learner_in(thief.ask(LESSON + query)))
    assert mine != victim
    assert len(json.loads(thief.ask("/me/stored.json" + query))["answers"]) == 1
    thief.post("/me/delete" + query, learner=victim.key, key=victim.key)
    assert not store.knows(mine)
    assert len(store.answers(victim)) == 1


def test_nobody_reaches_the_kernel_of_somebody_else(course: Running) -> None:
    victim, thief = Browser(course), Browser(course)
    kernel = kernel_in(victim.ask(LESSON))
    thief.learn()
    nobody = Browser(course)
    for other in (thief, nobody):
        other.ask(f"/api/kernels/{kernel}")
        assert other.status == 404
        other.ask(
            f"/api/kernels/{kernel}/channels?session_id=s", Upgrade="websocket",
            Connection="Upgrade", Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
            Sec_WebSocket_Version="13",
        )  # fmt: skip
        assert other.status == 404
        other.post(f"/voila/api/shutdown/{kernel}")
        assert other.status == 404
    victim.ask(f"/api/kernels/{kernel}")
    assert victim.status == 200


def test_codes_cannot_be_guessed_for_long(tmp_path: Path) -> None:
    with running_lessons(tmp_path) as course:
        visitor = Browser(course)
        visitor.ask("/resume")
        tries = FROM_ONE_PLACE[0] + 8

        def guess(number: int) -> int:
            guesser = Browser(course)
            guesser.cookies = dict(visitor.cookies)
            # What an attacker says about where they are is not believed.
            fields = urlencode({"_xsrf": visitor.cookies["_xsrf"], "code": some_code()})
            guesser.ask(
                "/resume", "POST", fields, Content_Type="application/x-www-form-urlencoded",
                X_Forwarded_For=f"10.0.0.{number}", X_Real_IP=f"10.0.0.{number}",
            )  # fmt: skip
            return guesser.status

        with ThreadPoolExecutor(8) as crowd:
            statuses = list(crowd.map(guess, range(tries)))
        assert statuses.count(200) == FROM_ONE_PLACE[0]
        assert statuses.count(429) == 8
        assert "Please wait for 15 minutes" in visitor.post("/resume", code=some_code())
        # Who mistypes is still helped, and who does not need a code is not disturbed.
        assert "Did you mean" in visitor.post("/resume", code="candel boat apple 7")
        visitor.ask("/")
        assert visitor.status == 200


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_one_place_may_try_again_after_a_while() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    tries, seconds = FROM_ONE_PLACE
    assert [attempts.begin("10.0.0.1") for _ in range(tries)] == [0] * tries
    assert attempts.begin("10.0.0.1") == seconds + 1
    assert attempts.begin("10.0.0.2") == 0
    clock.now += seconds
    assert attempts.begin("10.0.0.1") == 0


def test_a_code_that_fits_is_no_guess() -> None:
    attempts = Attempts(Clock())
    for _ in range(10 * FROM_ONE_PLACE[0]):
        assert attempts.begin("10.0.0.1") == 0
        attempts.succeeded("10.0.0.1")


def test_all_places_together_may_not_try_for_ever() -> None:
    attempts = Attempts(Clock())
    tries, seconds = FROM_EVERYWHERE
    assert not any(attempts.begin(f"10.0.{n}.1") for n in range(tries))
    assert attempts.begin("10.9.9.9") == seconds + 1


def test_all_addresses_of_one_house_are_one_place() -> None:
    attempts = Attempts(Clock())
    tries, _seconds = FROM_ONE_PLACE
    assert not any(attempts.begin(f"2001:db8::{n:x}") for n in range(tries))
    assert attempts.begin("2001:db8::ffff") > 0
    assert attempts.begin("2001:db8:1::1") == 0
    assert attempts.begin("::ffff:10.0.0.1") == 0
