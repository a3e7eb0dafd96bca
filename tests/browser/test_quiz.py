"""A question of each kind on a phone, answered with the keyboard alone."""

from collections.abc import Iterator

import a_bank
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running
from served_quiz import PAGE, running_quiz

from course_lib.content.questions import Question

AWAY = """(place) => {
    const [to, from] = [place, document.activeElement].map((one) => one.getBoundingClientRect());
    return [to.x - from.x, to.y - from.y];
}"""
MOST_STEPS = 60  # more than there are controls between any two on the page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_quiz(tmp_path_factory.mktemp("quiz")) as course:
        yield course


@pytest.fixture(scope="module")
def phone(browser: Browser, served: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(served.address + PAGE)
    page.wait_for_selector(".course-panel button", timeout=60_000)
    yield page
    context.close()


def panel(page: Page) -> Locator:
    return page.get_by_role("group", name="Questions", exact=True)


def focused(page: Page, wanted: Locator) -> bool:
    return wanted.evaluate("control => control === document.activeElement")


def walk_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until `wanted` has the focus; fails where the keyboard cannot reach it."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STEPS):
        if focused(page, wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {wanted}")


def use(page: Page, wanted: Locator) -> None:
    walk_to(page, wanted)
    page.keyboard.press("Enter")


def button(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("button", name=name, exact=True)


def choose_in_menu(page: Page, label: str, text: str) -> None:
    menu = panel(page).get_by_label(label, exact=True)
    walk_to(page, menu)
    for letter in text[:4]:
        page.keyboard.press(letter)
    page.keyboard.press("Enter")
    expect(panel(page).get_by_label(label, exact=True).locator("option:checked")).to_have_text(text)


def put_in_order(page: Page, steps: list[str]) -> None:
    """Move each step up until it is behind those that belong before it."""
    items = panel(page).get_by_role("listitem").filter(has=page.get_by_title("Up"))
    expect(items).to_have_count(len(steps))
    for place, step in enumerate(steps):
        up = button(page, f"Up: {step}")
        walk_to(page, up)
        for _ in steps:
            now = [text.split("↑")[0].strip() for text in items.all_inner_texts()]
            if now.index(step) == place:
                break
            page.keyboard.press("Enter")
            expect(items.nth(now.index(step) - 1)).to_contain_text(step)
            # The focus goes with the step that moves.
            assert focused(page, button(page, f"Up: {step}"))


def answer(page: Page, question: Question) -> None:
    match question.kind:
        case "single":
            use(page, button(page, "In the breast"))
        case "several":
            use(page, button(page, "The armpit"))
            expect(button(page, "The armpit")).to_have_attribute("aria-pressed", "true")
            use(page, button(page, "Above the collarbone"))
        case "ask-first":
            use(page, button(page, "On which side"))
        case "sort":
            choose_in_menu(page, "A node of the armpit", "Near")
            choose_in_menu(page, "A spot in the liver", "Far")
        case "order":
            put_in_order(page, ["Listen", "Look", "Tell the team", "Write it down"])
        case "match":
            for text, match in (("Bone", "Distant"), ("Armpit", "Regional"), ("Scar", "Local")):
                choose_in_menu(page, text, match)
        case "mark":
            mark_on_map(page, "Lymph nodes of the armpit (axillary nodes), left")
        case "number":
            walk_to(page, panel(page).get_by_label("A number, in cm"))
            page.keyboard.type("3,2")
        case "short":
            walk_to(page, panel(page).get_by_role("textbox"))
            page.keyboard.type("It is still open. The team will explain.")


def mark_on_map(page: Page, name: str) -> None:
    """Go to the map, which stands above the answer, and across it to the place called `name`."""
    for _ in range(MOST_STEPS):
        if page.evaluate("document.activeElement.getAttribute('role')") == "radio":
            break
        page.keyboard.press("Shift+Tab")
    place = page.get_by_role("radio", name=name, exact=True)
    for _ in range(MOST_STEPS):
        if focused(page, place):
            break
        right, down = place.evaluate(AWAY)
        if abs(right) > abs(down):
            page.keyboard.press("ArrowRight" if right > 0 else "ArrowLeft")
        else:
            page.keyboard.press("ArrowDown" if down > 0 else "ArrowUp")
    assert focused(page, place)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("question", a_bank.bank(), ids=lambda question: question.kind)
def test_a_question_is_answered_with_the_keyboard_alone(phone: Page, question: Question) -> None:
    """One page for all of them, in the order of the bank."""
    expect(phone.get_by_role("heading", name=question.stem).first).to_be_visible()
    answer(phone, question)
    sure = button(phone, "Fairly sure")
    expect(sure).to_be_enabled()
    use(phone, sure)
    expect(panel(phone).get_by_text("Yes.", exact=True)).to_be_visible()
    expect(panel(phone).get_by_text("Saved.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    small = phone.evaluate(
        """() => [...document.querySelectorAll(".course-panel :is(button, select, input)")]
            .filter((control) => control.offsetParent && control.offsetHeight < 44)
            .map((control) => control.outerHTML)"""
    )
    assert small == []
    last = question.kind == "short"
    use(phone, button(phone, "Finish" if last else "Next"))


def test_the_end_says_how_it_stands_and_what_to_look_at(phone: Page) -> None:
    total = len(a_bank.bank())
    expect(panel(phone).get_by_text(f"{total} of {total} as the sources have it")).to_be_visible()
    expect(panel(phone).get_by_text("Nothing to look at again just now.")).to_be_visible()
