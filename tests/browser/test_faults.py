"""A learner in the middle of a lesson, a disk that is full, and a server that is started anew."""

import re
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running, free_port, running

LESSON = "/voila/render/02_types_and_sites.ipynb"
SOON = 20_000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits a process from outside")


class Course:
    """The course itself, on one port, which can be started again."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._port = free_port()
        self.start()

    def start(self) -> None:
        command = ["-m", "course_lib.cli", "app", "--plain", "--port", str(self._port)]
        self.running: Running = self._stack.enter_context(running(command, self._port))

    def stop(self) -> None:
        """As a host does who installs something new."""
        self.running.process.send_signal(signal.SIGTERM)

    def kernels(self) -> list[int]:
        server = self.running.process.pid
        children = Path(f"/proc/{server}/task/{server}/children")
        return [int(child) for child in children.read_text().split()]

    def let_write(self, size: int) -> None:
        """Let the lessons that are open write files of so many bytes, as a full disk would."""
        for kernel in self.kernels():
            resource.prlimit(kernel, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture(scope="module")
def course() -> Iterator[Course]:
    with ExitStack() as stack:
        yield Course(stack)


@pytest.fixture(scope="module")
def page(browser: Browser, course: Course) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(course.running.address + LESSON)
    expect(page.locator("#opening")).to_have_count(0, timeout=60_000)
    yield page
    context.close()


def quiz(page: Page) -> Locator:
    return page.get_by_role("group", name="Questions", exact=True)


def answer(page: Page) -> None:
    quiz(page).get_by_role("button").first.click()
    quiz(page).get_by_role("button", name="Certain", exact=True).click()


def kept(page: Page, course: Course) -> int:
    """How many answers the record holds of this learner."""
    told = page.request.get(f"{course.running.address}/me").text()
    found = re.search(r"(\d+) answers? (?:is|are) saved", told)
    return int(found[1]) if found else 0


def test_a_full_disk_is_said_calmly_and_the_answer_is_saved_once_there_is_room(
    page: Page, course: Course
) -> None:
    answer(page)
    expect(quiz(page).get_by_text("Saved.", exact=True)).to_be_visible()
    quiz(page).get_by_role("button", name="Next", exact=True).click()
    course.let_write(0)
    answer(page)
    expect(quiz(page).get_by_text("Not saved yet")).to_be_visible()
    expect(quiz(page).get_by_text("Your answer stays on this page until then.")).to_be_visible()
    assert kept(page, course) == 1
    course.let_write(resource.RLIM_INFINITY)
    quiz(page).get_by_role("button", name="Try again", exact=True).click()
    expect(quiz(page).get_by_text("Saved.", exact=True)).to_be_visible()
    assert kept(page, course) == 2


def test_a_course_that_is_started_anew_says_so_and_learners_come_back_to_where_they_were(
    page: Page, course: Course
) -> None:
    question = quiz(page).get_by_role("heading").first.inner_text()
    said = page.locator("#connection")
    course.stop()
    expect(said).to_contain_text("The course is being restarted.", timeout=SOON)
    course.running.process.wait(timeout=20)
    course.start()
    expect(said).to_contain_text("This lesson has ended on the server", timeout=SOON)
    said.get_by_role("link", name="Reopen the lesson").click()
    expect(page.locator("body.is-open")).to_be_attached(timeout=60_000)
    expect(quiz(page).get_by_role("heading").first).to_have_text(question)
    expect(quiz(page).get_by_role("button", name="Answer again", exact=True)).to_be_in_viewport()
    assert kept(page, course) == 2
