"""How many lessons may be open: who waits, who is let in, and what one lesson may take."""

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from course_lib.app.kernels import Kernels
from course_lib.app.limits import (
    COMES_BACK,
    EACH_VARIABLE,
    MOST_VARIABLE,
    MOST_WAITING,
    STILL_WAITING,
    Room,
    confine,
    memory,
    most_lessons,
    most_of_one,
)
from course_lib.app.pass_cookie import Pass, new_pass


class House:
    """A room of two places, a clock, and how many lessons are open."""

    def __init__(self) -> None:
        self.now = 0.0
        self.open = 0
        self.room = Room(2, lambda: self.open, lambda: self.now)

    def comes(self, who: str) -> int:
        number = self.room.come_in(who)
        if not number:
            self.room.sat_down()
            self.open += 1
        return number


def test_a_room_of_two_lets_two_in_and_gives_the_others_their_numbers() -> None:
    house = House()
    assert [house.comes(who) for who in "abcd"] == [0, 0, 1, 2]


def test_a_lesson_that_is_still_opening_takes_its_place_already() -> None:
    house = House()
    assert house.room.come_in("a") == 0
    assert house.room.come_in("b") == 0
    assert house.room.come_in("c") == 1
    house.room.sat_down()  # it could not be opened
    assert house.room.come_in("c") == 0


def test_who_came_first_is_let_in_first() -> None:
    house = House()
    for who in "abcd":
        house.comes(who)
    house.open -= 1
    assert house.comes("d") == 2, "the other one was there before"
    assert house.comes("c") == 0
    assert house.comes("d") == 1


def test_who_goes_away_leaves_the_queue() -> None:
    house = House()
    for who in "abcd":
        house.comes(who)
    house.now += STILL_WAITING - 1
    assert house.room.number("d") == 2
    house.now += 2
    assert house.room.number("d") == 1


def test_who_turns_the_page_keeps_the_place() -> None:
    house = House()
    for who in "abc":
        house.comes(who)
    house.open -= 1
    house.room.keep("a")
    assert house.comes("c") == 1
    assert house.comes("a") == 0


def test_a_place_is_not_kept_for_ever() -> None:
    house = House()
    for who in "abc":
        house.comes(who)
    house.open -= 1
    house.room.keep("a")
    house.now += COMES_BACK + 1
    assert house.comes("c") == 0


def test_the_queue_itself_takes_no_more_than_its_share() -> None:
    house = House()
    for number in range(MOST_WAITING + 2):
        house.comes(f"{number}")
    assert house.comes("one more") == MOST_WAITING + 1
    assert house.room.waiting == MOST_WAITING
    assert house.room.is_full


def test_how_many_fit_is_configured_or_counted_from_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert most_lessons(forked=False) < most_lessons(forked=True)
    assert most_lessons(forked=True) * 30 * 2**20 <= memory()
    monkeypatch.setenv(MOST_VARIABLE, "7")
    assert most_lessons(forked=True) == 7
    for nonsense in ("0", "-1", "many"):
        monkeypatch.setenv(EACH_VARIABLE, nonsense)
        assert most_of_one() == 4


class Manager(dict[str, Any]):
    """A kernel manager whose kernels are no processes."""

    async def start_kernel(self, env: dict[str, str]) -> str:
        name = f"kernel-{len(self)}"
        self[name] = env
        return name

    async def shutdown_kernel(self, kernel: str, now: bool) -> None:
        del self[kernel]

    def get_kernel(self, _kernel: str) -> Any:
        class Nothing:
            provisioner = None

        return Nothing


async def opens(kernels: Kernels, who: Pass) -> str:
    return await kernels.of(who).start_kernel(env={})


@pytest.fixture
def manager() -> Manager:
    return Manager()


async def _two_of_one(manager: Manager) -> None:
    kernels = Kernels(manager, 2, lambda _how: None)
    one, other = new_pass(), new_pass()
    mine = [await opens(kernels, one) for _ in range(2)]
    theirs = await opens(kernels, other)
    await opens(kernels, one)
    assert mine[0] not in manager
    assert mine[1] in manager
    assert theirs in manager


def test_who_opens_one_lesson_too_many_leaves_the_oldest(manager: Manager) -> None:
    run(_two_of_one(manager))


async def _never_reached(manager: Manager) -> None:
    now = [0.0]
    kernels = Kernels(manager, 4, lambda _how: None, lambda: now[0])
    reached, left = await opens(kernels, new_pass()), await opens(kernels, new_pass())
    kernels.is_reached(reached)
    now[0] = 29
    await kernels.end_unreached(30)
    assert len(manager) == 2
    now[0] = 31
    await kernels.end_unreached(30)
    assert list(manager) == [reached]
    assert left not in manager


def test_a_lesson_whose_page_never_came_is_ended(manager: Manager) -> None:
    run(_never_reached(manager))


def run(what: Any) -> None:
    # In a thread of its own: a browser of other tests has a loop that runs in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, what).result()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
def test_a_lesson_that_grows_without_end_is_stopped() -> None:
    grow = "import sys; sys.stdin.readline(); a = bytearray(3 * 2**30)"
    process = subprocess.Popen(
        [sys.executable, "-c", grow], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    confine(process.pid)
    _out, error = process.communicate("\n", timeout=30)
    assert "MemoryError" in error


def test_to_confine_what_has_ended_is_no_mistake() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    time.sleep(0.05)
    confine(process.pid)
