"""A lesson is light to load, and says so calmly when its connection is lost."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from served_course import Running, free_port, running

LESSON = "/voila/render/02_types_and_sites.ipynb"
FIRST = "/voila/render/02_first.ipynb"
SERVED_COURSE = Path(__file__).parent.parent / "served_course.py"

LIMIT = 2_000_000
LOST = "The connection to the course is lost."
ENDED = "This lesson has ended on the server"
SOON = 20_000


@dataclass
class Load:
    """What came over the wire for one page, as the browser's own tools count it."""

    addresses: dict[str, str] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    wire: dict[str, float] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    sockets: int = 0

    @property
    def bytes(self) -> float:
        return sum(self.wire.values())

    @property
    def asked_the_server(self) -> list[str]:
        return [
            address
            for id_, address in self.addresses.items()
            if address.startswith("http") and id_ not in self.kept
        ]


def load(context: BrowserContext, address: str) -> Load:
    """Open a lesson until its widgets are there, and count."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    seen = Load()

    def asks(event: dict) -> None:  # type: ignore[type-arg]
        seen.addresses[event["requestId"]] = event["request"]["url"]

    def answers(event: dict) -> None:  # type: ignore[type-arg]
        answer = event["response"]
        if not answer["url"].startswith("http"):
            return
        seen.headers[answer["url"]] = {k.lower(): v for k, v in answer["headers"].items()}
        if answer.get("fromDiskCache") or answer.get("fromServiceWorker"):
            seen.kept.add(event["requestId"])

    def opens(_event: dict) -> None:  # type: ignore[type-arg]
        seen.sockets += 1

    tools.on("Network.requestWillBeSent", asks)
    tools.on("Network.responseReceived", answers)
    tools.on("Network.requestServedFromCache", lambda event: seen.kept.add(event["requestId"]))
    tools.on("Network.webSocketCreated", opens)
    tools.on(
        "Network.loadingFinished",
        lambda event: seen.wire.update({event["requestId"]: event["encodedDataLength"]}),
    )
    tools.send("Network.enable")
    page.goto(address)
    expect(page.locator("#opening")).to_have_count(0, timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.close()
    return seen


@pytest.fixture(scope="module")
def visits(browser: Browser, app: Running) -> Iterator[tuple[Load, Load]]:
    """A first visit with a cold cache, and the visit after it."""
    context = browser.new_context()
    first = load(context, app.address + LESSON)
    again = load(context, app.address + LESSON)
    yield first, again
    context.close()


def test_a_first_visit_is_light(visits: tuple[Load, Load]) -> None:
    first, _again = visits
    assert not first.kept, "the cache was not cold"
    assert len(first.wire) > 20, "the scripts were not counted"
    assert first.bytes <= LIMIT


def test_words_are_compressed_on_the_wire(visits: tuple[Load, Load]) -> None:
    first, _again = visits
    words = [
        headers for headers in first.headers.values()
        if headers.get("content-type", "").startswith(("text/", "application/javascript"))
    ]
    assert len(words) > 20
    assert {headers.get("content-encoding") for headers in words} == {"gzip"}


def test_every_file_is_kept_under_an_address_that_changes_with_it(
    visits: tuple[Load, Load],
) -> None:
    first, _again = visits
    files = {
        address: headers["cache-control"] for address, headers in first.headers.items()
        if "/course/files/" in address
    }
    assert len(files) > 20
    assert set(files.values()) == {"public, max-age=31536000, immutable"}
    others = [address for address in first.headers if address not in files]
    assert [one for one in others if LESSON not in one and "/api/kernels/" not in one] == []


def test_a_repeat_visit_asks_the_server_at_most_ten_times(visits: tuple[Load, Load]) -> None:
    _first, again = visits
    assert len(again.addresses) > 20, "the scripts were not counted"
    assert len(again.asked_the_server) + again.sockets <= 10


@dataclass
class Restartable:
    """The lessons of the tests on one port, with a server that can be killed and started again."""

    folder: Path
    port: int
    stack: ExitStack
    course: Running

    def start(self) -> None:
        command = [str(SERVED_COURSE), str(self.folder), str(self.port)]
        self.course = self.stack.enter_context(running(command, self.port))

    def kill(self) -> None:
        self.course.process.kill()
        self.course.process.wait(timeout=20)

    def kernels(self) -> list[int]:
        """The ids of the kernels' processes: those below the server from which none is forked."""
        return [one for one in _below(self.course.process.pid) if not _below(one)]


def _below(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    if not children.exists():
        pytest.skip("the system does not list the children of a process")
    found = [int(child) for child in children.read_text().split()]
    return [*found, *(one for child in found for one in _below(child))]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restartable]:
    with ExitStack() as stack:
        folder, port = tmp_path_factory.mktemp("lessons"), free_port()
        command = [str(SERVED_COURSE), str(folder), str(port)]
        course = stack.enter_context(running(command, port))
        yield Restartable(folder, port, stack, course)


@pytest.fixture(scope="module")
def page(browser: Browser, server: Restartable) -> Iterator[Page]:
    """One lesson that stays open through all that happens to its connection."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(server.course.address + FIRST)
    expect(page.locator("#opening")).to_have_count(0, timeout=60_000)
    expect(page.get_by_text("nothing yet")).to_be_visible()
    yield page
    context.close()


def check(page: Page) -> None:
    """The widgets of the lesson reach Python, now and not only before."""
    answer = page.get_by_text(re.compile("nothing yet|Python has answered"))
    before = answer.inner_text()
    page.get_by_role("button", name="Check").click()
    expect(answer).not_to_have_text(before)
    expect(answer).to_contain_text("Python has answered")


def said(page: Page) -> Locator:
    return page.get_by_role("status")


def test_a_lesson_says_nothing_of_its_connection_while_all_is_well(page: Page) -> None:
    for _question in range(2):
        with page.expect_response(lambda answer: "/api/kernels/" in answer.url):
            page.clock.fast_forward(12_000)  # longer than the page waits between two questions
    expect(said(page)).to_have_count(0)


def test_a_browser_that_goes_offline_says_so_and_comes_back(page: Page) -> None:
    page.context.set_offline(True)
    expect(said(page)).to_contain_text(LOST, timeout=SOON)
    page.context.set_offline(False)
    expect(said(page)).to_have_count(0, timeout=SOON)
    check(page)


def test_a_cut_network_is_noticed_and_forgotten_when_it_is_back(
    page: Page, server: Restartable
) -> None:
    # A stopped server keeps its sockets open, as a network does that is cut without a word. The
    # page waits eight seconds for an answer; here it has half of one.
    page.evaluate(
        "AbortSignal.timeout = () => { const ended = new AbortController();"
        " window.setTimeout(() => ended.abort(), 500); return ended.signal; }; null"
    )
    server.course.process.send_signal(signal.SIGSTOP)
    try:
        page.clock.fast_forward(12_000)
        expect(said(page)).to_contain_text(LOST, timeout=60_000)
    finally:
        server.course.process.send_signal(signal.SIGCONT)
    expect(said(page)).to_have_count(0, timeout=SOON)
    check(page)


def test_a_killed_server_is_noticed_and_after_its_restart_the_lesson_can_be_reopened(
    page: Page, server: Restartable
) -> None:
    check(page)
    server.kill()
    expect(said(page)).to_contain_text(LOST, timeout=SOON)
    expect(said(page).get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    server.start()
    expect(said(page)).to_contain_text(ENDED, timeout=SOON)
    expect(said(page)).to_contain_text("answers that were shown as saved are there")
    said(page).get_by_role("link", name="Reopen the lesson").click()
    expect(said(page)).to_have_count(0, timeout=60_000)
    check(page)


def test_a_lesson_whose_kernel_has_died_can_be_reopened(page: Page, server: Restartable) -> None:
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    expect(said(page)).to_contain_text(ENDED, timeout=SOON)
    expect(said(page).get_by_role("link", name="Reopen the lesson")).to_be_visible()
