"""The course in languages made by a function: longer words, accents, and right to left.

Whatever is on a page and came from Python or a template stands in ⟦brackets⟧; what comes from
data/ and from the notebook's Markdown is English in every language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from page_looks import PICTURES, opened
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel
from served_course import Running, free_port, running

from course_lib.content.course import Course
from course_lib.pseudo_language import CODES, RIGHT_TO_LEFT, pseudo

LESSON = "/voila/render/02_types_and_sites.ipynb"
WIDTHS = (390, 1280)

# What is the same in every language and stands in no catalogue.
NO_WORDS = {"doi"}

# Everything a learner can read or hear, outside the Markdown of the notebook.
WORDS = """() => {
    const found = [document.title];
    const said = ['aria-label', 'title', 'alt', 'placeholder', 'aria-description'];
    const skip = 'script, style, noscript, template, .jp-MarkdownCell';
    for (const one of document.body.querySelectorAll('*')) {
        if (one.closest(skip)) continue;
        for (const name of said) if (one.hasAttribute(name)) found.push(one.getAttribute(name));
        if (one.tagName === 'tspan') continue;
        const parts = [...one.childNodes];
        // A drawing breaks its lines by itself.
        if (one.tagName === 'text') found.push(parts.map((part) => part.textContent).join(' '));
        else found.push(...parts.filter((part) => part.nodeType === 3).map((part) => part.data));
    }
    return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
}"""

# Controls, chips and headings that show less than they hold, or stick out of the page.
CLIPPED = """() => {
    const kinds = 'button, summary, select, h1, h2, h3, h4, a, label, .course-chip, '
        + '.course-label, .course-lesson p, .course-callout, figcaption, caption, text';
    const page = { left: 0, right: innerWidth };
    const wrong = [];
    for (const one of document.querySelectorAll(kinds)) {
        const box = one.getBoundingClientRect();
        if (one.closest('.course-visually-hidden, .course-skip, .course-scroll')) continue;
        // What is folded has a box too, which nobody sees.
        if (!one.checkVisibility({ visibilityProperty: true })) continue;
        const drawn = one instanceof SVGElement;
        const frame = drawn ? one.closest('svg').getBoundingClientRect() : page;
        const cut = !drawn && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1;
        const out = box.left < frame.left - 1 || box.right > frame.right + 1;
        if (cut || out) wrong.push(`${one.tagName}: ${one.textContent.trim().slice(0, 60)}`);
    }
    return wrong;
}"""


@pytest.fixture(scope="module", params=CODES)
def spoken(request: pytest.FixtureRequest) -> Iterator[tuple[str, Running]]:
    """The course, started in a language made by a function."""
    port = free_port()
    command = ["-m", "course_lib.cli", "app", "--port", str(port), "--lang", request.param]
    with running(command, port) as course:
        yield request.param, course


@pytest.fixture(scope="module")
def written(course: Course) -> list[str]:
    """Every text of data/, the longest first."""
    texts = {text for text in _texts(vars(course).values()) if re.search(r"[A-Z ]", text)}
    texts |= {standing.place for claim in course.claims.values() for standing in claim.stands}
    return sorted({_plain(text) for text in texts}, key=len, reverse=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts(vars(value).values())
    elif isinstance(value, Mapping):
        yield from _texts(value.values())
    elif isinstance(value, Iterable):
        for part in value:
            yield from _texts(part)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@pytest.fixture(scope="module")
def lesson(browser: Browser, spoken: tuple[str, Running]) -> Iterator[Page]:
    """The lesson on a phone, with all opened and answered that can be."""
    with opened(browser, spoken[1].address + LESSON, WIDTHS[0]) as page:
        use(page)
        yield page


@pytest.fixture(scope="module")
def home(browser: Browser, spoken: tuple[str, Running]) -> Iterator[Page]:
    with opened(browser, spoken[1].address + "/", WIDTHS[0]) as page:
        yield page


def use(page: Page) -> None:
    """Open what can be opened, name a place, and answer a card, so that their words show."""
    page.locator("[data-spot='nipple-left']").first.press("Enter")
    page.locator("[data-spot='nipple-left'] .seal").first.wait_for(state="attached")
    for deck in page.locator(".course-panel:has(.course-progress)").all():
        if not deck.locator(".course-choice button").count():
            continue  # a question that is answered on a map
        deck.locator(".course-choice button").first.click()
        sure = deck.locator("[data-focus='sure:2']")
        if sure.count():
            sure.click()
        expect(deck.locator(".course-callout:is(.right, .wrong)")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def untranslated(text: str, written: list[str]) -> str:
    """Return what is left of `text` without brackets and without the texts of data/."""
    left = _plain(text.replace("\u200f", ""))
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", left)) != left:
        left = shorter
    for known in written:
        if known in left:
            left = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", left)
    words = [word for word in re.findall(r"[^\W\d_]{2,}", left) if word not in NO_WORDS]
    return " ".join(words)


@pytest.mark.parametrize("name", ["home", "lesson"])
def test_a_page_in_another_language_is_whole(
    request: pytest.FixtureRequest, spoken: tuple[str, Running], written: list[str], name: str
) -> None:
    code, _course = spoken
    page: Page = request.getfixturevalue(name)
    root = page.locator("html")
    assert root.get_attribute("lang") == code
    assert root.get_attribute("dir") == ("rtl" if code == RIGHT_TO_LEFT else "ltr")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CLIPPED) == []
        page.get_by_role("main").click(position={"x": 2, "y": 2})  # what hangs open closes
        picture(page, f"{code}-{name}-{width}.png")
    words = page.evaluate(WORDS)
    assert sum("⟦" in text for text in words) > 10
    left = {text: rest for text in words if (rest := untranslated(text, written))}
    assert left == {}


def test_the_drawing_of_the_body_is_not_mirrored(lesson: Page) -> None:
    """The person's right is on the reader's left, and the words beside it say so."""
    width = WIDTHS[0]
    lesson.set_viewport_size({"width": width, "height": 900})
    for site in ("nipple", "axilla", "chest-wall"):
        right = lesson.locator(f"svg [data-spot='{site}-right']").first.bounding_box()
        left = lesson.locator(f"svg [data-spot='{site}-left']").first.bounding_box()
        assert right is not None
        assert left is not None
        assert right["x"] + right["width"] < left["x"]
    sides = lesson.locator(".course-bodymap").first.locator("text.side")
    words = [word.bounding_box() for word in sides.all()]
    assert len(words) == 2
    [right, left] = words
    assert right is not None
    assert left is not None
    assert right["x"] < width / 3 < width * 2 / 3 < left["x"] + left["width"]
    texts = sides.all_text_contents()
    assert [text.strip("\u200f") for text in texts] == [pseudo("right"), pseudo("left")]


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=Path(PICTURES / name), full_page=True)
