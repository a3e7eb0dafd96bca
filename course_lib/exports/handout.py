"""What a class takes home on paper: the lesson, a worksheet, and its answers apart."""

import re
from collections.abc import Iterator

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.questions import MarkOnMap, Question
from course_lib.exports.forms import (
    Arranging,
    Choosing,
    Counting,
    Form,
    Joining,
    Writing,
    form_of,
    source_line,
    stem_of,
)
from course_lib.exports.sections import parts_of
from course_lib.language import _
from course_lib.ui.blocks import Block, Bullets, Callout, Heading, Paragraph
from course_lib.ui.page import write
from course_lib.ui.paper import document, page

LINE = "_" * 56
THEMED = re.compile(r"var\(--course-[\w-]+, (#\w+)\)")


def handout(course: Course, lesson: Lesson) -> str:
    """Return the lesson as a page to print: everything of it that does not react."""
    first, *others = parts_of(lesson)
    html = first.html + "".join(
        f"<h2>{write([Paragraph(part.title)]).removeprefix('<p>').removesuffix('</p>')}</h2>"
        f"{part.html}" for part in others
    )
    # Paper has one look: the colours of the page's themes become those they fall back to.
    html = THEMED.sub(r"\1", html)
    return page(lesson.title, html, _footer(course))


def worksheet(course: Course, lesson: Lesson) -> str:
    """Return the questions of the lesson, without an answer and with room to write."""
    blocks: list[Block] = [
        Paragraph(_("Name it in your own words first; then choose. Nobody is graded.")),
    ]
    for number, question in enumerate(_asked(course, lesson), start=1):
        blocks += [Heading(f"{number}. {stem_of(question)}"), *_open(question)]
    title = _("Worksheet: {lesson}").format(lesson=lesson.title)
    return document(title, blocks, _footer(course))


def answer_sheet(course: Course, lesson: Lesson) -> str:
    """Return the answers with their reasons, the misconceptions behind wrong ones, the sources."""
    blocks: list[Block] = [
        Callout("notice", _("For whoever teaches"),
                (Paragraph(_("Let the class speak before you show it.")),)),
    ]
    for number, question in enumerate(_asked(course, lesson), start=1):
        blocks += [Heading(f"{number}. {stem_of(question)}"), *_answered(question)]
        if question.dangerous:
            blocks.append(Paragraph(_("A wrong answer could hurt at the bedside."), strong=True))
        blocks.append(Paragraph(source_line(question, course), quiet=True))
    title = _("Answers: {lesson}").format(lesson=lesson.title)
    return document(title, blocks, _footer(course))


def _asked(course: Course, lesson: Lesson) -> Iterator[Question]:
    return (
        one for one in course.questions.values()
        if (one.lesson, one.asked_in) == (lesson.id, "lesson")
    )


def _open(question: Question) -> list[Block]:
    form = form_of(question)
    match form:
        case Choosing():
            hint = _("Mark all that fit.") if form.several else _("Mark one.")
            return [Paragraph(hint, quiet=True), _boxes(one.text for one in form.answers)]
        case Joining():
            # Sorted, so that nothing stands beside what it belongs to.
            belongs = sorted({one for _text, one, _why in form.pairs})
            return [
                Paragraph(_("Write beside each which of these it belongs to: {them}.").format(
                    them="; ".join(belongs))),
                Bullets(tuple(Paragraph(f"{text} {LINE[:24]}") for text, *_rest in form.pairs)),
            ]
        case Arranging():
            return [
                Paragraph(_("Number the steps in the order in which they come.")),
                _boxes(sorted(form.steps)),
            ]
        case Counting():
            return [Paragraph(LINE[:20])]
        case Writing():
            return [Paragraph(LINE), Paragraph(LINE), Paragraph(LINE)]
    return [Paragraph(_("Mark it on the body map of the lesson, or name the place and its side:")),
            Paragraph(LINE)]


def _boxes(texts: Iterator[str] | list[str]) -> Bullets:
    return Bullets(tuple(Paragraph(f"☐ {text}") for text in texts))


def _answered(question: Question) -> list[Block]:
    if isinstance(question, MarkOnMap):
        return [Bullets(tuple(
            Paragraph(f"{'✓' if spot.right else '✗'} {spot.id.strip(':')} – {spot.feedback}")
            for spot in question.spots
        ))]
    lines = tuple(Paragraph(line) for line in _lines(form_of(question)))
    blocks: list[Block] = [Bullets(lines)]
    wrong = [
        one.misconception for one in getattr(question, "options", ()) if one.misconception
    ]
    if wrong:
        words = _("Behind the wrong answers: {them}").format(them=" · ".join(wrong))
        blocks.append(Paragraph(words, quiet=True))
    return blocks


def _lines(form: Form | None) -> Iterator[str]:
    match form:
        case Choosing():
            for one in form.answers:
                yield f"{'✓' if one.right else '✗'} {one.text} – {one.told}"
        case Joining():
            yield from (f"{text} → {belongs}. {why}" for text, belongs, why in form.pairs)
        case Arranging():
            yield from (f"{place}. {step}" for place, step in enumerate(form.steps, start=1))
            yield form.told
        case Counting():
            about = _("{answer}, give or take {tolerance}")
            yield about.format(answer=form.answer, tolerance=form.tolerance)
            yield form.told
            yield from (f"✗ {number} – {told}" for number, told in form.mistakes)
        case Writing():
            yield from (_("It must say: {point}").format(point=one) for one in form.points)
            yield _("A model: {answer}").format(answer=form.model)


def _footer(course: Course) -> str:
    return _("Teaching, not medical advice. {sign_off}").format(sign_off=course.sign_off_line())
