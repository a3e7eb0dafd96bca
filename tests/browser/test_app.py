"""The pages of the course in a real browser."""

from collections.abc import Iterator

import pytest
from page_looks import FAILED, Visit, opened, visited
from playwright.sync_api import Browser, Page, expect
from served_course import Running

FIRST = "/voila/render/02_first.ipynb"
CODE = ".jp-InputArea-editor, .jp-InputPrompt:visible"
PHONE = 390


@pytest.fixture(scope="module")
def first(browser: Browser, lessons: Running) -> Iterator[Visit]:
    """A lesson that works; the tests that leave it come last."""
    with visited(browser, lessons.address + FIRST) as visit:
        yield visit


@pytest.fixture(scope="module")
def failing(browser: Browser, lessons: Running) -> Iterator[Page]:
    """A lesson of which a part fails."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{lessons.address}/lesson/03")
    page.wait_for_selector("#opening", state="detached", timeout=60_000)
    yield page
    context.close()


def test_the_first_page_lists_the_lessons_of_the_course(browser: Browser, app: Running) -> None:
    with visited(browser, app.address) as visit:
        expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
        assert visit.page.get_by_role("heading", level=3).count() >= 9
        assert visit.page.locator(".course-lesson a").count() >= 1
        assert visit.complaints == []


def test_a_lesson_asks_no_other_host_and_complains_of_nothing(
    first: Visit, lessons: Running
) -> None:
    assert first.hosts() == {lessons.address.removeprefix("http://")}
    assert first.complaints == []


def test_the_widgets_of_a_lesson_reach_python(first: Visit) -> None:
    first.page.get_by_role("button", name="Check").click()
    expect(first.page.get_by_text("Python has answered")).to_be_visible()


def test_a_lesson_shows_no_code(first: Visit) -> None:
    assert first.page.locator(CODE).count() == 0
    assert "ipywidgets" not in first.page.locator("body").inner_text()
    assert "Only for trainers" not in first.page.locator("body").inner_text()


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_a_lesson_fits_a_phone_and_a_thumb(first: Visit) -> None:
    first.page.set_viewport_size({"width": PHONE, "height": 844})
    assert width_of(first.page) <= PHONE
    box = first.page.get_by_role("button", name="Check").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    first.page.set_viewport_size({"width": 1280, "height": 900})


def brightness(page: Page, name: str) -> float:
    colour: str = page.evaluate(f"getComputedStyle(document.body).{name}")
    parts = colour[colour.index("(") + 1 : -1].split(",")[:3]
    return sum(float(part) for part in parts) / 3


def has_dark_paper_and_light_ink(page: Page) -> bool:
    page.emulate_media(color_scheme="dark")
    return brightness(page, "backgroundColor") < 60 and brightness(page, "color") > 200


def test_dark_mode_has_dark_paper_and_light_ink(first: Visit) -> None:
    assert has_dark_paper_and_light_ink(first.page)


def test_a_lesson_has_its_frame(failing: Page) -> None:
    expect(failing).to_have_title("A lesson that fails – A course")
    expect(failing.get_by_role("banner").get_by_role("link", name="A course")).to_be_visible()
    expect(failing.get_by_role("main")).to_have_count(1)
    expect(failing.get_by_role("contentinfo")).to_contain_text("Teaching, not advice.")
    expect(failing.get_by_role("contentinfo")).to_contain_text("Not signed off.")
    before = failing.get_by_role("link", name="Previous lesson The first <lesson>")
    expect(before).to_be_visible()


def test_a_lesson_that_fails_says_what_to_do(failing: Page) -> None:
    alert = failing.get_by_role("alert")
    expect(alert).to_contain_text("This part of the lesson did not open")
    expect(alert.get_by_role("link", name="Reload the page")).to_be_visible()
    assert failing.locator(FAILED).count() >= 1
    assert "RuntimeError" not in failing.content()
    failing.set_viewport_size({"width": PHONE, "height": 844})
    assert width_of(failing) <= PHONE


def test_an_opening_lesson_says_so_and_then_stops_saying_so(failing: Page) -> None:
    failing.get_by_role("link", name="Next lesson The last lesson").click(no_wait_after=True)
    expect(failing).to_have_title("The last lesson – A course")
    failing.goto(failing.url, wait_until="commit")
    status = failing.get_by_role("status")
    expect(status).to_contain_text("Opening the lesson…")
    expect(status).to_have_count(0, timeout=60_000)


@pytest.mark.parametrize("path", ["/", "/lesson/01", "/nowhere"])
def test_a_page_without_a_kernel_fits_a_phone_and_has_a_dark_look(
    browser: Browser, lessons: Running, path: str
) -> None:
    with opened(browser, lessons.address + path, PHONE, 844) as page:
        assert width_of(page) <= PHONE
        assert has_dark_paper_and_light_ink(page)


def test_the_first_tab_skips_to_the_content(first: Visit) -> None:
    first.page.reload()
    first.page.wait_for_selector("#opening", state="detached", timeout=60_000)
    first.page.keyboard.press("Tab")
    skip = first.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    first.page.keyboard.press("Enter")
    expect(first.page.get_by_role("main")).to_be_focused()


def test_the_header_leads_home_and_leaving_ends_the_kernel(first: Visit) -> None:
    page = first.page
    kernels = [url for url in first.requests if "/api/kernels/" in url]
    asked = next(url for url in reversed(kernels) if url.startswith("http"))
    with page.expect_request(lambda request: "/api/shutdown/" in request.url):
        page.get_by_role("banner").get_by_role("link", name="A course").click()
    expect(page).to_have_title("A course")
    for _attempt in range(50):
        if page.request.get(asked).status == 404:
            break
        page.wait_for_timeout(100)
    assert page.request.get(asked).status == 404
