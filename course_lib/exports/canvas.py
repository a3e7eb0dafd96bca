"""The questions of a lesson as a QTI package for Canvas, made by text2qti."""

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
        elif isinstance(form, Joining | Arranging):
            left_out.append((question.id, _("the package knows no matching and no order")))
        else:
            number += 1
            lines += [
                f"Title: {question.id}",
                f"{number}. {md_escape(stem_of(question))}",
                f"... {md_escape(_told(form))}{md_escape(source_line(question, course))}",
                *_answers(form), "",
            ]
    return Exported(QTI(Quiz("\n".join(lines), config=Config())).zip_bytes(), tuple(left_out))


def _told(form: Form) -> str:
    match form:
        case Counting():
            return f"{form.told} "
        case Writing():
            points = " ".join(f"– {point}" for point in form.points)
            words = _("It must say: {points} Model answer: {model}")
            return words.format(points=points, model=form.model) + " "
    return ""


def _answers(form: Form) -> list[str]:
    match form:
        case Choosing():
            lines = []
            for letter, one in zip(LETTERS, form.answers, strict=False):
                if form.several:
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
