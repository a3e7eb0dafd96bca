"""The look follows the script: no style names a left or a right side.

The drawing of the body is the exception: a body has its left and right in every language.
"""

import re

import pytest

from course_lib.content.course import ROOT

STYLES = sorted((ROOT / "course_lib").rglob("*.css"))

SIDED = re.compile(
    r"^(margin|padding|border|scroll-margin|scroll-padding|inset)-(left|right)|^(left|right)$"
    r"|^border-(top|bottom)-(left|right)-radius$"
)
SIDED_VALUES = {
    "text-align": r"\b(left|right)\b",
    "float": r"\b(left|right)\b",
    "clear": r"\b(left|right)\b",
    "caption-side": r"\b(left|right)\b",
    "justify-content": r"\b(left|right)\b",
    "justify-items": r"\b(left|right)\b",
    "justify-self": r"\b(left|right)\b",
    "transform-origin": r"\b(left|right)\b",
    "background-position": r"\b(left|right)\b",
    "object-position": r"\b(left|right)\b",
    "background": r"\bto (left|right)\b",
    "background-image": r"\bto (left|right)\b",
    "mask": r"\bto (left|right)\b",
    "transform": r"translate(X|3d)?\((?!\s*0\s*,)(?!0\))",
    "box-shadow": r"(^|,\s*)(inset )?-?[1-9]\S*\s",
}
FOUR_SIDES = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}

# What keeps its sides, with the reason.
ALLOWED = {
    ("direction", "ltr"): "the drawing of the body and the figures, whose sides mean something",
    ("border-width", "0 2px 2px 0"): "an arrow that points down, made of a turned corner",
    ("border-radius", "50% 50% 50% 0.2rem"): "the mark of the course, which is the same everywhere",
}


def declarations(text: str) -> list[tuple[str, str]]:
    """Every property and value of a style sheet."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    found = re.findall(r"[{;]\s*([a-z-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])", text)
    return [(name, " ".join(value.split())) for name, value in found]


def parts(value: str) -> list[str]:
    """The parts of a value; what stands in brackets is one part."""
    return re.findall(r"(?:[^\s(]*\((?:[^()]|\([^()]*\))*\)|\S+)", value)


def is_sided(name: str, value: str) -> bool:
    """Tell whether a declaration means the left or the right side."""
    if SIDED.search(name) or name == "direction":
        return True
    if name in SIDED_VALUES and re.search(SIDED_VALUES[name], value):
        return True
    if name in FOUR_SIDES and len(parts(value)) == 4:
        _top, right, _bottom, left = parts(value)
        return right != left
    if name == "border-radius":
        corners = parts(value)
        return len(corners) > 1 and len(set(corners)) > 1
    return False


def test_there_are_styles_to_look_at() -> None:
    assert {path.name for path in STYLES} >= {"course.css", "body_map.css"}
    for path in STYLES:
        assert len(declarations(path.read_text(encoding="utf-8"))) > 10, path


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_names_a_left_or_a_right_side(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    sided = {declaration for declaration in declarations(text) if is_sided(*declaration)}
    assert sided - ALLOWED.keys() == set()


def test_every_exception_is_still_needed() -> None:
    found = {
        declaration
        for path in STYLES
        for declaration in declarations(path.read_text(encoding="utf-8"))
    }
    assert ALLOWED.keys() <= found


@pytest.mark.parametrize(
    "style",
    [
        "margin-left: 1rem",
        "padding: 0 1rem 0 2rem",
        "text-align: left",
        "float: right",
        "left: 0",
        "border-top-left-radius: 4px",
        "border-radius: 4px 0 0 4px",
        "transform: translateX(-50%)",
        "box-shadow: inset 4px 0 0 red",
        "mask: linear-gradient(to right, #000, transparent)",
    ],
)
def test_a_sided_style_is_found(style: str) -> None:
    [declaration] = declarations(f"p {{ {style}; }}")
    assert is_sided(*declaration)


@pytest.mark.parametrize(
    "style",
    [
        "margin-inline-start: 1rem",
        "padding: 0 1rem",
        "text-align: start",
        "border-radius: calc(1rem + 2px)",
        "transform: translateY(-200%)",
        "box-shadow: inset 0 0 0 1px red",
        "box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px red",
    ],
)
def test_a_style_that_follows_the_script_is_let_alone(style: str) -> None:
    [declaration] = declarations(f"p {{ {style}; }}")
    assert not is_sided(*declaration)
