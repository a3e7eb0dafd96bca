"""A browser, and a running course for it to open."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from served_course import Running, free_port, running, running_lessons, running_style_page

# The system's own browser, and nothing that it would do on the network by itself.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A busy machine opens a lesson slowly; what is wrong stays wrong for longer than this.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Install Chromium (Debian and Ubuntu: sudo apt-get install chromium).")
    started = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield started
    started.close()


@pytest.fixture(scope="session")
def app() -> Iterator[Running]:
    """The course itself, started as a reader of the README starts it."""
    port = free_port()
    command = ["-m", "course_lib.cli", "app", "--port", str(port)]
    with running(command, port, warm=[f"{number:02}" for number in range(10)]) as course:
        yield course


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Lessons made for the tests: one with widgets, one that fails, one of words alone."""
    with running_lessons(tmp_path_factory.mktemp("notebooks")) as course:
        yield course


@pytest.fixture(scope="session")
def style() -> Iterator[Running]:
    """The style page, which only authors see."""
    with running_style_page() as course:
        yield course
