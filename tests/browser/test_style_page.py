"""The style page shows each element of the look, in every theme; its pictures are kept."""

import re
from collections.abc import Iterator

import pytest
from page_looks import PICTURES, STYLE_PAGE, THEMES, open_every_disclosure, opened
from playwright.sync_api import Browser, Page, expect
from served_course import Running

from course_lib.content.course import ROOT
from course_lib.ui import blocks

STYLE = (ROOT / "course_lib" / "ui" / "static" / "course.css").read_text(encoding="utf-8")
DOCUMENTED = STYLE[: STYLE.index("*/")]
WIDTHS = (390, 1280, 1920)

# What the head of course.css names and only another page has.
ELSEWHERE = {"claims", "moved"}


@pytest.fixture(scope="module")
def page(browser: Browser, style: Running) -> Iterator[Page]:
    with opened(browser, style.address + STYLE_PAGE) as page:
        open_every_disclosure(page)
        page.get_by_role("main").click(position={"x": 2, "y": 2})  # closes “Display”
        yield page


def test_learners_never_get_the_style_page(browser: Browser, app: Running) -> None:
    with opened(browser, app.address + STYLE_PAGE) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    with opened(browser, app.address + "/") as page:
        assert "Style page" not in page.content()


def test_nothing_on_the_page_failed(page: Page) -> None:
    assert page.locator("[data-lesson-failed]").count() == 0
    assert page.locator("#lesson .jp-CodeCell").count() > 10


def test_every_class_that_the_style_documents_is_shown(page: Page) -> None:
    named = set(re.findall(r"\.course-([a-z-]+)", DOCUMENTED)) - ELSEWHERE
    assert len(named) > 20
    shown = {name for name in named if page.locator(f".course-{name}").count()}
    assert named - shown == set()


def test_every_kind_of_block_is_shown() -> None:
    kinds = {kind.__name__ for kind in blocks.Block.__args__}
    shown = (ROOT / "course_lib" / "style_page.py").read_text(encoding="utf-8")
    assert {kind for kind in kinds if not re.search(rf"\b{kind}\(", shown)} == set()


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_is_whole_in_a_theme_and_its_pictures_are_kept(page: Page, theme: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.emulate_media(**THEMES[theme])
    for width in WIDTHS:
        # As tall as the page, so that nothing sticks to an edge of the window.
        page.set_viewport_size({"width": width, "height": 900})
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        picture = PICTURES / f"style-{theme}-{width}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 50_000
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_themes_look_different(page: Page) -> None:
    looks = set()
    for media in THEMES.values():
        page.emulate_media(**media)
        style = "getComputedStyle(document.body)"
        looks.add(tuple(page.evaluate(f"[{style}.color, {style}.backgroundColor]")))
    assert len(looks) == len(THEMES)


def test_a_choice_on_the_page_can_be_made(page: Page) -> None:
    switch = page.get_by_role("group", name="A switch")
    switch.get_by_role("button", name="Both").click()
    pressed = switch.locator("[aria-pressed=true]")
    expect(pressed).to_have_text("Both")
