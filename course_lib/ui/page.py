"""Write blocks as HTML for the parts of a lesson that do not react; every word is escaped."""

from collections.abc import Iterable
from html import escape

from course_lib.ui.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Chip,
    Details,
    Heading,
    Paragraph,
    Progress,
    Steps,
    Table,
)

# Next to the lessons, so that the link works in Voilà and in JupyterLab.
SOURCES_PAGE = "sources.ipynb"


def write(blocks: Iterable[Block]) -> str:
    """Return the HTML of `blocks`; raises TypeError for a block that needs a live panel."""
    return "\n".join(_write(block) for block in blocks)


def _write(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            quiet = ' class="course-quiet"' if block.quiet else ""
            return f"<p{quiet}>{_sentence(block)}</p>"
        case Bullets():
            items = "".join(f"<li>{_sentence(item)}</li>" for item in block.items)
            label = f' aria-label="{escape(block.label)}"' if block.label else ""
            return f"<ul{label}>{items}</ul>"
        case Callout():
            return (
                f'<div class="course-callout {block.look}">'
                f"<p><strong>{escape(block.title)}</strong></p>{write(block.blocks)}</div>"
            )
        case Details():
            return (
                f"<details><summary>{escape(block.summary)}</summary>"
                f"{write(block.blocks)}</details>"
            )
        case Card():
            title = f"<h3>{escape(block.title)}</h3>"
            return f'<div class="course-card">{title}{write(block.blocks)}</div>'
        case Steps():
            return _steps(block)
        case Table():
            return _table(block)
        case Progress():
            return f"<p>{escape(block.text)}</p>"
        case _:
            raise TypeError(f"{type(block).__name__} needs a live panel")


def _sentence(paragraph: Paragraph) -> str:
    text = escape(paragraph.text)
    words = f"<strong>{text}</strong>" if paragraph.strong else text
    return " ".join([words, *(_chip(chip) for chip in paragraph.chips)])


def _chip(chip: Chip) -> str:
    title = f'title="{escape(chip.says)}"'
    return claim_link(chip.claim, chip.text, chip.elsewhere, f"course-chip {chip.layer}", title)


def claim_link(claim: str, text: str, elsewhere: str, look: str = "", more: str = "") -> str:
    """Return a link to `claim`; `elsewhere` announces the new tab in which another page opens."""
    start, hint = f'href="#claim-{escape(claim)}"', ""
    if elsewhere:
        start = f'href="{SOURCES_PAGE}#claim-{escape(claim)}" target="_blank" rel="noopener"'
        hint = f'<span class="course-visually-hidden"> {escape(elsewhere)}</span>'
    attributes = " ".join(part for part in (look and f'class="{look}"', start, more) if part)
    return f"<a {attributes}>{escape(text)}{hint}</a>"


def _steps(way: Steps) -> str:
    done = f'<span class="course-visually-hidden"> {escape(way.done)}</span>'
    items = "".join(
        f'<li class="is-done"><span>{escape(step)}</span>{done}</li>'
        if place < way.at
        else f'<li aria-current="step"><span>{escape(step)}</span></li>'
        if place == way.at
        else f"<li><span>{escape(step)}</span></li>"
        for place, step in enumerate(way.steps)
    )
    return f'<ol class="course-steps" aria-label="{escape(way.label)}">{items}</ol>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    caption = escape(table.caption)
    whole = (
        f'<table class="course-table"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    if not table.wide:
        return whole
    box = f'<div class="course-scroll" role="region" tabindex="0" aria-label="{caption}">'
    return f"{box}{whole}</div>"
