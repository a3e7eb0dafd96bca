"""A class as its trainer and a learner see it: by keyboard, in the dark, and through a crash."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from page_findings import barriers_on_every_side, small_controls, tiny_words, unreadable_words
from page_looks import THEMES
from phones import PASSWORD, Course
from playwright.sync_api import Browser, Page, expect

PROJECTOR = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COURSE_TRAINER_PASSWORD", PASSWORD)
        served = Course(tmp_path_factory.mktemp("notebooks"))
        yield served
        served.stop()


def listened(page: Page, complaints: list[str]) -> Page:
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return page


def trainer_in(browser: Browser, course: Course, complaints: list[str]) -> Page:
    page = listened(browser.new_context(viewport=PROJECTOR).new_page(), complaints)
    page.goto(f"{course.address}/teach/class")
    page.get_by_label(re.compile("password", re.IGNORECASE)).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begin").click()
    complaints.clear()  # that the door was closed at first
    expect(page.get_by_role("heading", name="Join with your phone")).to_be_visible()
    return page


def code_on(page: Page) -> str:
    return page.locator(".poll-code").first.inner_text()


def ask(page: Page, question: str) -> None:
    page.select_option("#question", question)
    page.get_by_role("button", name="Put it to the class").click()


def number(page: Page, name: str) -> Any:
    return expect(page.locator(f"[data-number={name}]"))


def looked_at(page: Page) -> dict[str, Any]:
    """Return what would keep somebody out, in each size and theme."""
    size = page.viewport_size
    found = {
        "barriers": barriers_on_every_side(page, {k: THEMES[k] for k in ("light", "dark")}),
        "small": small_controls(page),
        "tiny": tiny_words(page),
        "unreadable": unreadable_words(page),
    }
    page.emulate_media(forced_colors="none")
    assert size is not None
    page.set_viewport_size(size)
    return {what: finds for what, finds in found.items() if finds}


def joined(browser: Browser, course: Course, trainer: Page, complaints: list[str]) -> Page:
    """Return the page of a phone in the dark, which has joined by a link."""
    dark = browser.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)
    page = listened(dark.new_page(), complaints)
    page.goto(f"{course.address}/j/{code_on(trainer).replace(' ', '')}")
    page.get_by_role("button", name="Join the class").click()
    expect(page.get_by_role("heading", name="You are in")).to_be_visible()
    return page


def close_all(*pages: Page) -> None:
    for page in pages:
        page.context.close()


def test_a_class_by_the_keyboard_alone(browser: Browser, course: Course) -> None:
    complaints: list[str] = []
    trainer = trainer_in(browser, course, complaints)
    assert looked_at(trainer) == {}
    dark = browser.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)
    phone = listened(dark.new_page(), complaints)
    phone.goto(f"{course.address}/j")
    assert looked_at(phone) == {}
    phone.keyboard.press("Tab")
    phone.keyboard.type(code_on(trainer).lower())
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="You are in")).to_be_visible()
    number(trainer, "joined").to_have_text("1")

    ask(trainer, "plain")
    expect(phone.get_by_role("radio")).to_have_count(3)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    expect(phone.get_by_role("radio").nth(1)).to_be_checked()
    phone.keyboard.press("Enter")  # no vote yet: it leads on to how sure one is
    expect(phone.get_by_role("button", name="Guessing")).to_be_focused()
    assert looked_at(phone) == {}
    assert looked_at(trainer) == {}
    number(trainer, "voted").to_have_text("0")
    phone.get_by_role("button", name="Guessing").focus()
    for _ in ("fairly", "certain"):
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Your vote is counted.")).to_be_visible()
    number(trainer, "voted").to_have_text("1")
    phone.get_by_role("button", name="Lost me").click()
    number(trainer, "lost").to_have_text("1")
    expect(phone.get_by_role("button", name="Lost me")).to_have_attribute("aria-pressed", "true")

    trainer.keyboard.press("PageDown")  # a clicker closes the vote
    expect(phone.get_by_text("The vote is closed.")).to_be_visible()
    assert complaints == []
    close_all(trainer, phone)


def test_a_vote_outlives_a_crash_of_the_server(browser: Browser, course: Course) -> None:
    trainer = trainer_in(browser, course, [])
    phone = joined(browser, course, trainer, [])
    ask(trainer, "plain")
    expect(phone.get_by_role("radio")).to_have_count(3)
    course.kill()
    phone.get_by_role("radio").first.click()
    phone.get_by_role("button", name="Certain").click()
    expect(phone.get_by_text("sent again by itself")).to_be_visible()
    course.start()
    expect(phone.get_by_text("Your vote is counted.")).to_be_visible()
    number(trainer, "voted").to_have_text("1")
    close_all(trainer, phone)


def test_both_votes_and_a_map_are_shown(browser: Browser, course: Course) -> None:
    complaints: list[str] = []
    trainer = trainer_in(browser, course, complaints)
    phone = joined(browser, course, trainer, complaints)
    ask(trainer, "plain")
    trainer.get_by_role("button", name="Close the vote").click()
    trainer.get_by_role("button", name="vote again").click()
    expect(phone.get_by_role("heading", name="once more")).to_be_visible()
    phone.get_by_role("radio").first.click()
    phone.get_by_role("button", name="Certain").click()
    expect(phone.get_by_text("Your vote is counted.")).to_be_visible()
    trainer.keyboard.press("PageDown")
    expect(trainer.get_by_role("button", name="Show both votes")).to_be_focused()
    trainer.keyboard.press("Enter")
    bars = trainer.get_by_role("row", name="It is <b>so</b>")
    expect(bars).to_contain_text("0 (0 %)")  # each bar stands beside its number
    expect(bars).to_contain_text("1 (100 %)")
    expect(phone.get_by_text("Your answer was right.")).to_be_visible()
    assert looked_at(trainer) == {}
    assert looked_at(phone) == {}

    ask(trainer, "place")
    expect(phone.locator(".course-bodymap")).to_be_visible()
    assert looked_at(phone) == {}
    phone.locator("[role=radio]").first.focus()
    phone.keyboard.press("End")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Guessing").click()
    expect(phone.get_by_text("Your vote is counted.")).to_be_visible()
    trainer.get_by_role("button", name="Close the vote").click()
    trainer.get_by_role("button", name="Show the votes").click()
    expect(trainer.locator(".poll-dot-number")).to_have_text("1")
    expect(trainer.get_by_role("row", name="Brain")).to_contain_text("1 (100 %)")
    assert looked_at(trainer) == {}

    trainer.get_by_role("link", name="Record of the class").click()
    expect(trainer.get_by_text("nothing is broken down")).to_be_visible()
    assert looked_at(trainer) == {}
    assert complaints == []
    close_all(trainer, phone)


def test_a_phone_without_scripts_votes_too(browser: Browser, course: Course) -> None:
    trainer = trainer_in(browser, course, [])
    ask(trainer, "several")
    plain = browser.new_context(viewport=PHONE, java_script_enabled=False)
    phone = plain.new_page()
    phone.goto(f"{course.address}/j/{code_on(trainer).replace(' ', '')}")
    phone.get_by_role("button", name="Join the class").click()
    phone.get_by_role("button", name="Certain").click()
    expect(phone.get_by_role("alert")).to_have_text("Choose one of the answers first.")
    phone.get_by_label("The first").check()
    phone.get_by_label("The second").check()
    phone.get_by_role("button", name="Certain").click()
    expect(phone.get_by_text("Your vote is counted.")).to_be_visible()
    number(trainer, "voted").to_have_text("1")
    close_all(trainer, phone)
