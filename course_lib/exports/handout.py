"""What a class takes home on paper: the lesson, a worksheet, and its answers apart."""

import re
from html import escape

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.exports.asked import answered, asked_in, left_open
from course_lib.exports.forms import sources_of, stem_of
from course_lib.exports.sections import parts_of
from course_lib.language import _
from course_lib.ui.blocks import Block, Callout, Heading, Paragraph
from course_lib.ui.page import write
from course_lib.ui.paper import page

THEMED = re.compile(r"var\(--course-[\w-]+, (#\w+)\)")


def handout(course: Course, lesson: Lesson) -> str:
    """Return the lesson as a page to print: everything of it that does not react."""
    first, *others = parts_of(lesson)
    html = first.html + "".join(
        f"<h2>{escape(part.title)}</h2>{part.html}" for part in others
    )
    # Paper has one look: the colours of the page's themes become those they fall back to.
    html = THEMED.sub(r"\1", html)
    return page(lesson.title, html, _footer(course))


def worksheet(course: Course, lesson: Lesson) -> str:
    """Return the questions of the lesson, without an answer and with room to write."""
    words = _("Name it in your own words first; then choose. Nobody is graded.")
    html = write([Paragraph(words)]) + "".join(
        _together([Heading(f"{number}. {stem_of(question)}"), *left_open(question)])
        for number, question in enumerate(asked_in(course, lesson), start=1)
    )
    title = _("Worksheet: {lesson}").format(lesson=lesson.title)
    return page(title, html, _footer(course))


def answer_sheet(course: Course, lesson: Lesson) -> str:
    """Return the answers with their reasons, the misconceptions behind wrong ones, the sources."""
    words = Paragraph(_("Let the class speak before you show it."))
    html = write([Callout("notice", _("For whoever teaches"), (words,))]) + "".join(
        _together([
            Heading(f"{number}. {stem_of(question)}"), *answered(question, course),
            Paragraph(sources_of(question, course)),
        ])
        for number, question in enumerate(asked_in(course, lesson), start=1)
    )
    title = _("Answers: {lesson}").format(lesson=lesson.title)
    return page(title, html, _footer(course))


def _together(blocks: list[Block]) -> str:
    """Return `blocks` as what is not parted at the end of a page."""
    return f'<div class="course-together">{write(blocks)}</div>'


def _footer(course: Course) -> str:
    return _("Teaching, not medical advice. {sign_off}").format(sign_off=course.sign_off_line())
