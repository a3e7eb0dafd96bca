"""A lesson as slides in one HTML file, for a room without Python and without a network."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.exports.asked import answered, asked_in, left_open
from course_lib.exports.forms import sources_of, stem_of
from course_lib.exports.sections import Part, parts_of
from course_lib.language import _, code, direction
from course_lib.ui.blocks import Paragraph
from course_lib.ui.page import write

HERE = Path(__file__).parent / "static"


def slides(course: Course, lesson: Lesson) -> str:
    """Return one slide for each part of the lesson; nothing is loaded, arrow keys lead through."""
    parts = [
        slide for part in parts_of(lesson)
        for slide in (part, *(_questions(course, lesson) if part.asks else ()))
    ]
    shown = "".join(_slide(number, part) for number, part in enumerate(parts, start=1))
    words = {
        "back": _("Back"), "next": _("Next"), "of": _("Slide {n} of {all}"),
        "keys": _("Arrow keys, Page Up and Page Down lead through, and open an answer first; Home "
                  "goes to the beginning."),
    }
    back, forth = (f'<button id="{id_}">{escape(words[id_])}</button>' for id_ in ("back", "next"))
    footer = _("Teaching, not medical advice. {sign_off}").format(sign_off=course.sign_off_line())
    style = (HERE / "slides.css").read_text(encoding="utf-8")
    script = (HERE / "slides.js").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html><html lang="{escape(code())}" dir="{direction()}"><head>'
        f'<meta charset="utf-8"><title>{escape(lesson.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head>"
        f'<body data-of="{escape(words["of"])}"><main>{shown}</main>'
        f'<nav aria-label="{escape(_("Slides"))}">{back}'
        f'<span id="place" role="status"></span>{forth}</nav>'
        f'<footer>{escape(footer)} <span class="keys">{escape(words["keys"])}</span></footer>'
        f"<script>{script}</script></body></html>"
    )


def _questions(course: Course, lesson: Lesson) -> Iterator[Part]:
    for number, question in enumerate(asked_in(course, lesson), start=1):
        answer = [*answered(question, course), Paragraph(sources_of(question, course))]
        html = (
            f"{write([Paragraph(stem_of(question), strong=True), *left_open(question)])}"
            f'<details class="answer"><summary>{escape(_("Answer"))}</summary>{write(answer)}'
            "</details>"
        )
        yield Part(_("Question {n}").format(n=number), html, "core")


def _slide(number: int, part: Part) -> str:
    level = 1 if number == 1 else 2
    title = escape(part.title)
    return (
        f'<section class="{part.path}" tabindex="-1" aria-labelledby="slide-{number}">'
        f'<h{level} id="slide-{number}">{title}</h{level}>{part.html}</section>'
    )
