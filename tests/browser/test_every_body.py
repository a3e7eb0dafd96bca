"""Pages for a thumb, a keyboard, a projector, a screen reader, and for eyes that need contrast."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from page_looks import (
    LESSONS,
    PAGES,
    STYLE_PAGE,
    THEMES,
    lesson_address,
    open_every_disclosure,
    opened,
)
from playwright.sync_api import Browser, Page, expect
from served_course import Running

LESSON = lesson_address("02_types_and_sites")
WALKED = {"landing page": "/", "lesson 02": LESSON}
MOST_STOPS = 400

# 640 pixels are what a window of 1280 has left at 200 % zoom, 320 at 400 %.
WIDTHS = (320, 390, 640)

# The control that has the focus: where it is, whether one sees that, and whether it comes later in
# the page than the one before.
FOCUSED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const before = window.lastFocused;
    window.lastFocused = one;
    const later = Node.DOCUMENT_POSITION_FOLLOWING;
    const box = one.getBoundingClientRect();
    const ring = one.querySelector?.('.ring');
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const ringed = ring && getComputedStyle(ring).stroke !== 'none';
    return {
        what: `${one.tagName} ${one.textContent.trim().slice(0, 40)}`,
        top: box.top + scrollY,
        bottom: box.bottom + scrollY,
        seen: Boolean(outlined || ringed) && box.bottom > 0 && box.top < innerHeight,
        later: !before || Boolean(before.compareDocumentPosition(one) & later),
    };
}"""

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


def address_of(name: str, app: Running, style: Running) -> str:
    return style.address + STYLE_PAGE if name == "style page" else app.address + PAGES[name]


def choose_liver(page: Page) -> None:
    """Choose a place from the list below the first map."""
    page.locator(".course-bodymap summary").first.click()
    page.get_by_role("button", name="Liver", exact=True).first.click()


@pytest.mark.parametrize("name", WALKED)
def test_the_focus_is_seen_and_follows_the_page(name: str, browser: Browser, app: Running) -> None:
    with opened(browser, app.address + WALKED[name], 390, 844) as page:
        stops = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            stops.append(stop)
        assert len(stops) >= 4
        assert stops[0]["what"].startswith("A Skip to the content")
        assert [stop["what"] for stop in stops if not stop["seen"]] == []
        assert [stop["what"] for stop in stops if not stop["later"]] == []
        # The first stands above the page until it has the focus.
        below = pairwise(stops[1:])
        assert [two["what"] for one, two in below if two["bottom"] <= one["top"]] == []


def test_the_skip_link_leads_to_the_content(browser: Browser, app: Running) -> None:
    with opened(browser, app.address + "/") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_change_is_announced_once_it_is_there(browser: Browser, app: Running) -> None:
    with opened(browser, app.address + LESSON) as page:
        live = page.locator("#course-live")
        choose_liver(page)
        expect(live).not_to_be_empty()
        assert live.evaluate("one => one.getBoundingClientRect().width") <= 1


def test_words_that_the_systems_colours_hide_would_be_found(
    browser: Browser, style: Running
) -> None:
    look = {"forced_colors": "active", "color_scheme": "dark"}
    with opened(browser, style.address + STYLE_PAGE, **look) as page:
        hidden = "{ forced-color-adjust: none !important; color: Canvas !important; }"
        page.add_style_tag(content=f".course-chip {hidden}")
        assert any("course-chip" in found for found in page.evaluate(UNREADABLE))


@pytest.mark.parametrize("address", [LESSON, STYLE_PAGE], ids=["lesson 02", "style page"])
def test_nothing_moves_for_who_asked_for_less_motion(
    address: str, browser: Browser, app: Running, style: Running
) -> None:
    served = style if address == STYLE_PAGE else app
    with opened(browser, served.address + address, reduced_motion="reduce") as page:
        open_every_disclosure(page)
        assert page.evaluate(MOVING) == []


def test_the_sign_of_a_lesson_that_opens_moves_only_for_who_lets_it(
    browser: Browser, lessons: Running
) -> None:
    moving = "getComputedStyle(document.querySelector('.course-opening-dots i')).animationName"
    for motion, name in (("no-preference", "course-opening"), ("reduce", "none")):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(lessons.address + "/voila/render/02_first.ipynb", wait_until="commit")
        page.wait_for_selector(".course-opening-dots i", state="attached")
        assert page.evaluate(moving) == name
        context.close()


@pytest.mark.parametrize("name", [*PAGES, "style page"])
def test_a_page_is_for_every_screen_and_every_body(
    name: str, browser: Browser, app: Running, style: Running
) -> None:
    """Opened once, since a lesson takes seconds to open, and looked at in three ways."""
    with opened(browser, address_of(name, app, style), 390, 844, has_touch=True) as page:
        if name in LESSONS:
            speaks_with_one_polite_voice(page)
        open_every_disclosure(page)
        page.get_by_role("main").click(position={"x": 2, "y": 2})  # closes “Display”
        fits_a_phone_and_a_thumb(page)
        if name in {*LESSONS, "sources"}:
            every_figure_says_its_message_and_holds_its_numbers(page)


def speaks_with_one_polite_voice(page: Page) -> None:
    spoken = "[aria-live], [role=status], [role=alert], [role=log], [role=timer], output"
    # What says that the connection is lost is hidden, and so silent, as long as it is there.
    shown = [one for one in page.locator(spoken).all() if not one.evaluate("one => one.hidden")]
    assert [one.get_attribute("id") for one in shown] == ["course-live"]
    assert shown[0].get_attribute("aria-live") == "polite"


def fits_a_phone_and_a_thumb(page: Page) -> None:
    """Nothing scrolls sideways, no word is tiny, no control is small; also at 200 % zoom."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TINY) == []
    assert page.evaluate(TOO_SMALL) == []


def every_figure_says_its_message_and_holds_its_numbers(page: Page) -> None:
    """What is drawn stands in words too, for who sees no picture."""
    page.add_style_tag(content="svg, img, canvas { display: none !important; }")
    for figure in page.locator("figure").all():
        caption = figure.locator("figcaption")
        expect(caption).to_be_visible()
        assert len(caption.inner_text().split()) >= 5
        numbers = figure.locator("table, ul").or_(
            figure.locator("xpath=following-sibling::*[1]").locator("table, ul")
        )
        expect(numbers.first).to_be_visible()
        assert any(letter.isdigit() for letter in numbers.first.inner_text())
    for drawing in page.locator("figure svg, figure img").all():
        said = drawing.get_attribute("aria-label") or drawing.get_attribute("alt")
        assert said or drawing.get_attribute("aria-hidden") == "true"


def test_the_lesson_is_understood_without_pictures(browser: Browser, app: Running) -> None:
    with opened(browser, app.address + LESSON) as page:
        page.add_style_tag(content="svg, img, canvas { display: none !important; }")
        for share in ("19.5 %", "8.0 %", "72.5 %"):
            expect(page.get_by_role("cell", name=share)).to_be_visible()
        choose_liver(page)
        answer = page.get_by_role("group", name="What this is, and why")
        expect(answer.get_by_role("heading", level=2)).to_be_visible()


@pytest.fixture
def display(browser: Browser, app: Running) -> Iterator[Page]:
    """The landing page with “Display” opened."""
    with opened(browser, app.address + "/", color_scheme="light") as page:
        page.get_by_text("Display", exact=True).click()
        yield page


def letters(page: Page) -> float:
    size: float = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    return size


def test_larger_words_are_remembered(display: Page, app: Running) -> None:
    usual = letters(display)
    display.get_by_role("button", name="Larger").click()
    assert letters(display) >= usual * 1.25
    display.goto(app.address + LESSON)
    assert letters(display) >= usual * 1.25
    another = display.context.new_page()
    another.set_viewport_size({"width": 1920, "height": 1080})
    another.goto(app.address + "/")
    assert letters(another) >= 28
    another.get_by_text("Display", exact=True).click()
    expect(another.get_by_role("button", name="Larger")).to_have_attribute("aria-pressed", "true")
    another.get_by_role("button", name="Normal").click()
    assert letters(another) == usual


def painted(page: Page) -> list[str]:
    style = "getComputedStyle(document.body)"
    colours: list[str] = page.evaluate(f"[{style}.color, {style}.backgroundColor]")
    return colours


BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def test_high_contrast_is_chosen_under_display_and_remembered(display: Page) -> None:
    assert painted(display) != [BLACK, WHITE]
    display.get_by_role("button", name="High contrast").click()
    assert painted(display) == [BLACK, WHITE]
    display.emulate_media(color_scheme="dark")
    assert painted(display) == [WHITE, BLACK]
    display.reload()
    assert painted(display) == [WHITE, BLACK]


def test_high_contrast_comes_from_the_device_unless_the_learner_chose_otherwise(
    display: Page,
) -> None:
    display.emulate_media(**THEMES["contrast"])
    assert painted(display) == [BLACK, WHITE]
    display.get_by_role("button", name="Dark", exact=True).click()
    assert painted(display) not in ([BLACK, WHITE], [WHITE, BLACK])


@pytest.mark.parametrize("name", ["landing page", "lesson 02", "style page"])
def test_colours_that_the_system_insists_on_leave_every_word_readable(
    name: str, browser: Browser, app: Running, style: Running
) -> None:
    with opened(browser, address_of(name, app, style), forced_colors="active") as page:
        open_every_disclosure(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert page.evaluate(UNREADABLE) == []
