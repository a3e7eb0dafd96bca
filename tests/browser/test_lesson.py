"""The lesson on types and sites as learners use it: with a mouse, a thumb, the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

from course_lib.activities.quiz import questions_of
from course_lib.content.course import Course
from course_lib.content.questions import SingleChoice, Sorting

LESSON = "/voila/render/02_types_and_sites.ipynb"


class Frames:
    """Everything that came over the websockets of a page."""

    def __init__(self, page: Page) -> None:
        self.received = ""
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, payload: str | bytes) -> None:
        text = payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
        # JSON may write a letter as an escape; feedback must not hide behind one.
        self.received += text.encode().decode("raw_unicode_escape", "replace") + text


def open_lesson(browser: Browser, app: Running, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 500
    )
    page = context.new_page()
    page.frames_seen = Frames(page)  # type: ignore[attr-defined]
    page.goto(app.address + LESSON)
    page.wait_for_selector(".course-panel button", timeout=60_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    yield from open_lesson(browser, app, 390, 844)


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    """One page for all tests, as one learner uses it from the beginning to the end."""
    yield from open_lesson(browser, app, 1280, 900)


def answer_of_map(page: Page) -> Locator:
    return page.get_by_role("group", name="What this is, and why")


def sorting(page: Page) -> Locator:
    return page.get_by_role("group", name="Where does this finding belong?")


def quiz(page: Page) -> Locator:
    return page.get_by_role("group", name="Questions", exact=True)


def test_the_lesson_is_whole_and_shows_no_code(desktop: Page) -> None:
    for words in ("Types and sites", "After this lesson you can", "Take home", "Practice today"):
        expect(
            desktop.get_by_role("heading", name=words).or_(desktop.get_by_text(words)).first
        ).to_be_visible()
    assert "lesson.body_map" not in desktop.content()
    assert desktop.locator(".jp-InputArea-editor, .highlight pre").count() == 0
    assert "For trainers" not in desktop.content()


def test_no_key_and_no_feedback_reaches_the_browser_before_an_answer(
    desktop: Page, course: Course
) -> None:
    seen = desktop.content() + desktop.frames_seen.received  # type: ignore[attr-defined]
    assert "Where does this finding belong?" in seen, "the frames were not read"
    told: list[str] = []
    for question in course.questions.values():
        if isinstance(question, SingleChoice):
            told += [option.feedback for option in question.options]
        if isinstance(question, Sorting):
            told += [feedback for item in question.items for feedback in item.feedback.values()]
    assert len(told) > 50
    assert not [feedback for feedback in told if feedback in seen]


def test_feedback_comes_once_a_learner_has_said_how_sure(desktop: Page, course: Course) -> None:
    number, question = next(
        (number, asked)
        for number, asked in enumerate(questions_of(course, course.lessons["02"]))
        if isinstance(asked, SingleChoice)
    )
    for _ in range(number):
        quiz(desktop).get_by_role("button", name="Not today", exact=True).click()
    expect(quiz(desktop).get_by_role("heading")).to_have_text(question.stem)
    wrong = next(option for option in question.options if not option.right)
    press = quiz(desktop).get_by_role
    press("button", name=wrong.text, exact=True).click()
    press("button", name="Certain", exact=True).click()
    expect(quiz(desktop).get_by_text(wrong.feedback).first).to_be_visible()
    right = next(option for option in question.options if option.right)
    press("button", name="Answer again", exact=True).click()
    press("button", name=right.text, exact=True).click()
    press("button", name="See how it stands", exact=True).click()
    expect(quiz(desktop).get_by_text(right.feedback).first).to_be_visible()


def test_a_place_is_named_by_a_tap_on_a_phone(phone: Page) -> None:
    bone = phone.get_by_role("radio", name="Bone", exact=True).first
    bone.scroll_into_view_if_needed()
    bone.tap()
    heading = answer_of_map(phone).get_by_role("heading", level=2)
    expect(heading).to_have_text("Cannot be told yet")
    answer_of_map(phone).get_by_role("button", name="Yes, it is breast cancer").tap()
    expect(heading).to_have_text("Distant recurrence")
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_the_map_is_used_with_the_keyboard_alone(desktop: Page) -> None:
    spots = desktop.locator(".course-bodymap").first.get_by_role("radio")
    desktop.get_by_role("button", name="Lumpectomy (breast kept)").focus()
    for _ in range(8):
        desktop.keyboard.press("Tab")
        if desktop.evaluate("document.activeElement.getAttribute('role')") == "radio":
            break
    desktop.keyboard.press("End")
    desktop.keyboard.press("Enter")
    expect(answer_of_map(desktop).get_by_role("heading", level=2)).to_be_visible()
    first = desktop.evaluate("document.activeElement.getAttribute('aria-label')")
    desktop.keyboard.press("ArrowUp")
    assert desktop.evaluate("document.activeElement.getAttribute('aria-label')") != first
    assert spots.count() == 29


def test_a_lump_in_a_removed_breast_is_asked_about(desktop: Page) -> None:
    desktop.get_by_role("button", name="Mastectomy (breast removed)").click()
    desktop.get_by_text("All places as a list").first.click()
    desktop.get_by_role("button", name="Nipple and areola, left").click()
    answer = answer_of_map(desktop)
    expect(answer.get_by_text("This breast was removed.")).to_be_visible()
    answer.get_by_role("button", name="The breast was reconstructed").click()
    answer.get_by_role("button", name="Yes, it is breast cancer").click()
    expect(answer.get_by_role("heading", level=2)).to_have_text(
        "Local recurrence on the chest wall"
    )


@pytest.fixture(scope="module")
def orders() -> dict[str, list[str]]:
    """The findings of the sorting exercise as each learner met them."""
    return {}


def answer_next(page: Page, question: Sorting, number: int) -> str:
    """Sort the finding that is shown rightly, with the keyboard alone, and return its words."""
    panel = sorting(page)
    expect(panel.get_by_text(f"{number} of {len(question.items)}")).to_be_visible()
    stem = panel.get_by_role("heading").inner_text()
    item = next(item for item in question.items if item.text == stem)
    bins = {bin_.id: bin_.text for bin_ in question.bins}
    panel.get_by_role("button", name=bins[item.bin], exact=True).press("Enter")
    expect(panel.get_by_text(item.feedback[item.bin]).first).to_be_visible()
    last = number == len(question.items)
    panel.get_by_role("button", name="Finish" if last else "Next", exact=True).press("Enter")
    return stem


def test_the_sorting_exercise_is_done_with_the_keyboard_alone(
    desktop: Page, course: Course, orders: dict[str, list[str]]
) -> None:
    question = course.questions["where-does-it-belong"]
    assert isinstance(question, Sorting)
    numbers = range(1, len(question.items) + 1)
    orders["desktop"] = [answer_next(desktop, question, number) for number in numbers]
    expect(sorting(desktop).get_by_text("14 of 14 as the sources have it")).to_be_visible()


def test_the_order_of_the_findings_differs_between_learners(
    phone: Page, course: Course, orders: dict[str, list[str]]
) -> None:
    """Chance belongs to whoever opens the lesson, not to the lesson."""
    question = course.questions["where-does-it-belong"]
    assert isinstance(question, Sorting)
    first = [answer_next(phone, question, number) for number in (1, 2, 3)]
    assert first != orders["desktop"][:3]
