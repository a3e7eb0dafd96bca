"""The questions of a lesson as a QTI package for Canvas, made by text2qti.

The package knows no matching: each part of such a question is asked by itself.
"""

from collections.abc import Iterator

from text2qti.config import Config
from text2qti.export import md_escape
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.exports.forms import (
    Arranging,
    Choosing,
    Counting,
    Exported,
    Form,
    Joining,
    Writing,
    form_of,
    no_map,
    source_line,
    stem_of,
    told_of,
)
from course_lib.language import _

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def canvas_qti(course: Course, lesson: Lesson) -> Exported:
    """Return the QTI package (zip) of the questions of `lesson` that text2qti can write."""
    lines = [
        f"Quiz title: {lesson.title}",
        f"Quiz description: {md_escape(_('Teaching, not medical advice.'))} "
        f"{md_escape(course.sign_off_line())}",
        "",
    ]
    left_out: list[tuple[str, str]] = []
    number = 0
    for question in course.questions.values():
        if question.lesson != lesson.id:
            continue
        form = form_of(question)
        if form is None:
            left_out.append((question.id, no_map()))
        elif isinstance(form, Arranging):
            left_out.append((question.id, _("the package cannot ask for an order")))
        else:
            for name, stem, asked in _one_by_one(question.id, stem_of(question), form):
                number += 1
                told = f"{_told(asked)} {source_line(question, course)}".strip()
                lines += [
                    f"Title: {name}", f"{number}. {md_escape(stem)}", f"... {md_escape(told)}",
                    *_answers(asked), "",
                ]
    return Exported(QTI(Quiz("\n".join(lines), config=Config())).zip_bytes(), tuple(left_out))


def _one_by_one(name: str, stem: str, form: Form) -> Iterator[tuple[str, str, Form]]:
    if isinstance(form, Joining):
        for number, part in enumerate(form.parts, start=1):
            yield f"{name} {number}", f"{stem} – {part.text}", Choosing(part.answers, False)
    else:
        yield name, stem, form


def _told(form: Form) -> str:
    if isinstance(form, Counting):
        mistakes = (f"{number}: {told}" for number, told in form.mistakes)
        return " ".join((form.told, *mistakes))
    return told_of(form)


def _answers(form: Form) -> list[str]:
    match form:
        case Choosing():
            lines = []
            # Where any of several comes first, Canvas asks for all of them.
            several = form.several or sum(one.right for one in form.answers) > 1
            for letter, one in zip(LETTERS, form.answers, strict=False):
                if several:
                    sign = "[*]" if one.right else "[ ]"
                else:
                    sign = f"*{letter})" if one.right else f"{letter})"
                lines += [f"{sign} {md_escape(one.text)}", f"... {md_escape(one.told)}"]
            return lines
        case Counting():
            return [f"= {form.answer} +- {form.tolerance}"]
        case Writing():
            return ["____"]
    raise TypeError(f"the package cannot hold {type(form).__name__}")
