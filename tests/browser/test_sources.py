"""The sources page in a real browser: chips lead to it, addresses open claims, words find them."""

import re
from collections.abc import Iterator

import pytest
from page_looks import Visit, opened, visited
from playwright.sync_api import Browser, Locator, Page, expect
from served_course import Running

SOURCES = "/voila/render/sources.ipynb"
LESSON = "/voila/render/02_types_and_sites.ipynb"


@pytest.fixture(scope="module")
def desktop(browser: Browser, app: Running) -> Iterator[Page]:
    """The page of somebody who came for a claim."""
    with opened(browser, f"{app.address}{SOURCES}#claim-TM6") as page:
        yield page


@pytest.fixture(scope="module")
def phone(browser: Browser, app: Running) -> Iterator[Visit]:
    """The page of somebody whose address names nothing."""
    with visited(browser, f"{app.address}{SOURCES}#claim-%E0%A4%A", 390, 844) as visit:
        yield visit


@pytest.fixture(scope="module")
def lesson(browser: Browser, app: Running) -> Iterator[Page]:
    with opened(browser, app.address + LESSON) as page:
        yield page


def claim(page: Page, words: str) -> Locator:
    return page.get_by_role("article", name=words)


def test_the_first_page_leads_here(browser: Browser, app: Running) -> None:
    with opened(browser, app.address) as home:
        link = home.get_by_role("main").get_by_role("link", name="What the sources say")
        assert link.get_attribute("href") == SOURCES


def test_an_address_with_a_claim_shows_that_claim_and_gives_it_the_focus(desktop: Page) -> None:
    asked = claim(desktop, "One document lists bevacizumab")
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()
    expect(asked).to_contain_text("Practice has moved on since 2011.")


def test_the_page_opens_with_its_title_and_two_pictures(desktop: Page) -> None:
    title = "What the sources say, and where they part"
    expect(desktop.get_by_role("heading", level=1)).to_have_text(re.compile(title))
    expect(desktop.locator(".course-figure svg")).to_have_count(2)


def test_a_chip_on_the_page_leads_to_its_claim_also_a_second_time(desktop: Page) -> None:
    claim(desktop, "One document lists").get_by_role("link", name="FDA decision 2011").click()
    asked = claim(desktop, "The FDA revoked").first
    expect(asked).to_be_focused()
    assert desktop.url.endswith("#claim-bevacizumab-revoked")
    desktop.get_by_role("button", name="Put it away").click()
    expect(desktop.get_by_role("searchbox")).to_be_focused()
    desktop.go_back()
    expect(claim(desktop, "One document lists").first).to_be_focused()
    desktop.get_by_text("The same picture in words").last.click()
    chip = desktop.locator("li a[href='#claim-bevacizumab-revoked']").first
    for _time in range(2):  # the second time the address of the page does not change
        chip.click()
        expect(asked).to_be_focused()


def test_a_claim_leads_to_its_disagreement(desktop: Page) -> None:
    desktop.goto(desktop.url.split("#")[0] + "#claim-TM6")
    desktop.get_by_role("button", name="Where they part: Bevacizumab").first.click()
    expect(claim(desktop, "Bevacizumab for HER2-positive cancer")).to_be_focused()


def test_writing_finds_claims_without_losing_a_letter(desktop: Page) -> None:
    field = desktop.get_by_role("searchbox")
    field.click()
    # A pause in the middle of the word: the answer to its first half must not touch the rest.
    desktop.keyboard.type("bevaciz", delay=30)
    desktop.wait_for_timeout(400)
    desktop.keyboard.type("umab", delay=30)
    expect(desktop.get_by_text("2 claims", exact=True).first).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("bevacizumab")
    expect(desktop.get_by_role("status").filter(has_text="2 claims")).to_have_count(1)


def test_a_menu_narrows_the_claims_and_clearing_brings_them_back(desktop: Page) -> None:
    desktop.get_by_role("button", name="Clear the search").click()
    expect(desktop.get_by_role("searchbox")).to_have_value("")
    desktop.get_by_label("Source", exact=True).select_option(label="ACS 2021")
    expect(desktop.get_by_label("Source", exact=True)).to_have_value("doc-004")
    expect(desktop.get_by_role("button", name="Clear the search")).to_be_visible()
    desktop.get_by_role("button", name="Clear the search").click()
    expect(desktop.get_by_label("Source", exact=True)).to_have_value("any")


def test_a_disagreement_is_worked_through_by_keyboard_alone(desktop: Page) -> None:
    desktop.get_by_label("Open a disagreement").select_option(index=1)
    desktop.get_by_label("Open a disagreement").focus()
    for _attempt in range(12):
        desktop.keyboard.press("Tab")
        if desktop.evaluate("document.activeElement.textContent") == "Just show me":
            break
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("What you can say when you are asked")).to_be_visible()
    difference = desktop.get_by_role("button", name="The difference")
    difference.focus()
    desktop.keyboard.press("Enter")
    expect(difference).to_have_attribute("aria-pressed", "true")
    expect(difference).to_be_focused()


def test_an_address_that_names_nothing_opens_the_page_as_it_is(phone: Visit) -> None:
    expect(phone.page.get_by_text("The claim you came for")).to_have_count(0)
    assert phone.complaints == []


def test_nothing_on_the_page_scrolls_the_page_sideways_on_a_phone(phone: Visit) -> None:
    for summary in phone.page.locator("summary").all():
        summary.click()
    phone.page.get_by_role("button", name="Just show me").click()
    expect(phone.page.get_by_text("What you can say when you are asked")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = phone.page.locator(".course-scroll")
    assert boxes.first.evaluate("box => box.scrollWidth > box.clientWidth")


def test_a_chip_in_a_lesson_opens_the_claim_in_a_new_tab(lesson: Page) -> None:
    lesson.get_by_role("button", name=re.compile("Right")).first.click()
    chip = lesson.locator("a.course-chip").first
    expect(chip).to_contain_text("(opens in a new tab)")
    assert chip.get_attribute("rel") == "noopener"
    where = chip.get_attribute("href") or ""
    assert where.startswith("sources.ipynb#claim-")
    with lesson.expect_popup() as popup:
        chip.click()
    popup.value.wait_for_selector("#opening", state="detached", timeout=60_000)
    said = chip.get_attribute("title") or ""
    expect(claim(popup.value, said).first).to_be_focused()


def test_a_claim_in_the_narrative_leads_to_the_list_and_on_to_the_page(lesson: Page) -> None:
    lesson.locator(".jp-RenderedMarkdown a[href='#claim-D1']").first.click()
    entry = lesson.locator("li#claim-D1")
    expect(entry).to_be_in_viewport()
    link = entry.get_by_role("link")
    assert link.get_attribute("href") == "sources.ipynb#claim-D1"
    assert link.get_attribute("target") == "_blank"
