"""On a shared computer: the question after half an hour, and one click for the next learner."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

LESSON = "/voila/render/04_last.ipynb"
UNDER_HALF_AN_HOUR, OVER_HALF_AN_HOUR = 29 * 60_000, 31 * 60_000


@pytest.fixture
def page(browser: Browser, lessons: Running) -> Page:
    page = browser.new_context().new_page()
    page.clock.install()
    page.goto(lessons.address + LESSON)
    expect(page.locator("body.is-open")).to_be_attached(timeout=60_000)
    return page


def question(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Is it still you?")


def learner_of(page: Page) -> list[str | None]:
    return [one.get("value") for one in page.context.cookies() if one["name"] == "course-learner"]


def test_after_half_an_hour_a_question_hides_the_lesson_until_it_is_answered(page: Page) -> None:
    page.clock.fast_forward(UNDER_HALF_AN_HOUR)
    expect(question(page)).to_be_hidden()
    page.clock.fast_forward(OVER_HALF_AN_HOUR)
    expect(question(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(question(page)).to_be_visible()
    page.get_by_role("button", name="Yes, it is me").click()
    expect(question(page)).to_be_hidden()
    expect(page.get_by_role("heading", name="The last lesson").last).to_be_visible()


def test_who_uses_the_lesson_is_not_asked(page: Page) -> None:
    for _ in range(3):
        page.clock.fast_forward(UNDER_HALF_AN_HOUR)
        page.keyboard.press("Tab")
    expect(question(page)).to_be_hidden()


def test_somebody_else_begins_with_nothing(page: Page, lessons: Running) -> None:
    assert learner_of(page)
    page.clock.fast_forward(OVER_HALF_AN_HOUR)
    page.get_by_role("button", name="No, somebody else").click()
    expect(page).to_have_url(lessons.address + "/")
    assert not learner_of(page)


def test_one_click_in_the_menu_leaves(page: Page, lessons: Running) -> None:
    page.get_by_text("My progress", exact=True).click()
    page.get_by_role("button", name="Not me: begin anew").click()
    expect(page).to_have_url(lessons.address + "/")
    assert not learner_of(page)


def test_the_pages_about_the_learner_work_without_scripts(
    browser: Browser, lessons: Running
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(lessons.address + "/")
    page.get_by_text("My progress", exact=True).click()
    page.get_by_role("link", name="Come back with a code").click()
    page.get_by_label("Your code").fill("candel boat apple 3")
    page.get_by_role("button", name="Go on learning").click()
    expect(page.get_by_role("alert")).to_contain_text("Did you mean “candle”?")
    expect(page.get_by_label("Your code")).to_have_value("candel boat apple 3")
