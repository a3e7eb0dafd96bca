"""Every text can be read on every surface of course.css, in light, dark and high contrast."""

import re
from itertools import product

import pytest

from course_lib.content.course import ROOT

STYLE = (ROOT / "course_lib" / "ui" / "static" / "course.css").read_text(encoding="utf-8")

THEMES = ("light", "dark", "light in high contrast", "dark in high contrast")
COLOUR = r"(#[0-9a-f]{6})"
ROW = re.compile(
    rf"--course-([a-z-]+): var\(--course-calm, light-dark\({COLOUR}, {COLOUR}\)\) "
    rf"var\(--course-stark, light-dark\({COLOUR}, {COLOUR}\)\);"
)
ROWS = {name: dict(zip(THEMES, values, strict=True)) for name, *values in ROW.findall(STYLE)}

SURFACES = ("paper", "card", "soft", "accent-soft", "alert-soft")
MEANINGS = ("here", "regional", "distant", "disputed", "new", "open")
TEXTS = ("ink", "muted", "accent", "accent-deep", "alert", *MEANINGS)
ON_ACCENT = {("on-accent", "accent"), ("on-accent", "accent-deep")}
READ = {*product(TEXTS, SURFACES), *ON_ACCENT}

# Borders and fills that tell a control or its state, and the ring around what has the focus.
SEEN = {*product(("line", "focus", "accent", *MEANINGS), SURFACES)}

# Borders that only adorn, and the edge that is seen in high contrast alone.
ADORN = {"hair", "edge"}


def brightness(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(pairs: set[tuple[str, str]], theme: str, least: float) -> dict[str, float]:
    """The pairs of colours whose contrast is less than `least`, with their ratio."""
    ratios = {
        f"{front} on {behind}": contrast(ROWS[front][theme], ROWS[behind][theme])
        for front, behind in pairs
    }
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_the_ratio_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_every_colour_of_the_style_is_looked_at() -> None:
    looked_at = {name for pair in READ | SEEN for name in pair}
    assert set(ROWS) - ADORN == looked_at


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_is_read_on_every_surface(theme: str) -> None:
    assert too_weak(READ, theme, 7 if "high contrast" in theme else 4.5) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_control_and_the_focus_are_seen_on_every_surface(theme: str) -> None:
    assert too_weak(SEEN, theme, 4.5 if "high contrast" in theme else 3) == {}


def test_a_weak_colour_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROWS["muted"], "light", "#999999")
    assert "muted on paper" in too_weak(READ, "light", 4.5)


def test_a_browser_from_before_light_dark_gets_the_light_colours() -> None:
    older = STYLE.split("@supports not (color: light-dark(#000, #fff))", 1)[1].split("\n}\n")[0]
    given = dict(re.findall(rf"--course-([a-z-]+): {COLOUR};", older))
    assert given == {name: row["light"] for name, row in ROWS.items()}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_colours_that_the_system_insists_on_replace_each_colour(name: str) -> None:
    forced = STYLE.split("@media (forced-colors: active)", 1)[1].split("\n}\n")[0]
    assert re.search(rf"--course-{name}: (CanvasText|Canvas|LinkText|Highlight);", forced)
