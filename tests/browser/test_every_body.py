"""Pages for a thumb, a keyboard, a projector, a screen reader, and for eyes that need contrast.

A lesson takes seconds to open, so each page is opened once for all that must hold on it. The pages
are two classes, since a class is what one core gets.
"""

from collections.abc import Iterator

import pytest
from every_page import EveryPage
from page_looks import LESSONS, PAGES, THEMES, Visit, opened, visited
from playwright.sync_api import Browser, Page, expect
from served_course import Running

PLAIN_LESSON = "/voila/render/04_last.ipynb"
HALF = len(LESSONS) // 2
OTHER_PAGES = [name for name in PAGES if name not in LESSONS]


@pytest.fixture(scope="class")
def visit(request: pytest.FixtureRequest, browser: Browser, app: Running) -> Iterator[Visit]:
    """A page of the course, opened on a phone."""
    with visited(browser, app.address + PAGES[request.param], 390, 844, has_touch=True) as visit:
        yield visit


@pytest.mark.parametrize("visit", list(LESSONS)[:HALF], indirect=True, scope="class")
class TestFirstLessons(EveryPage):
    """The first half of the lessons."""


@pytest.mark.parametrize("visit", list(LESSONS)[HALF:], indirect=True, scope="class")
class TestLastLessons(EveryPage):
    """The other half."""


@pytest.mark.parametrize("visit", OTHER_PAGES, indirect=True, scope="class")
class TestOtherPages(EveryPage):
    """The landing page, the pages about the learner, what the sources say …"""


@pytest.fixture
def display(browser: Browser, lessons: Running) -> Iterator[Page]:
    """A landing page with “Display” opened."""
    with opened(browser, lessons.address + "/", color_scheme="light") as page:
        page.get_by_text("Display", exact=True).click()
        yield page


def test_the_skip_link_leads_to_the_content(browser: Browser, lessons: Running) -> None:
    with opened(browser, lessons.address + "/") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_sign_of_a_lesson_that_opens_moves_only_for_who_lets_it(
    browser: Browser, lessons: Running
) -> None:
    moving = "getComputedStyle(document.querySelector('.course-opening-dots i')).animationName"
    page = browser.new_context(java_script_enabled=False).new_page()  # it then stays
    page.goto(lessons.address + PLAIN_LESSON, wait_until="commit")
    page.wait_for_selector(".course-opening-dots i", state="attached")
    names = []
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        names.append(page.evaluate(moving))
    page.context.close()
    assert names == ["course-opening", "none"]


def letters(page: Page) -> float:
    size: float = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    return size


def test_larger_words_are_remembered(display: Page, lessons: Running) -> None:
    usual = letters(display)
    display.get_by_role("button", name="Larger").click()
    assert letters(display) >= usual * 1.25
    display.goto(lessons.address + PLAIN_LESSON)
    assert letters(display) >= usual * 1.25
    another = display.context.new_page()
    another.set_viewport_size({"width": 1920, "height": 1080})
    another.goto(lessons.address + "/")
    assert letters(another) >= 28
    another.get_by_text("Display", exact=True).click()
    expect(another.get_by_role("button", name="Larger")).to_have_attribute("aria-pressed", "true")
    another.get_by_role("button", name="Normal").click()
    assert letters(another) == usual


def painted(page: Page) -> list[str]:
    style = "getComputedStyle(document.body)"
    colours: list[str] = page.evaluate(f"[{style}.color, {style}.backgroundColor]")
    return colours


BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def test_high_contrast_is_chosen_under_display_and_remembered(display: Page) -> None:
    assert painted(display) != [BLACK, WHITE]
    display.get_by_role("button", name="High contrast").click()
    assert painted(display) == [BLACK, WHITE]
    display.emulate_media(color_scheme="dark")
    assert painted(display) == [WHITE, BLACK]
    display.reload()
    assert painted(display) == [WHITE, BLACK]


def test_high_contrast_comes_from_the_device_unless_the_learner_chose_otherwise(
    display: Page,
) -> None:
    display.emulate_media(**THEMES["contrast"])
    assert painted(display) == [BLACK, WHITE]
    display.get_by_role("button", name="Dark", exact=True).click()
    assert painted(display) not in ([BLACK, WHITE], [WHITE, BLACK])
