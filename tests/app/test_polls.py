"""A class votes, and somebody attacks it: all on one server, by real HTTP clients."""

import asyncio
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from phones import PASSWORD, Client, Course, Phone, Trainer, body_of, phones, until

from course_lib.app.join import GUESSES_FROM_ONE_PLACE


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COURSE_TRAINER_PASSWORD", PASSWORD)
        served = Course(tmp_path_factory.mktemp("notebooks"))
        yield served
        served.stop()


@pytest.fixture(scope="module")
def cookies(course: Course) -> dict[str, str]:
    """What a trainer's browser keeps after the password."""
    trainer = Trainer(course.address)
    run(trainer.log_in())
    return trainer.cookies


@pytest.fixture
def trainer(course: Course, cookies: dict[str, str]) -> Trainer:
    return Trainer(course.address, dict(cookies))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    # In a thread of its own: a browser of other tests has a loop that runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_a_class_votes_discusses_and_votes_again(trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin(name="<b>Tuesday</b>")
        learners = await phones(trainer.address, code, 6)
        await trainer.press("ask", question="plain")
        assert {await one.vote("no", sure=3) for one in learners[:4]} == {"counted"}
        assert {await one.vote("yes") for one in learners[4:]} == {"counted"}
        screen = await trainer.text()
        assert 'data-number="voted">6<' in screen
        assert "it never is" not in screen  # nothing is told before the votes are shown
        assert "%)" not in screen
        phone = body_of(await learners[0].get(learners[0].page))
        assert "Your vote is counted." in phone
        assert "Look again." not in phone

        await trainer.press("close", "1-1")
        screen = await trainer.text()
        assert "Worth a discussion" in screen
        assert await learners[0].vote("yes") == "already"
        await trainer.press("again", "1-1")
        for one in learners[1:]:
            assert await one.vote("yes", key="1-2") == "counted"
        assert await learners[0].vote("no", key="1-2") == "counted"
        await trainer.press("close", "1-2")
        await trainer.press("show", "1-2")
        screen = await trainer.text()
        assert "2 (33 %)" in screen
        assert "5 (83 %)" in screen
        assert "Behind it: it never is." in screen
        assert "newly right: 3; no longer right: 0; not right yet: 1" in screen
        assert "Certain at the first vote: 0 right, 4 not." in screen
        phone = body_of(await learners[0].get(learners[0].page))
        assert "Look again." in phone
        assert "Because it is." in phone
        record = await trainer.text("/record")
        assert "4 votes were certain, and wrong." in record
        table = await trainer.text("/record.csv")
        assert table.splitlines()[1].startswith("02,know,plain,1,")
        assert "&lt;b&gt;Tuesday" in record
        for page in (screen, phone, record):
            assert "<script>alert" not in page
            assert "It is <b>so" not in page
            assert "<b>Tuesday" not in page

    run(play())


def test_what_is_disputed_has_no_right_bar_and_what_is_heavy_has_a_notice(
    trainer: Trainer,
) -> None:
    async def play() -> None:
        code = await trainer.begin()
        (ada,) = await phones(trainer.address, code, 1)
        await trainer.press("ask", question="disputed")
        await ada.vote("yes")
        await trainer.press("close", "1-1")
        await trainer.press("show", "1-1")
        screen = await trainer.text()
        assert "Today says yes." in screen
        assert "A source says no." in screen
        assert "is-right" not in screen
        assert "Because it is." not in screen
        phone = body_of(await ada.get(ada.page))
        assert "A source says no." in phone
        assert "Your answer was right." not in phone

        await trainer.press("ask", "1-1", question="heavy")
        for page in (await trainer.text(), body_of(await ada.get(ada.page))):
            assert "may come close" in page
            assert "Is it heavy" not in page
        assert await ada.vote("yes", key="2-1") == "late"
        await trainer.press("open", "2-1")
        phone = body_of(await ada.get(ada.page))
        assert phone.index("may come close") < phone.index("<summary>") < phone.index("Is it heavy")

        await trainer.press("close", "2-1")
        await trainer.press("show", "2-1")
        await trainer.press("ask", "2-1", question="plain", notice="yes")
        assert "may come close" in await trainer.text()

    run(play())


def test_raised_hands_give_the_same_picture(trainer: Trainer) -> None:
    async def play() -> None:
        await trainer.begin()
        await trainer.press("ask", question="plain")
        await trainer.press("hands", "1-1", yes="12", no="8", perhaps="-3", other="9")
        await trainer.press("close", "1-1")
        assert "Worth a discussion" in await trainer.text()
        await trainer.press("show", "1-1")
        screen = await trainer.text()
        assert "12 (60 %)" in screen
        assert "8 (40 %)" in screen
        assert "0 (0 %)" in screen

    run(play())


def test_of_four_learners_the_record_tells_nothing(trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        await trainer.press("ask", question="plain")
        learners = await phones(trainer.address, code, 4)
        for one in learners:
            await one.vote("no")
        assert "nothing is broken down" in await trainer.text("/record")
        assert len((await trainer.text("/record.csv")).splitlines()) == 1

    run(play())


def test_pages_follow_the_class_within_a_second(trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        (ada,) = await phones(trainer.address, code, 1)
        heard: list[Any] = []
        seen: list[Any] = []
        streams = [
            asyncio.create_task(trainer.news(f"{trainer.screen}/news", heard.append)),
            asyncio.create_task(ada.news(f"{ada.page}/news", seen.append)),
        ]
        await until(lambda: bool(heard and seen))
        assert heard[-1] == {"stage": "nothing", "joined": 1, "voted": 0, "fast": 0, "lost": 0}
        begun = monotonic()
        await trainer.press("ask", question="several")
        await until(lambda: seen[-1] == {"stage": "1-1-open"})
        await ada.vote(["one", "two"])
        await ada.post(ada.page, what="signal", signal="lost")
        await until(lambda: (heard[-1]["voted"], heard[-1]["lost"]) == (1, 1))
        assert monotonic() - begun < 2
        assert len(seen) == 2  # a phone is told of the stage alone
        for stream in streams:
            stream.cancel()

    run(play())


def test_a_learner_opens_nothing_of_the_trainers(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        (ada,) = await phones(course.address, code, 1)
        pages = ["/teach/class", trainer.screen, f"{trainer.screen}/news",
                 f"{trainer.screen}/record", f"{trainer.screen}/record.csv"]  # fmt: skip
        for page in pages:
            answer = await ada.get(page)
            assert answer.code == 403, page
            assert code[:3] not in body_of(answer), page
        for what in ("ask", "end", "delete", "door"):
            answer = await ada.post(trainer.screen, what=what, question="plain")
            assert answer.code == 403
        assert (await ada.post("/teach/class", seats=400)).code == 403
        assert "Join with your phone" in await trainer.text()

    run(play())


def test_nobody_votes_for_others_or_without_the_page(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        await trainer.press("ask", question="plain")
        ada, ben = await phones(course.address, code, 2)
        (name,) = (one for one in ada.cookies if one.startswith("course-seat"))
        seat = ada.cookies[name].strip('"').split("|")
        forged = "|".join([*seat[:4], ben.cookies[name].strip('"').split("|")[4], seat[5]])
        mallory = Phone(course.address, {**ada.cookies, name: f'"{forged}"'}, code=code)
        assert await mallory.vote("no") == "303"
        unsigned = Phone(course.address, {**ada.cookies, name: "ben"}, code=code)
        assert await unsigned.vote("no") == "303"
        # A seat that stands in the form is not read.
        answer = await ada.post(ada.page, what="vote", key="1-1", choice="yes", sure=2, seat="ben")
        assert answer.headers["X-Course-Vote"] == "counted"
        without = Phone(course.address, {name: ada.cookies[name]}, code=code)
        assert (await without.post(ada.page, what="vote", key="1-1", choice="no")).code == 403
        # Signed for another class, it is no seat here.
        elsewhere = Trainer(trainer.address, trainer.cookies)
        other = await elsewhere.begin()
        stranger = Phone(course.address, dict(ben.cookies), code=other)
        assert await stranger.vote("no") == "303"
        assert 'data-number="voted">1<' in await trainer.text()

    run(play())


def test_votes_that_one_phone_sends_all_at_once_are_one(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        await trainer.press("ask", question="plain")
        (ada,) = await phones(course.address, code, 1)
        outcomes = await asyncio.gather(*(ada.vote("yes") for _ in range(100)))
        assert outcomes.count("counted") == 1
        assert outcomes.count("already") == 99
        assert 'data-number="voted">1<' in await trainer.text()

    run(play())


def test_who_joins_without_end_finds_no_seat(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin(seats=30)
        robots = [Phone(course.address, {"_xsrf": "1"}, code=code) for _ in range(100)]
        answers = await asyncio.gather(*(one.post(one.page, what="join") for one in robots))
        codes = [answer.code for answer in answers]
        assert codes.count(303) == 30
        assert codes.count(403) == 70
        assert 'data-number="joined">30<' in await trainer.text()

    run(play())


def test_what_cannot_be_a_vote_is_said_kindly(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        await trainer.press("ask", question="place")
        (ada,) = await phones(course.address, code, 1)
        for choice in ([], ["axilla:left", "brain:"], ["<script>"], ["../../etc/passwd"]):
            answer = await ada.post(ada.page, what="vote", key="1-1", choice=choice, sure="certain")
            assert answer.code == 422
            assert "Choose one" in body_of(answer)
            assert "<script>" not in body_of(answer).split("<main")[1]
        answer = await ada.post(ada.page, what="vote", key="1-1", choice="brain:", sure="4")
        assert "Say how sure you are" in body_of(answer)
        assert await ada.vote("axilla:left") == "counted"
        assert (await trainer.press("ask", question="no-such")) == 404

    run(play())


def test_a_phone_page_is_small_and_asks_nobody_else(course: Course, trainer: Trainer) -> None:
    async def play() -> None:
        code = await trainer.begin()
        await trainer.press("ask", question="place")
        (ada,) = await phones(course.address, code, 1)
        page = body_of(await ada.get(ada.page))
        files = set(re.findall(r'"(/course/files/[^"]+)"', page))
        assert {Path(file).name for file in files} == {
            "join.css", "join.js", "body_map.js", "body_map.css"
        }
        bodies = [body_of(await ada.get(file)) for file in files]
        assert sum(map(len, [page, *bodies])) < 60_000
        assert "http:" not in page.replace('xmlns="http:', "")

    run(play())


def test_no_vote_is_lost_when_the_server_dies(course: Course, trainer: Trainer) -> None:
    async def before() -> list[Phone]:
        code = await trainer.begin()
        await trainer.press("ask", question="plain")
        learners = await phones(course.address, code, 2)
        assert await learners[0].vote("yes") == "counted"
        return learners

    async def after(ada: Phone, ben: Phone) -> None:
        assert 'data-number="voted">1<' in await trainer.text()
        assert await ada.vote("no") == "already"
        assert await ben.vote("no") == "counted"

    learners = run(before())
    course.kill()
    course.start()
    run(after(*learners))


def test_codes_are_not_guessed(course: Course, trainer: Trainer) -> None:
    """The last one: from here on this place has guessed too often."""

    async def play() -> None:
        code = await trainer.begin()
        old = await Trainer(trainer.address, trainer.cookies).begin()
        (ada,) = await phones(course.address, code, 1)
        over = Trainer(trainer.address, trainer.cookies)
        gone = await over.begin()
        await over.press("end")
        answer = await ada.get(f"/j/{gone}")
        assert answer.code == 404
        assert "may also be over" in body_of(answer)
        assert (await ada.post("/j", code=f" {old[:3].lower()}-{old[3:]} ")).code == 303

        robot = Client(course.address)
        tries = GUESSES_FROM_ONE_PLACE[0] + 5
        answers = [await robot.get(f"/j/CCC{number:03d}") for number in range(tries)]
        codes = [answer.code for answer in answers]
        assert codes.count(404) == GUESSES_FROM_ONE_PLACE[0] - 1
        assert set(codes[-5:]) == {429}
        assert "Please wait for 10 minutes" in body_of(answers[-1])
        assert (await robot.get(f"/j/{code}")).code == 429  # a right code is no way to find out
        # Who sits in the class already, in the same house, goes on voting.
        assert (await ada.get(ada.page)).code == 200

    run(play())
