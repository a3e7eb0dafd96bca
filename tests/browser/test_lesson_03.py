"""The lesson on symptoms as learners use it: with a mouse, a thumb, the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from served_course import Running

from course_lib.content.course import Course

LESSON = "/voila/render/03_symptoms_by_site.ipynb"


def open_lesson(browser: Browser, app: Running, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 500
    )
    page = context.new_page()
    page.goto(app.address + LESSON)
    page.wait_for_selector(".course-timeline li", timeout=60_000, state="attached")
    yield page
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 390, 844)


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 1280, 900)


def test_a_symptom_lights_its_places_and_says_how_fast_on_a_phone(phone: Page) -> None:
    phone.get_by_label("Symptoms", exact=True).select_option(label="Fluid from the nipple")
    answer = phone.get_by_role("group", name="What it may mean")
    expect(answer.get_by_text("No published level: report it")).to_be_visible()
    expect(answer.get_by_text("Report it; the local protocol decides how fast.")).to_be_visible()
    expect(phone.locator('.course-bodymap [data-spot="nipple-left"][data-mark="here"]').first)\
        .to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_ten_years_are_taken_with_the_keyboard_alone(desktop: Page, course: Course) -> None:
    panel = desktop.get_by_role("group", name="Late effect or recurrence?")
    calls = course.survivors["amira"].calls
    for call in calls:
        expect(panel.get_by_role("heading", name=call.when)).to_be_visible()
        panel.get_by_role("button", name="Reassure", exact=True).focus()
        desktop.keyboard.press("Enter")
        expect(panel.get_by_text(call.reasons["reassure"]).first).to_be_visible()
        last = call is calls[-1]
        name = "See the ten years" if last else "Next call"
        panel.get_by_role("button", name=name, exact=True).focus()
        desktop.keyboard.press("Enter")
    expect(panel.get_by_text("3 missed.").first).to_be_visible()
    line = desktop.get_by_role("list", name="The calls of Amira")
    expect(line.get_by_role("listitem")).to_have_count(len(calls))
    expect(line.locator("b.missed")).to_have_count(3)
    expect(line).to_contain_text("Missed: slower than this should be.")


def test_the_calls_lie_along_the_years_where_there_is_room(desktop: Page, phone: Page) -> None:
    for page, along in ((desktop, True), (phone, False)):
        dots = page.locator(".course-timeline .dot")
        first, last = dots.first.bounding_box(), dots.last.bounding_box()
        assert first
        assert last
        assert (last["x"] - first["x"] > 200) is along
        assert (last["y"] - first["y"] > 100) is not along


def test_the_drill_is_announced_and_left_out_without_loss(phone: Page) -> None:
    drill = phone.get_by_role("group", name="Red-flag drill")
    expect(drill.get_by_text("nothing is counted against you")).to_be_visible()
    drill.get_by_role("button", name="Three emergencies to begin with").tap()
    expect(drill.get_by_text("Scene 1 of 6")).to_be_visible()
    drill.get_by_role("button", name="None of these: no red flag in this story").tap()
    drill.get_by_role("button", name="Same day", exact=True).tap()
    expect(drill.get_by_text("You chose: Same day.")).to_be_visible()
    drill.get_by_role("button", name="Leave this out").tap()
    expect(drill.get_by_text("Left out. Nothing is missing")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
