"""Where a lesson is cut into screens: by teach mode, and by slides in JupyterLab.

A heading begins a screen; what its words lead to begins another one, unless they are few.
"""

import re
from collections.abc import Iterable, Iterator

MOST_WORDS = 60
"""So many words leave room for an activity below them."""

Cell = tuple[str, str, frozenset[str]]
"""The kind of a cell (markdown or code), what stands in it, and its tags."""

_LINK = re.compile(r"\]\([^)]*\)")
_HEADING = re.compile(r"^##? (.+)$", re.MULTILINE)
_LOADS = re.compile(r"(from|import) ")


def slide_types(cells: Iterable[Cell]) -> Iterator[str]:
    """Yield what each cell is among slides, in Jupyter's words; "-" goes on with the one before."""
    words = 0
    for kind, source, tags in cells:
        if "trainer-note" in tags:
            yield "notes"
        elif kind == "markdown":
            words = len(_LINK.sub("]", source).split())
            yield "slide" if _HEADING.match(source) else "-"
        elif _LOADS.match(source):
            yield "skip"
        else:
            yield "subslide" if words > MOST_WORDS else "-"
            words = 0


def parts(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the headings of a lesson, without what is for trainers alone."""
    return tuple(
        heading.strip()
        for kind, source, tags in cells
        if kind == "markdown" and "trainer-note" not in tags
        for heading in _HEADING.findall(source)
    )
