"""What the browser tests of the look have in common: pages, sizes, themes, and how to open them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from course_lib.content.course import ROOT, load_course

PICTURES = ROOT / "artefacts"  # git ignores it

# A theme is what the reader's system asks for.
CALM: dict[str, Any] = {"contrast": "no-preference", "forced_colors": "none"}
THEMES: dict[str, dict[str, Any]] = {
    "light": {**CALM, "color_scheme": "light"},
    "dark": {**CALM, "color_scheme": "dark"},
    "contrast": {**CALM, "color_scheme": "light", "contrast": "more"},
}


def lesson_address(notebook: str) -> str:
    """Return where the page of `notebook` is in the app."""
    return f"/voila/render/{notebook}.ipynb"


def ready_lessons() -> dict[str, str]:
    """Return the address of each lesson that a learner can open, by its number."""
    return {
        f"lesson {lesson.id}": lesson_address(lesson.notebook)
        for lesson in load_course().lessons.values()
        if lesson.status == "ready" and (ROOT / "notebooks" / f"{lesson.notebook}.ipynb").is_file()
    }


LESSONS = ready_lessons()
PAGES = {
    "landing page": "/",
    **LESSONS,
    "sources": lesson_address("sources"),
    "not found": "/nowhere",
}
STYLE_PAGE = lesson_address("style")

FAILED = "[data-lesson-failed]"
DRAWN = f"""document.querySelector('{FAILED}')
    || document.querySelector('.course-panel')?.childElementCount > 0"""


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 1280, height: int = 900, **more: Any
) -> Iterator[Page]:
    """Open a page until everything on it is there."""
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    page = context.new_page()
    page.goto(address, timeout=60_000)  # a busy machine is slow, not wrong
    wait_for_all(page)
    yield page
    context.close()


def wait_for_all(page: Page) -> None:
    """Wait until a lesson has drawn all its parts; another page has nothing to wait for."""
    page.wait_for_selector("#opening", state="detached", timeout=60_000)
    if page.locator("#lesson").count():
        page.wait_for_function(DRAWN, timeout=60_000)
        assert page.locator(FAILED).count() == 0, "a part of the page did not open"


def open_every_disclosure(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
