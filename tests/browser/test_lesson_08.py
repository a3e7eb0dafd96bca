"""Living with recurrence as learners use it: with the keyboard alone, and with a thumb."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

from course_lib.content.course import Course

LESSON = "/voila/render/08_living_with_recurrence.ipynb"


def open_lesson(browser: Browser, app: Running, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 500
    )
    page = context.new_page()
    page.goto(app.address + LESSON)
    page.wait_for_selector(".course-panel button", timeout=60_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 390, 844)


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 1280, 900)


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def press(page: Page, where: Locator, name: str) -> None:
    """Press a button with the keyboard alone."""
    button = where.get_by_role("button", name=re.compile("^" + re.escape(name)))
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")


def test_a_talk_is_walked_through_with_the_keyboard_and_stepped_out_of(desktop: Page) -> None:
    talk = panel(desktop, "A talk to practise")
    for reply in ("Take her to a quiet room", "“Tell us what you", "“How much would you"):
        press(desktop, talk, reply)
        expect(talk.get_by_text("This helps.")).to_be_visible()
        press(desktop, talk, "Go on")
        expect(talk.get_by_text("This helps.")).to_have_count(0)
    expect(talk.get_by_text("Before you go on")).to_be_visible()
    expect(talk.get_by_text("In the bone. So now it is bone cancer?")).to_have_count(0)
    press(desktop, talk, "Step out for now")
    expect(talk.get_by_text("You have stepped out.", exact=True)).to_be_visible()
    press(desktop, talk, "Go back in")
    press(desktop, talk, "Go on without this scene")
    expect(talk.get_by_text("In the next scene Mariam cries")).to_be_visible()


def test_an_explanation_is_written_with_a_thumb_and_looked_through(phone: Page) -> None:
    desk = panel(phone, "Tell it back")
    field = desk.get_by_role("textbox", name="What you say")
    field.fill("These are metastases. You will be cured, I promise you that.")
    field.blur()
    desk.get_by_role("button", name="Look through my words").tap()
    expect(desk.get_by_text("Not safe to say: “will be cured”")).to_be_visible()
    expect(desk.get_by_text("Words that the person may not know")).to_be_visible()
    assert field.input_value().startswith("These are metastases.")
    desk.get_by_role("button", name="Clear the desk").tap()
    expect(desk.get_by_text("Not safe to say")).to_have_count(0)
    expect(field).to_have_value("")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_chart_is_handed_over_with_the_keyboard_alone(desktop: Page, course: Course) -> None:
    desk = panel(desktop, "Hand over")
    desk.get_by_role("combobox", name="Chart").select_option("weak-legs")
    expect(desk.get_by_text("Before you go on")).to_be_visible()
    press(desktop, desk, "On Monday, when her own team is back")
    expect(desk.get_by_text("Think again about the time.")).to_be_visible()
    line = course.handovers["weak-legs"].items[0].text
    menu = desk.get_by_role("combobox", name=line)
    menu.focus()
    desktop.keyboard.press("s")  # the first place that begins with it
    expect(menu).to_have_value("situation")
    press(desktop, desk, "Look at my handover")
    expect(desk.get_by_text("Missing").first).to_be_visible()


def test_a_guess_on_a_treatment_is_answered_on_a_phone(phone: Page, course: Course) -> None:
    table = panel(phone, "What to teach, what to report")
    table.get_by_role("combobox", name="Treatment").select_option("Trastuzumab deruxtecan")
    cough = course.teachings["trastuzumab-deruxtecan"].signs[0]
    group = table.get_by_role("group", name=cough.text)
    group.get_by_role("button", name="Expected: help at home").tap()
    expect(table.get_by_text("Too late. Rather: Phone at once")).to_be_visible()
    expect(table.get_by_text(cough.why)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
