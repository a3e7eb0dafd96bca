"""The lesson on what recurrence is, as learners use it: keyboard, thumb, and coming back."""

import re
from collections.abc import Iterator

import pytest
from page_looks import opened, wait_for_all
from playwright.sync_api import Browser, Page, expect
from served_course import Running

LESSON = "/voila/render/01_what_recurrence_is.ipynb"
GUESS = "After about 10 years"


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    """The lesson in dark on a phone."""
    with opened(
        browser, app.address + LESSON, 390, 844, has_touch=True, color_scheme="dark"
    ) as page:
        yield page


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    with opened(browser, app.address + LESSON) as page:
        yield page


def guess(page: Page) -> None:
    page.get_by_role("group", name="Time machine", exact=True).get_by_role(
        "button", name=GUESS
    ).click()
    expect(page.get_by_label("Years of follow-up")).to_be_enabled()


def test_the_year_is_found_with_the_keyboard_alone(desktop: Page) -> None:
    years = desktop.get_by_label("Years of follow-up")
    expect(years).to_be_disabled()
    guess(desktop)
    years.focus()
    for _year in range(5):
        desktop.keyboard.press("ArrowRight")
    expect(years).to_have_attribute("aria-valuetext", re.compile("From year 5 "))
    expect(years).to_be_focused()
    desktop.get_by_role("button", name="This is the first year").press("Enter")
    expect(desktop.get_by_text("You have found it.").first).to_be_visible()


def test_the_count_of_a_group_stays_in_one_line_on_a_phone(phone: Page) -> None:
    first = phone.locator(".course-people li strong").first
    expect(first).to_have_text("100")
    lines = "one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)"
    assert first.evaluate(lines) < 1.5


def test_a_phone_shows_both_hundreds_without_scrolling_sideways(phone: Page) -> None:
    guess(phone)
    phone.get_by_role("button", name="One year on").tap()
    expect(phone.get_by_label("Years of follow-up")).to_have_value("1")
    assert phone.locator(".course-people").first.locator(".hundred .person").count() == 200
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    sizes = phone.locator(".course-years button:visible").evaluate_all(
        "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
    )
    assert min(sizes) >= 44


def test_twenty_runs_are_shown_and_told(desktop: Page) -> None:
    desktop.get_by_role("button", name="It can end differently").click()
    desktop.get_by_role("button", name="Run twenty").click()
    expect(desktop.locator(".course-cells ol li")).to_have_count(20)
    expect(desktop.get_by_role("group", name="What happened, in words")).to_contain_text("Runs:")


def test_years_pressed_fast_are_all_counted_and_none_jumps_back(phone: Page) -> None:
    years = phone.get_by_label("Years of follow-up")
    expect(years).to_have_value("1")
    years.focus()
    for _year in range(11):
        phone.keyboard.press("ArrowRight")
    expect(years).to_have_attribute("aria-valuetext", re.compile("From year 12 "))
    phone.wait_for_timeout(500)  # an answer that comes late would set it back
    expect(years).to_have_value("12")


def test_a_learner_who_comes_back_finds_the_year(desktop: Page) -> None:
    desktop.reload()
    wait_for_all(desktop)
    expect(desktop.get_by_label("Years of follow-up")).to_have_value("5")


def test_years_run_only_for_those_who_have_not_asked_for_less_motion(desktop: Page) -> None:
    run = desktop.get_by_role("button", name="Let the years run")
    run.click()
    expect(desktop.get_by_label("Years of follow-up")).to_have_value("6")
    desktop.get_by_role("button", name="Stop", exact=True).click()
    desktop.emulate_media(reduced_motion="reduce")
    desktop.get_by_role("button", name="One year on").click()
    expect(run).to_be_hidden()
    expect(desktop.get_by_role("button", name="One year on")).to_be_visible()
