"""What can be wrong with a page for somebody, each found by one function that returns a list."""

from itertools import pairwise
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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

# Controls that a thumb would miss: fewer than 44 pixels around their middle belong to them. A link
# in a sentence is as high as its line; a place on the drawing stands in the list below it too.
TOO_SMALL = """() => {
    const small = [];
    const controls = 'a[href], button, summary, select, input, textarea, [role=button], '
        + '[role=radio], [role=checkbox], [role=slider], [role=tab]';
    for (const one of document.querySelectorAll(controls)) {
        const elsewhere = one.closest('.course-skip, .course-bodymap svg');
        if (!one.checkVisibility() || one.disabled || elsewhere) continue;
        const isLink = one.tagName === 'A' && getComputedStyle(one).display === 'inline';
        if (isLink && one.parentElement.closest('p, li, small, td, h3')) continue;
        one.scrollIntoView({ block: 'center' });
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
        const own = [-21, 21].every((away) => {
            const hit = document.elementFromPoint(middle.x, middle.y + away);
            return one.contains(hit) || hit?.closest('label')?.control === one;
        });
        if (!own || right - left < 44) small.push(`${one.outerHTML.slice(0, 120)}`);
    }
    return small;
}"""

# Words that are smaller than 16 pixels, as large as they are shown.
TINY = """() => {
    const tiny = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const one = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || one.closest('script, style, noscript')) continue;
        if (!one.getClientRects().length || getComputedStyle(one).visibility === 'hidden') continue;
        let size = parseFloat(getComputedStyle(one).fontSize);
        const drawing = one.closest('svg');
        if (drawing) size *= drawing.getScreenCTM().a;
        if (size < 15.9) tiny.add(`${size.toFixed(1)}: ${walker.currentNode.data.trim()}`);
    }
    return [...tiny];
}"""

MOVING = """() => {
    const moving = document.getAnimations().map((one) => one.effect.target.className);
    for (const one of document.querySelectorAll('body, body *')) {
        const style = getComputedStyle(one);
        const still = style.animationName === 'none' && style.scrollBehavior === 'auto'
            && style.transitionDuration.split(', ').every((time) => time === '0s');
        if (!still) moving.push(`${one.tagName} ${one.className}`);
    }
    return moving;
}"""

# Words that have no contrast to what is behind them, as the system's own colours paint them.
UNREADABLE = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = parts(colour).slice(0, 3).map((part) => {
            const c = part / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const isClear = (colour) => parts(colour)[3] === 0;
    const found = [];
    for (const one of document.querySelectorAll('main *, header *, footer *')) {
        const words = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
        if (!words || !one.getClientRects().length || one.closest('svg, select')) continue;
        let behind = one;
        while (behind && isClear(getComputedStyle(behind).backgroundColor)) {
            behind = behind.parentElement;
        }
        const back = getComputedStyle(behind ?? document.documentElement).backgroundColor;
        const [low, high] = [light(getComputedStyle(one).color), light(back)].sort((a, b) => a - b);
        if ((high + 0.05) / (low + 0.05) < 4.5) found.push(one.outerHTML.slice(0, 120));
    }
    return found;
}"""

# Every control that the keyboard must reach, and, after each Tab, the one that has the focus: where
# it is, whether one sees that, and whether it comes later in the page than the one before.
LISTEN = """() => {
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const later = Node.DOCUMENT_POSITION_FOLLOWING;
    const name = (one) => `${one.tagName} ${one.getAttribute('aria-label') || one.textContent}`
        .replace(/\\s+/g, ' ').slice(0, 60);
    const reached = new Set();
    let before = null;
    window.walk = { stops: [], isOver: false };
    window.walk.missed = () => [...document.querySelectorAll(controls)]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && !reached.has(one))
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        .map(name);
    document.addEventListener('keyup', () => {
        const one = document.activeElement;
        window.walk.isOver ||= one === document.body;
        if (window.walk.isOver) return;
        reached.add(one);
        const box = one.getBoundingClientRect();
        const ring = one.querySelector?.('.ring');
        const style = getComputedStyle(one);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const ringed = ring && getComputedStyle(ring).stroke !== 'none';
        window.walk.stops.push({
            what: name(one),
            top: box.top + scrollY,
            bottom: box.bottom + scrollY,
            seen: Boolean(outlined || ringed) && box.bottom > 0 && box.top < innerHeight,
            later: !before || Boolean(before.compareDocumentPosition(one) & later),
        });
        before = one;
    });
}"""
MOST_STOPS = 600  # more controls than any page has


class RuleSwitchedOffError(AssertionError):
    """A rule of axe that should have run did not."""


class TrapError(AssertionError):
    """The keyboard cannot leave a part of the page."""


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


def barriers_on_every_side(page: Page, themes: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """Return what axe finds in each size and theme, where it finds anything."""
    page.evaluate(Axe().axe_script)
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme, media in themes.items():
            page.emulate_media(**media)
            found[f"{width} px, {theme}"] = barriers(page, OPTIONS)
    return {side: barriers for side, barriers in found.items() if barriers}


def detours_of_the_keyboard(page: Page) -> dict[str, list[str]]:
    """Walk through a page that nobody has touched by Tab alone; return what goes wrong.

    Raises TrapError if the focus never leaves the page.
    """
    page.evaluate(LISTEN)
    for _ in range(0, MOST_STOPS, 10):
        for _ in range(10):
            page.keyboard.press("Tab")
        if page.evaluate("window.walk.isOver"):
            break
    else:
        raise TrapError(page.url)
    stops = page.evaluate("window.walk.stops")
    # The first stands above the page until it has the focus.
    below = [two["what"] for one, two in pairwise(stops[1:]) if two["bottom"] <= one["top"]]
    wrong = {
        "first": [] if "Skip to the content" in stops[0]["what"] else [stops[0]["what"]],
        "not seen": [stop["what"] for stop in stops if not stop["seen"]],
        "earlier in the page": [stop["what"] for stop in stops if not stop["later"]],
        "higher up": below,
        "not reached": page.evaluate("window.walk.missed()"),
    }
    return {what: found for what, found in wrong.items() if found}


def small_controls(page: Page) -> list[str]:
    """Return the controls that a thumb would miss."""
    return _found(page, TOO_SMALL)


def tiny_words(page: Page) -> list[str]:
    """Return the words that are shown smaller than 16 pixels, also those on drawings."""
    return _found(page, TINY)


def moving_parts(page: Page) -> list[str]:
    """Return what moves for somebody who asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    return _found(page, MOVING)


def unreadable_words(page: Page) -> list[str]:
    """Return the words that the colours on which a system insists leave without contrast."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        found += _found(page, UNREADABLE)
    return found


def _found(page: Page, function: str) -> list[str]:
    found: list[str] = page.evaluate(function)
    return found
