"""The treatment explorer as learners use it: with the keyboard alone, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from served_course import Running

LESSON = "/voila/render/06_treatment_logic.ipynb"


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

    def press(name: str, key: str = "Enter") -> None:
        button = explorer.get_by_role("button", name=name, exact=True).first
        button.focus()
        phone.keyboard.press(key)

    press("Which hormone receptors did the new tissue show?")
    plan = explorer.get_by_role("group", name="The plan", exact=True)
    expect(plan.get_by_text("This plan is provisional")).to_be_visible()
    expect(explorer.get_by_text("Yes: of these it comes first")).to_be_visible()

    plan.locator("summary", has_text="Depends on what is not known yet").focus()
    phone.keyboard.press("Enter")
    part = plan.locator("summary", has_text="Depends on").locator("..").get_by_role(
        "button", name="Why?"
    ).first
    part.focus()
    phone.keyboard.press("Enter")
    tree = explorer.get_by_role("tree", name="Why? The path of this decision")
    expect(tree).to_be_visible()
    expect(tree.get_by_role("treeitem").first).to_be_focused()
    for _step in range(tree.get_by_role("treeitem").count()):
        phone.keyboard.press("ArrowDown")
        if "Press Enter to set it." in (
            phone.evaluate("document.activeElement.getAttribute('aria-label')") or ""
        ):
            break
    phone.keyboard.press("Enter")
    setter = explorer.get_by_role("group", name="One finding of the path", exact=True)
    control = setter.locator("select, button[aria-pressed]").first
    expect(control).to_be_visible()

    words = explorer.locator("details", has=phone.locator("ul.plain"))
    words.locator("summary").focus()
    phone.keyboard.press("Enter")
    expect(words.locator("li").first).to_contain_text("not known")

    plan.get_by_role("combobox").first.select_option(index=2)
    expect(explorer.get_by_role("button", name="Take back")).to_be_enabled()
    press("Take back")
    expect(explorer.get_by_role("button", name="Take back")).to_be_disabled()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
