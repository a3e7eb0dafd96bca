"""The pages of the course in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from served_course import Running

FIRST = "/voila/render/02_first.ipynb"
PHONE = (390, 844)
DESKTOP = (1280, 900)


@dataclass
class Visit:
    """A page, and all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        local = ("data:", "blob:", "about:")
        return {urlsplit(url).netloc for url in self.requests if not url.startswith(local)}

    def open_lesson(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector("#opening", state="detached", timeout=60_000)


def visit(browser: Browser, size: tuple[int, int], scheme: str = "light") -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    new = Visit(context.new_page())
    new.page.on("request", lambda request: new.requests.append(request.url))
    new.page.on("websocket", lambda socket: new.requests.append(socket.url))
    new.page.on("pageerror", lambda error: new.complaints.append(str(error)))
    new.page.on(
        "console",
        lambda said: new.complaints.append(said.text) if said.type == "error" else None,
    )
    yield new
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Visit]:
    yield from visit(browser, DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Visit]:
    yield from visit(browser, PHONE)


@pytest.fixture
def dark(browser: Browser) -> Iterator[Visit]:
    yield from visit(browser, DESKTOP, "dark")


def test_the_first_page_lists_the_lessons_of_the_course(desktop: Visit, app: Running) -> None:
    desktop.page.goto(app.address)
    expect(desktop.page.get_by_role("heading", level=1)).to_be_visible()
    assert desktop.page.get_by_role("heading", level=3).count() >= 9
    assert desktop.page.locator(".course-lesson a").count() >= 1
    assert desktop.complaints == []


def test_every_ready_lesson_of_the_course_opens_as_a_page(browser: Browser, app: Running) -> None:
    for listing in visit(browser, DESKTOP):
        listing.page.goto(app.address)
        links = listing.page.locator(".course-lesson a")
        addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses
    for size in (DESKTOP, PHONE):
        for address in addresses:
            for lesson in visit(browser, size):
                lesson.open_lesson(f"{app.address}{address}")
                expect(lesson.page.get_by_role("heading", level=1)).to_be_visible()
                unwanted = lesson.page.locator(".jp-InputArea-editor, [data-lesson-failed]")
                assert unwanted.count() == 0
                assert lesson.page.locator(".jp-CodeCell:visible").count() >= 1
                assert lesson.hosts() == {urlsplit(app.address).netloc}
                assert lesson.complaints == []
                assert width_of(lesson.page) <= size[0]


def test_a_lesson_asks_no_other_host_and_complains_of_nothing(
    desktop: Visit, lessons: Running
) -> None:
    desktop.open_lesson(lessons.address + FIRST)
    assert desktop.hosts() == {urlsplit(lessons.address).netloc}
    assert desktop.complaints == []


def test_the_widgets_of_a_lesson_reach_python(desktop: Visit, lessons: Running) -> None:
    desktop.open_lesson(lessons.address + FIRST)
    desktop.page.get_by_role("button", name="Check").click()
    expect(desktop.page.get_by_text("Python has answered")).to_be_visible()


def test_a_lesson_shows_no_code(desktop: Visit, lessons: Running) -> None:
    desktop.open_lesson(lessons.address + FIRST)
    assert desktop.page.locator(".jp-InputArea-editor, .jp-InputPrompt:visible").count() == 0
    assert "ipywidgets" not in desktop.page.locator("body").inner_text()
    assert "Only for trainers" not in desktop.page.locator("body").inner_text()


def test_a_lesson_has_its_frame(desktop: Visit, lessons: Running) -> None:
    desktop.open_lesson(f"{lessons.address}/lesson/03")
    page = desktop.page
    expect(page).to_have_title("A lesson that fails – A course")
    expect(page.get_by_role("banner").get_by_role("link", name="A course")).to_be_visible()
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_contain_text("Teaching, not advice.")
    expect(page.get_by_role("contentinfo")).to_contain_text("Not signed off.")
    expect(page.get_by_role("link", name="Previous lesson The first <lesson>")).to_be_visible()
    page.get_by_role("link", name="Next lesson The last lesson").click()
    expect(page).to_have_title("The last lesson – A course")


def test_the_header_leads_home(desktop: Visit, lessons: Running) -> None:
    desktop.open_lesson(lessons.address + FIRST)
    desktop.page.get_by_role("banner").get_by_role("link", name="A course").click()
    expect(desktop.page).to_have_title("A course")


def test_the_first_tab_skips_to_the_content(desktop: Visit, lessons: Running) -> None:
    for path in ("/", FIRST):
        desktop.page.goto(lessons.address + path)
        desktop.page.keyboard.press("Tab")
        skip = desktop.page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        desktop.page.keyboard.press("Enter")
        expect(desktop.page.get_by_role("main")).to_be_focused()


def test_an_opening_lesson_says_so_and_then_stops_saying_so(
    desktop: Visit, lessons: Running
) -> None:
    desktop.page.goto(lessons.address + FIRST, wait_until="commit")
    status = desktop.page.get_by_role("status")
    expect(status).to_contain_text("Opening the lesson…")
    expect(status).to_have_count(0, timeout=60_000)


def test_a_lesson_that_fails_says_what_to_do(desktop: Visit, lessons: Running) -> None:
    desktop.open_lesson(f"{lessons.address}/lesson/03")
    alert = desktop.page.get_by_role("alert")
    expect(alert).to_contain_text("This part of the lesson did not open")
    expect(alert.get_by_role("link", name="Reload the page")).to_be_visible()
    assert "RuntimeError" not in desktop.page.content()


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.parametrize("path", ["/", FIRST, "/lesson/03", "/lesson/01", "/nowhere"])
def test_no_page_scrolls_sideways_on_a_phone(phone: Visit, lessons: Running, path: str) -> None:
    phone.page.goto(lessons.address + path)
    expect(phone.page.locator("#opening")).to_have_count(0, timeout=60_000)
    assert width_of(phone.page) <= PHONE[0]


def brightness(page: Page, name: str) -> float:
    colour: str = page.evaluate(f"getComputedStyle(document.body).{name}")
    parts = colour[colour.index("(") + 1 : -1].split(",")[:3]
    return sum(float(part) for part in parts) / 3


def test_dark_mode_has_dark_paper_and_light_ink(dark: Visit, lessons: Running) -> None:
    for path in ("/", FIRST):
        dark.page.goto(lessons.address + path)
        expect(dark.page.locator("#opening")).to_have_count(0, timeout=60_000)
        assert brightness(dark.page, "backgroundColor") < 60
        assert brightness(dark.page, "color") > 200


def test_buttons_are_large_enough_to_touch(phone: Visit, lessons: Running) -> None:
    phone.open_lesson(lessons.address + FIRST)
    box = phone.page.get_by_role("button", name="Check").bounding_box()
    assert box is not None
    assert box["height"] >= 44


def test_leaving_a_lesson_ends_its_kernel(browser: Browser, lessons: Running) -> None:
    for leaving in visit(browser, DESKTOP):
        leaving.open_lesson(lessons.address + FIRST)
        asked = next(url for url in leaving.requests if "/api/kernels/" in url)
        with leaving.page.expect_request(lambda request: "/api/shutdown/" in request.url):
            leaving.page.goto(lessons.address)
        expect(leaving.page).to_have_title("A course")
        for _attempt in range(50):
            if leaving.page.request.get(asked).status == 404:
                break
            leaving.page.wait_for_timeout(100)
        assert leaving.page.request.get(asked).status == 404
