"""Draw figures as SVG that takes its colours and its type from the page."""

import io
import re
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Colours by the page's own names, with the value for places that have no style sheet.
INK = "#22313a"
LINE = "#c9d2d3"
HAIR = "#e6eaea"
HERE = "#2f7d6b"
REGIONAL = "#b7791f"
DISTANT = "#8a3b63"
TODAY = "#00755a"  # practice today, as on its chips
DOCUMENT = "#5c6066"  # what the documents say
NAMES = {
    INK: "ink",
    LINE: "line",
    HAIR: "hair",
    HERE: "here",
    REGIONAL: "regional",
    DISTANT: "distant",
    TODAY: "new",
    DOCUMENT: "open",
}

# A figure of this width, in inches, fits a phone; words of this size are then 14 px high.
NARROW = 3.7
PIXELS = 96  # in an inch of a page
REM = 16  # pixels of a page's word, as long as the reader asks for nothing else
NARROW_SIZE = 10.5

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
