"""The case clinic as learners use it: with the keyboard alone, and with a thumb."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

LESSON = "/voila/render/07_case_clinic.ipynb"


def open_lesson(browser: Browser, app: Running, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 500
    )
    page = context.new_page()
    page.goto(app.address + LESSON)
    page.wait_for_selector(".course-panel button", timeout=60_000)
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 390, 844)


@pytest.fixture
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 1280, 900)


def clinic(page: Page) -> Locator:
    return page.get_by_role("group", name="Case clinic", exact=True)


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard alone."""
    button = clinic(page).get_by_role("button", name=re.compile(re.escape(name)))
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")


def test_a_call_is_answered_with_the_keyboard_alone(desktop: Page) -> None:
    case = clinic(desktop)
    case.get_by_role("combobox").select_option("heavy-legs")
    expect(case.get_by_text("can be distressing")).to_be_visible()
    press(desktop, "Go in")
    expect(case.get_by_text("like lead")).to_have_count(0)
    press(desktop, "How are your legs?")
    expect(case.get_by_text("like lead")).to_be_visible()
    press(desktop, "That is enough")
    expect(case.get_by_text("this could hurt the person")).to_be_visible()
    press(desktop, "Go on")
    press(desktop, "Leave this step out")
    press(desktop, "Emergency now")
    press(desktop, "Look at my answer")
    expect(case.get_by_text("Well done.", exact=True)).to_be_visible()


def test_a_case_is_walked_with_a_thumb_and_found_again_where_it_was_left(phone: Page) -> None:
    case = clinic(phone)
    case.get_by_role("button", name="Go in").tap()
    case.get_by_text("What was done at the operation").tap()
    expect(case.get_by_text("something new the same day")).to_be_visible()
    case.get_by_role("button", name="That is enough").tap()
    expect(case.get_by_text("Look once more")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.reload()
    phone.wait_for_selector(".course-panel button", timeout=60_000)
    expect(clinic(phone).get_by_text("something new the same day")).to_be_visible()
