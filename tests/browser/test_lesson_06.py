"""The treatment explorer as learners use it: with the keyboard alone, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

LESSON = "/voila/render/06_treatment_logic.ipynb"
MOST_TABS = 60


@pytest.fixture
def phone(browser: Browser, app: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(app.address + LESSON)
    page.wait_for_selector(".course-explorer button", timeout=60_000)
    yield page
    context.close()


def test_a_plan_is_built_questioned_and_changed_with_the_keyboard_alone(phone: Page) -> None:
    explorer = phone.locator(".course-explorer")
    plan = explorer.get_by_role("group", name="The plan", exact=True)
    tree = explorer.get_by_role("tree", name="Why? The path of this decision")
    take_back = explorer.get_by_role("button", name="Take back").first
    spoken = phone.locator("#course-live")

    def go(wanted: Locator, key: str = "Tab") -> None:
        """Press `key` until `wanted` has the focus."""
        expect(wanted).to_be_visible()
        for _press in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            phone.keyboard.press(key)
        raise AssertionError(f"{key} does not lead to {wanted}")

    explorer.get_by_role("combobox", name="Whose plan").focus()
    go(explorer.get_by_role("button", name="Which hormone receptors did the new tissue show?"))
    phone.keyboard.press("Enter")
    expect(explorer.get_by_text("Yes: of these it comes first")).to_be_visible()
    expect(plan.get_by_text("This plan is provisional")).to_be_visible()
    expect(spoken).to_contain_text("To be asked first:")

    go(plan.locator("summary", has_text="Depends on what is not known yet"))
    phone.keyboard.press("Enter")
    depends = plan.locator("details[open]", has_text="Depends on")
    go(depends.get_by_role("button", name="Why?").first)
    phone.keyboard.press("Enter")
    expect(tree.get_by_role("treeitem").first).to_be_focused()
    open_condition = tree.locator(
        "[role=treeitem][aria-label*='not known.'][aria-label$='Press Enter to set it.']"
    ).first
    go(open_condition, "ArrowDown")
    phone.keyboard.press("Enter")
    setter = explorer.get_by_role("group", name="One finding of the path", exact=True)
    go(setter.get_by_role("combobox"), "Shift+Tab")
    heard = spoken.text_content()
    phone.keyboard.press("ArrowUp")
    expect(take_back).to_be_enabled()
    expect(spoken).not_to_have_text(heard or "")
    expect(open_condition).to_have_count(0)

    words = explorer.locator("details", has=phone.locator("ul.plain"))
    go(words.locator("summary"))
    phone.keyboard.press("Enter")
    expect(words.locator("li")).to_have_count(tree.get_by_role("treeitem").count())
    expect(words.locator("li li").first).to_contain_text("In this case:")

    go(take_back, "Shift+Tab")
    phone.keyboard.press("Enter")
    expect(take_back).to_be_disabled()
    expect(open_condition).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
