"""Draw figures as SVG that takes its colours and its type from the page."""

import io
import re
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

# Colours by the page's own names, with the value for places that have no style sheet.
INK = "#22313a"
LINE = "#c9d2d3"
HAIR = "#e6eaea"
HERE = "#2f7d6b"
REGIONAL = "#b7791f"
DISTANT = "#8a3b63"
TODAY = "#00755a"  # practice today, as on its chips
DOCUMENT = "#5c6066"  # what the documents say
ACCENT = "#96355a"  # the first of groups that mean neither a place nor a time
NAMES = {
    INK: "ink",
    LINE: "line",
    HAIR: "hair",
    HERE: "here",
    REGIONAL: "regional",
    DISTANT: "distant",
    TODAY: "new",
    DOCUMENT: "open",
    ACCENT: "accent",
}

# A figure of this width, in inches, fits a phone; words of this size are then 16 px high.
NARROW = 3.7
WIDE = 6.8  # fills the column of a larger page
PIXELS = 96  # in an inch of a page
REM = 16  # pixels of a page's word, as long as the reader asks for nothing else
NARROW_SIZE = 12
LINE_HEIGHT = 0.2  # inches from one line of such words to the next
POINTS = 72  # in an inch
SPACED = 1.05  # a browser sets letters a little wider than they are drawn

SETTINGS: Any = {
    "svg.fonttype": "none",  # words stay words: readable, searchable, in the page's type
    "svg.hashsalt": "course",  # the same drawing gives the same file
    "font.family": "sans-serif",
    "font.size": 13,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure, `width` by `height` inches, with the page's settings."""
    with matplotlib.rc_context(SETTINGS):
        return Figure(figsize=(width, height), layout="constrained")


def narrow_sheet(height: float) -> tuple[Figure, Axes]:
    """Return a figure that fits a phone, and axes without lines that fill the whole of it."""
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=(NARROW, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.axis("off")
        return figure, axes


def write(axes: Axes, place: tuple[float, float], words: str, **how: Any) -> None:
    """Write `words` at `place`, as large as a phone's reader needs them."""
    axes.text(*place, words, **{"va": "center", "fontsize": NARROW_SIZE, "color": INK, **how})


def width_of(words: str) -> float:
    """Return how wide `words` are, in inches, in a type as wide as any page's."""
    path = TextPath((0, 0), words, size=NARROW_SIZE, prop=FontProperties("DejaVu Sans"))
    return float(path.get_extents().width) * SPACED / POINTS


def broken(words: str, width: float) -> str:
    """Return `words` in lines of at most `width` inches; a longer word has a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def svg(figure: Figure) -> str:
    """Return `figure` as an SVG element whose colours follow the page."""
    file = io.StringIO()
    with matplotlib.rc_context(SETTINGS):
        figure.savefig(
            file,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    text = file.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    # It grows with the words of the page, and shrinks where there is no room.
    width = figure.get_figwidth() * PIXELS / REM
    # The drawing is hidden from screen readers: its caption and table say the same.
    start = f'<svg aria-hidden="true" focusable="false" style="width: {width:g}rem"'
    text = text.replace("<svg", start, 1)
    for value, name in NAMES.items():
        text = text.replace(value, f"var(--course-{name}, {value})")
    # A presentation attribute cannot hold var(); a style can.
    return re.sub(r'\b(fill|stroke)="(var\([^"]*\))"', r'style="\1: \2"', text)


def light(drawing: str) -> str:
    """Return `drawing`, made by `svg`, without decimals and names of type that nobody sees."""
    drawing = re.sub(r"font-family: [^;]*;", "font-family: inherit;", drawing)
    path = re.compile(r'\bd="[^"]*"')
    return path.sub(lambda found: re.sub(r"(\.\d)\d+", r"\1", found[0]), drawing)
