"""A printed lesson is a handout: what was read and answered, without what only a screen can use."""

import re
from collections.abc import Iterator

import pytest
from page_looks import lesson_address, opened
from playwright.sync_api import Browser, Page, expect
from served_course import Running

LESSON = lesson_address("02_types_and_sites")
ON_SCREEN_ONLY = (
    ".course-skip, .course-ways, .course-display, .course-next, .course-button, "
    ".course-switch button[aria-pressed=false], .course-search, .course-menu, .course-connection, "
    "progress, .course-bodymap .list"
)


@pytest.fixture(scope="module")
def handout(browser: Browser, app: Running) -> Iterator[Page]:
    """The lesson as a printer gets it, from a dark screen with larger words."""
    with opened(browser, app.address + LESSON, color_scheme="dark") as page:
        page.get_by_text("Display", exact=True).click()
        page.get_by_role("button", name="Larger").click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        yield page


def test_what_only_a_screen_can_use_is_left_out(handout: Page) -> None:
    controls = handout.locator(ON_SCREEN_ONLY)
    assert controls.count() > 10
    assert [one.inner_text() for one in controls.all() if one.is_visible()] == []


def test_what_was_read_is_there(handout: Page) -> None:
    for heading in ("Types and sites", "How often is it which?", "Key points"):
        expect(handout.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(handout.get_by_text("Teaching, not medical advice.").first).to_be_visible()
    expect(handout.get_by_role("cell", name="72.5 %")).to_be_visible()
    expect(handout.locator(".course-callout.key-point")).to_be_visible()
    expect(handout.locator(".course-claims li").first).to_be_visible()


def test_a_question_keeps_all_its_options_and_a_switch_what_was_chosen(handout: Page) -> None:
    options = handout.locator(".course-choice button")
    assert options.count() >= 4
    assert all(one.is_visible() for one in options.all())
    chosen = handout.locator("main .course-switch button[aria-pressed=true]").first
    expect(chosen).to_be_visible()


def test_paper_is_white_and_its_words_have_one_size(handout: Page) -> None:
    style = "getComputedStyle(document.body)"
    found = handout.evaluate(f"[{style}.color, {style}.backgroundColor]")
    assert found == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    size = handout.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size == pytest.approx(10 * 96 / 72, abs=0.1)


def test_what_is_folded_on_the_screen_is_open_on_paper_and_folded_again(handout: Page) -> None:
    folded = handout.locator("main details:not([open])")
    assert handout.locator("main details").count() > 0
    assert folded.count() == 0
    handout.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() > 0
    handout.evaluate("dispatchEvent(new Event('beforeprint'))")


def test_the_handout_has_a_few_pages(handout: Page) -> None:
    printed = handout.pdf(format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 3 <= pages <= 12
