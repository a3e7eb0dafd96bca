"""A lesson before a class: one screen at a time, answers held back, notes in a second window."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from page_findings import barriers_on_every_side
from page_looks import CALM, THEMES, wait_for_all
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError
from served_course import Running, free_port

from course_lib.app.trainer import trainer_password
from course_lib.content.course import ROOT

LESSON = "/teach/02_types_and_sites"
PROJECTOR = {"width": 1920, "height": 1080}
SMALLER = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def trainer(browser: Browser, app: Running) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PROJECTOR, **CALM)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{app.address}/teach")
    page.get_by_label("The trainer’s password").fill(trainer_password()[0])
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Teach a lesson")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def screen(trainer: BrowserContext, app: Running) -> Page:
    """The page that the class sees; the tests go on where the one before has left it."""
    page = trainer.new_page()
    page.goto(f"{app.address}{LESSON}")
    wait_for_all(page)
    return page


def shown(screen: Page) -> Locator:
    return screen.locator("#lesson .jp-Cell:not([hidden])")


def place(screen: Page) -> str:
    return screen.locator("#teach-place option:checked").inner_text()


def go_to(screen: Page, title: str) -> None:
    number = [title in one for one in screen.locator("#teach-place option").all_inner_texts()]
    screen.locator("#teach-place").select_option(index=len(number) - 1 - number[::-1].index(True))


def test_keys_and_a_clicker_lead_through_the_screens(screen: Page) -> None:
    assert place(screen) == "1 of 11: Types and sites"
    for key, at in (("PageDown", 2), ("ArrowRight", 3), ("PageUp", 2), ("End", 11), ("Home", 1)):
        # What does not fit is shown first, so the next screen may take more than one press.
        for _press in range(5):
            if not place(screen).startswith(f"{at} of 11"):
                screen.keyboard.press(key)
        assert place(screen).startswith(f"{at} of 11"), key
    assert screen.url.endswith("#screen-1")
    expect(shown(screen)).to_have_count(2)


def test_answers_are_held_back_until_they_are_revealed(screen: Page) -> None:
    go_to(screen, "Sort them")
    shown(screen).locator(".course-choice button").first.click()
    feedback = shown(screen).locator(".course-callout:is(.right, .wrong)")
    expect(feedback).to_be_attached()
    expect(feedback).to_be_hidden()
    sign = "one => getComputedStyle(one, '::after').content"
    chosen = shown(screen).locator(".course-choice button[aria-pressed=true]")
    assert chosen.evaluate(sign) == "none"
    screen.keyboard.press("r")
    expect(feedback).to_be_visible()
    assert chosen.evaluate(sign) != "none"
    shown(screen).get_by_role("button", name="Next").click()
    expect(shown(screen).get_by_text("2 of 14")).to_be_visible()
    shown(screen).locator(".course-choice button").first.click()
    expect(feedback).to_be_attached()
    expect(feedback).to_be_hidden()


def test_notes_follow_the_screen_and_lead_it(screen: Page) -> None:
    go_to(screen, "Near, nearby, far")
    with screen.context.expect_page() as opened:
        screen.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("#notes-place")).to_have_text("3 of 11: Near, nearby, far")
    now = notes.locator("section:visible")
    expect(now).to_have_count(1)
    expect(now.get_by_text("Let the class vote on the neck node")).to_be_visible()
    notes.get_by_role("button", name="Dark screen").click()
    expect(screen.locator("#teach-dark")).to_be_visible()
    screen.keyboard.press(".")
    expect(screen.locator("#teach-dark")).to_be_hidden()
    expect(notes.locator("#notes-state")).to_have_text("Answers are held back.")
    go_to(screen, "Sort them")
    expect(notes.locator("#notes-place")).to_have_text("8 of 11: Sort them")
    now.locator("summary").click()
    expect(now.get_by_text("“cancer in a breast that was kept is always new”")).to_be_visible()
    notes.close()


def test_the_length_of_the_class_chooses_the_screens(screen: Page) -> None:
    number = {}
    screen.get_by_text("More", exact=True).click()
    for length in ("15", "60", "30"):
        screen.get_by_label("Length of the class").select_option(length)
        number[length] = screen.locator("#teach-place option").count()
    assert number["15"] < number["30"] < number["60"]
    expect(screen.locator("#teach-left")).to_have_text("30 min left")
    screen.keyboard.press("Escape")


def test_after_a_crash_the_class_goes_on_where_it_was(screen: Page, app: Running) -> None:
    go_to(screen, "Sort them")
    at = place(screen)
    screen.goto("about:blank")
    screen.goto(f"{app.address}{LESSON}")
    wait_for_all(screen)
    assert place(screen) == at
    expect(shown(screen).get_by_text("2 of 14")).to_be_visible()
    expect(screen.locator("#teach-left")).to_have_text("30 min left")


def test_a_claim_is_looked_up_and_the_browser_leads_back(screen: Page) -> None:
    go_to(screen, "Where the sources part")
    at = place(screen)
    shown(screen).locator("a[href^='#claim-']").first.click()
    expect(screen.locator("#teach-place option:checked")).to_contain_text("Where this comes from")
    screen.go_back()
    assert place(screen) == at


def test_it_is_large_and_whole_on_every_screen_and_without_barriers(screen: Page) -> None:
    go_to(screen, "Questions")
    for size, least in ((PROJECTOR, 24), (SMALLER, 16), (PHONE, 16)):
        screen.set_viewport_size(size)  # type: ignore[arg-type]
        assert screen.evaluate("document.documentElement.scrollWidth") <= size["width"]
        words = shown(screen).first.locator("p").first
        assert float(words.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= least
    themes = {name: THEMES[name] for name in ("light", "dark")}
    assert barriers_on_every_side(screen, themes) == {}


def test_a_learner_sees_neither_the_screen_nor_the_notes(browser: Browser, app: Running) -> None:
    context = browser.new_context()
    page = context.new_page()
    for address in (LESSON, f"{LESSON}/notes"):
        page.goto(f"{app.address}{address}")
        expect(page.get_by_label("The trainer’s password")).to_be_visible()
        assert page.locator("#lesson, #notes").count() == 0
    context.close()


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """JupyterLab as a trainer has it, with a copy of the lessons."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    port = free_port()
    environment = os.environ | {
        f"JUPYTER{name}": str(tmp_path / name)
        for name in ("_CONFIG_DIR", "LAB_SETTINGS_DIR", "LAB_WORKSPACES_DIR")
    }
    command = [
        *("-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
        *("--IdentityProvider.token=", f"--ServerApp.root_dir={tmp_path}"),
    ]
    process = subprocess.Popen([sys.executable, *command], env=environment)
    yield f"http://localhost:{port}/lab/tree/notebooks"
    process.terminate()
    process.wait(timeout=30)


@pytest.mark.soak
def test_an_activity_reacts_on_a_slide_of_jupyterlab(browser: Browser, lab: str) -> None:
    page = browser.new_page(viewport=SMALLER)  # type: ignore[arg-type]
    for _second in range(60):
        try:
            page.goto(f"{lab}/02_types_and_sites.ipynb")
            break
        except PlaywrightError:
            sleep(1)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=90_000)
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    cards = page.get_by_role("group", name="Choose one").first
    expect(cards).to_be_attached(timeout=90_000)
    page.locator(".jp-WindowedPanel-outer").evaluate("one => one.scrollTo(0, 0)")
    page.get_by_role("heading", name="Types and sites").click()
    page.get_by_role("button", name="Toggle Deck").click()
    expect(page.get_by_role("heading", name="Near, nearby, far")).to_be_hidden()
    for _press in range(30):
        if not cards.is_visible():
            page.keyboard.press("Space")  # on through slides and what stands below them
    expect(page.get_by_role("heading", name="Types and sites")).to_be_hidden()
    cards.get_by_role("button").first.click()
    expect(page.locator(".course-callout:is(.right, .wrong)").first).to_be_visible()
    page.close()
