"""What the browser tests of the look have in common: pages, sizes, themes, and how to open them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

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
    "today": lesson_address("today"),
    "my progress": "/me",
    "still you?": "/me/still",
    "forget me": "/me/delete",
    "resume": "/resume",
    "check": "/check",
    "not found": "/nowhere",
}
STYLE_PAGE = lesson_address("style")

FAILED = "[data-lesson-failed]"
# A lesson of the course shows a panel; one that is made for the tests may show a plain button.
DRAWN = f".course-panel > *, .jupyter-button, {FAILED}"


@dataclass
class Visit:
    """A page, and all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        def says(said: Any) -> None:
            if said.type == "error":
                self.complaints.append(said.text)

        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", says)

    def hosts(self) -> set[str]:
        """Return every host that the page asked for something."""
        local = ("data:", "blob:", "about:")
        return {urlsplit(url).netloc for url in self.requests if not url.startswith(local)}


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 1280, height: int = 900, **more: Any
) -> Iterator[Page]:
    """Open a page until everything on it is there."""
    with visited(browser, address, width, height, **more) as visit:
        yield visit.page


@contextmanager
def visited(
    browser: Browser, address: str, width: int = 1280, height: int = 900, **more: Any
) -> Iterator[Visit]:
    """Open a page until everything on it is there, and listen to it."""
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    visit = Visit(context.new_page())
    visit.page.goto(address, timeout=60_000)  # a busy machine is slow, not wrong
    wait_for_all(visit.page)
    yield visit
    context.close()


def wait_for_all(page: Page) -> None:
    """Wait until a lesson has drawn all its parts; another page has nothing to wait for."""
    page.wait_for_selector("#opening", state="detached", timeout=60_000)
    if page.locator("#lesson").count():
        page.wait_for_selector(DRAWN, state="attached", timeout=60_000)
        assert page.locator(FAILED).count() == 0, "a part of the page did not open"


def open_every_disclosure(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def add_style(page: Page, rule: str) -> None:
    """Add `rule` to the page, as only the tools of a browser can where its policy is strict."""
    page.evaluate(
        "rule => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule);"
        " document.adoptedStyleSheets.push(sheet); }",
        rule,
    )
