"""The lesson on risk and prevention as learners use it: with a thumb, and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

LESSON = "/voila/render/04_risk_and_prevention.ipynb"


def open_lesson(browser: Browser, app: Running, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 500
    )
    page = context.new_page()
    page.goto(app.address + LESSON, timeout=120_000)
    page.wait_for_selector(".course-panel button", timeout=60_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 390, 844)


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 1280, 900)


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def test_on_a_phone_the_curves_fit_and_no_page_scrolls_sideways(phone: Page) -> None:
    lab = part(phone, "Risk lab")
    expect(lab.locator("svg")).to_have_count(0)
    lab.get_by_role("button", name="10 or more nodes").tap()
    narrow = lab.locator("svg.is-for-a-phone")
    expect(narrow).to_be_visible()
    expect(lab.locator("svg.is-wider")).to_be_hidden()
    box = narrow.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(lab.get_by_text("Whose lives these curves tell")).to_be_visible()


def test_by_keyboard_a_learner_expects_looks_and_goes_on(desktop: Page) -> None:
    lab = part(desktop, "Risk lab")
    lab.get_by_label("Tell the women apart by").select_option("age")
    answer = lab.get_by_role("button", name="under 40 years")
    answer.focus()
    desktop.keyboard.press("Enter")
    expect(lab.get_by_text("As you expected.").first).to_be_visible()
    expect(lab.locator("svg.is-wider")).to_be_visible()
    numbers = lab.get_by_text("The numbers", exact=True)
    numbers.focus()
    desktop.keyboard.press("Enter")
    expect(lab.get_by_role("cell", name="410", exact=True)).to_be_visible()
    lab.get_by_role("button", name="Next factor").focus()
    desktop.keyboard.press("Enter")
    expect(lab.get_by_role("button", name="positive")).to_be_visible()


def test_the_hundred_women_appear_after_the_guess(desktop: Page) -> None:
    words = part(desktop, "What radiotherapy changes for a hundred women")
    people = part(desktop, "A hundred women without, and a hundred with radiotherapy")
    expect(people.get_by_text("Without radiotherapy", exact=True)).to_be_visible()
    expect(people.get_by_text("were spared it by radiotherapy")).to_have_count(0)
    words.get_by_role("button", name="A quarter to three quarters of them").click()
    expect(people.get_by_text("were spared it by radiotherapy")).to_be_visible()
    expect(part(desktop, "The same result, said in several ways").get_by_role(
        "row", name="Treated for one fewer"
    )).to_be_visible()


def test_holding_the_other_receptor_still_makes_the_difference_fade(desktop: Page) -> None:
    search = part(desktop, "What stands behind a difference?")
    search.get_by_role("button", name="Progesterone receptor").click()
    expect(search.get_by_text("no difference is left to see").first).to_be_visible()
    search.get_by_role("button", name="Involved nodes").click()
    expect(search.get_by_text("The difference is still there").first).to_be_visible()
