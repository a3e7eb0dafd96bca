"""What looks for barriers would find them: each is put on a page that has none."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_findings import (
    OPTIONS,
    RuleSwitchedOffError,
    TrapError,
    barriers,
    detours_of_the_keyboard,
    moving_parts,
    small_controls,
    tiny_words,
    unreadable_words,
)
from page_looks import PAGES, add_style, opened
from playwright.sync_api import Browser, Page
from served_course import Running


@pytest.fixture
def page(browser: Browser, lessons: Running) -> Iterator[Page]:
    """A page without barriers."""
    with opened(browser, lessons.address + PAGES["not found"], 390, 844) as page:
        page.evaluate(Axe().axe_script)
        yield page


def put(page: Page, html: str) -> None:
    add = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
    page.evaluate(add, html)


def test_a_page_without_barriers_has_none(page: Page) -> None:
    assert barriers(page, OPTIONS) == []
    assert detours_of_the_keyboard(page) == {}
    for find in (small_controls, tiny_words, moving_parts, unreadable_words):
        assert find(page) == []


def test_a_button_without_a_name_is_found(page: Page) -> None:
    put(page, "<button></button>")
    assert [found.split()[0] for found in barriers(page, OPTIONS)] == ["button-name"]


@pytest.mark.parametrize(
    "options",
    [
        {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}},
        {"rules": {}},
        {"runOnly": ["wcag2a", "wcag2aa"]},
    ],
    ids=["a rule off", "WCAG 2.2 not on", "some rules only"],
)
def test_a_rule_that_is_switched_off_is_noticed(page: Page, options: dict[str, object]) -> None:
    with pytest.raises(RuleSwitchedOffError):
        barriers(page, options)


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<button tabindex='1'>Out of order</button>", "first"),
        ("<button id='bare'>Not seen</button>", "not seen"),
        ("<div id='turned'><button>Below</button><button>Above</button></div>", "higher up"),
        ("<button id='shy'>Lost</button>", "not reached"),
    ],
)
def test_a_detour_of_the_keyboard_is_found(page: Page, html: str, what: str) -> None:
    add_style(page, "#bare { outline: none !important; }")
    add_style(page, "#turned { display: flex; flex-direction: column-reverse; }")
    put(page, html)
    page.evaluate("() => { shy.onfocus = () => shy.blur(); }" if "shy" in html else "null")
    assert what in detours_of_the_keyboard(page)


def test_a_trap_of_the_keyboard_is_found(page: Page) -> None:
    put(page, "<button id='trap'>A trap</button>")
    page.evaluate("() => { trap.onkeydown = (event) => event.preventDefault(); }")
    with pytest.raises(TrapError):
        detours_of_the_keyboard(page)


def test_what_is_small_tiny_moving_or_hidden_is_found(page: Page) -> None:
    put(page, "<button id='odd' class='odd'>Odd</button>")
    add_style(page, "#odd { font-size: 12px; padding: 0; min-height: 0; min-width: 0; border: 0; }")
    add_style(page, "#odd { transition: color 1s !important; }")
    add_style(page, "#odd { forced-color-adjust: none; color: Canvas; background: Canvas; }")
    for find in (small_controls, tiny_words, moving_parts, unreadable_words):
        assert any("dd" in found for found in find(page)), find.__name__
