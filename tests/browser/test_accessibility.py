"""No barrier that axe can find, on any page, in any size and theme, with everything unfolded."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_looks import PAGES, STYLE_PAGE, THEMES, open_every_disclosure, opened
from playwright.sync_api import Browser, Page
from served_course import Running

SIZES = ((390, 6000), (1280, 6000))  # tall, since axe skips what is scrolled out of sight

# Rules that axe itself has given up or still tries out, and WCAG's level AAA, which the course
# does not promise. Every other rule runs.
NOT_PROMISED = {"deprecated", "experimental", "wcag2aaa"}
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],  # of all other results, one place each
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, which axe leaves to be switched on
}

# What axe cannot judge by itself: words on a drawing, of one letter, or beneath an opened menu.
# tests/ui/test_contrast.py judges the colours themselves.
LEFT_TO_OTHERS = {"color-contrast", "target-size"}


class RuleSwitchedOffError(AssertionError):
    """A rule of axe that should have run did not."""


def barriers(page: Page, options: dict[str, Any]) -> list[str]:
    """Return all that axe finds on the whole page, each with its first place.

    Raises RuleSwitchedOffError if a rule did not run.
    """
    promised = set(
        page.evaluate(
            "(not) => axe.getRules().filter((rule) => !rule.tags.some((tag) => not.includes(tag)))"
            ".map((rule) => rule.ruleId)",
            sorted(NOT_PROMISED),
        )
    )
    found = page.evaluate("(options) => axe.run(document, options)", options)
    kinds = ("violations", "incomplete", "passes", "inapplicable")
    ran = {rule["id"] for kind in kinds for rule in found[kind]}
    if not promised <= ran:
        raise RuleSwitchedOffError(", ".join(sorted(promised - ran)))
    unsure = [rule for rule in found["incomplete"] if rule["id"] not in LEFT_TO_OTHERS]
    return [
        f"{rule['id']} in {len(rule['nodes'])} places: {rule['nodes'][0]['html'][:200]}"
        for rule in [*found["violations"], *unsure]
    ]


def look_at_every_side(page: Page) -> dict[str, list[str]]:
    """Return what axe finds in each size and theme."""
    open_every_disclosure(page)
    page.evaluate(Axe().axe_script)
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme, media in THEMES.items():
            page.emulate_media(**media)
            found[f"{width} px, {theme}"] = barriers(page, OPTIONS)
    return {side: barriers for side, barriers in found.items() if barriers}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(name: str, browser: Browser, app: Running) -> None:
    with opened(browser, app.address + PAGES[name]) as page:
        assert look_at_every_side(page) == {}


def test_the_style_page_has_no_barrier(browser: Browser, style: Running) -> None:
    with opened(browser, style.address + STYLE_PAGE) as page:
        assert look_at_every_side(page) == {}


@pytest.fixture
def not_found(browser: Browser, app: Running) -> Iterator[Page]:
    with opened(browser, app.address + PAGES["not found"]) as page:
        page.evaluate(Axe().axe_script)
        yield page


def test_a_barrier_would_be_found(not_found: Page) -> None:
    assert barriers(not_found, OPTIONS) == []
    not_found.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [found.split()[0] for found in barriers(not_found, OPTIONS)] == ["button-name"]


@pytest.mark.parametrize(
    "options",
    [
        {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}},
        {"rules": {}},
        {"runOnly": ["wcag2a", "wcag2aa"]},
    ],
    ids=["a rule off", "WCAG 2.2 not on", "some rules only"],
)
def test_a_rule_that_is_switched_off_is_noticed(
    not_found: Page, options: dict[str, Any]
) -> None:
    with pytest.raises(RuleSwitchedOffError):
        barriers(not_found, options)
