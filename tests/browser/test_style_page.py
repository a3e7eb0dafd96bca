"""The style page shows each element of the look, in every theme; its pictures are kept."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from anywidget import AnyWidget
from every_page import EveryPage
from page_looks import (
    PICTURES,
    STYLE_PAGE,
    THEMES,
    Visit,
    open_every_disclosure,
    opened,
    visited,
)
from playwright.sync_api import Browser, Page, expect
from served_course import Running

from course_lib import style_page, ui
from course_lib.content.course import ROOT
from course_lib.ui import blocks

STYLE = (ROOT / "course_lib" / "ui" / "static" / "course.css").read_text(encoding="utf-8")
DOCUMENTED = STYLE[: STYLE.index("*/")]
WIDTHS = (390, 1280, 1920)

# What the head of course.css names and only another page has.
ELSEWHERE = {"claims", "moved"}


@pytest.fixture(scope="module")
def visit(browser: Browser, style: Running) -> Iterator[Visit]:
    with visited(browser, style.address + STYLE_PAGE, 390, 844, has_touch=True) as visit:
        yield visit


class TestStylePage(EveryPage):
    """What holds for every page of the course holds here too."""

    def test_each_activity_answers_the_keyboard_aloud(self, visit: Visit) -> None:
        """Of the controls shown here only some choices do anything."""
        switch = visit.page.get_by_role("group", name="A switch")
        both = switch.get_by_role("button", name="Both")
        both.press("Enter")
        expect(switch.locator("[aria-pressed=true]")).to_have_text("Both")
        expect(visit.page.locator("#course-live")).not_to_be_empty()


@pytest.fixture
def page(visit: Visit) -> Page:
    open_every_disclosure(visit.page)
    visit.page.get_by_role("main").click(position={"x": 2, "y": 2})  # closes “Display”
    return visit.page


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


def test_every_control_with_a_drawing_of_its_own_is_shown() -> None:
    own = {
        name
        for module in iter_modules(ui.__path__)
        for name, one in vars(import_module(f"course_lib.ui.{module.name}")).items()
        if isinstance(one, type) and issubclass(one, AnyWidget)
    } - {"AnyWidget"}
    assert len(own) > 5
    assert own - set(vars(style_page)) == set()


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
