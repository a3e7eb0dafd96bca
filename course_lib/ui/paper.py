"""What goes on paper: blocks as one HTML file that stands alone, and as PDF."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from course_lib.language import _, code, direction
from course_lib.ui.blocks import Block
from course_lib.ui.page import write

STYLE = Path(__file__).parent / "static" / "paper.css"


class PaperError(Exception):
    """A PDF cannot be made on this computer; the message says what to do."""


@dataclass(frozen=True)
class Paper:
    """A file to print or to take along: its name, what it is, what it is about, how it is made."""

    name: str
    title: str
    about: str
    make: Callable[[], bytes]


def document(title: str, blocks: Iterable[Block], footer: str) -> str:
    """Return `blocks` under their `title` as an HTML page that loads nothing."""
    return page(title, write(blocks), footer)


def page(title: str, html: str, footer: str, look: str = "") -> str:
    """Return finished `html` under its `title` as a page that loads nothing.

    A page that looks "wide" is printed across.
    """
    return (
        f'<!DOCTYPE html><html lang="{escape(code())}" dir="{direction()}"><head>'
        f'<meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f'<body class="{escape(look)}">'
        f"<main><h1>{escape(title)}</h1>{html}</main>"
        f"<footer>{escape(footer)}</footer></body></html>"
    )


def pdf(html: str) -> bytes:
    """Return the page `html` as an accessible PDF (PDF/UA); raises PaperError.

    WeasyPrint is loaded only here: it needs a library (Pango) that not every computer has.
    """
    try:
        from weasyprint import HTML
    except OSError:
        raise PaperError(
            _(
                "A PDF cannot be made here, because the library Pango is missing. "
                "Keep the page as HTML and print it from the browser."
            )
        ) from None
    # Whatever a page names, nothing is fetched for it.
    made: bytes = HTML(string=html, url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _nothing(url: str) -> dict[str, object]:
    raise ValueError(f"nothing is loaded from {url}")
