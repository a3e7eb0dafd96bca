"""The question bank as GIFT, the plain text that Moodle and several other systems read."""

import re

from course_lib.content.course import Course
from course_lib.exports.forms import (
    Answer,
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

MOST = 99.99999
"""A share has two digits before its point, or Moodle reads it as part of the answer."""

SPECIAL = re.compile(r"([\\~=#{}:])")


def gift(course: Course) -> Exported:
    """Return every question that GIFT can write, in a category for each lesson."""
    lines: list[str] = []
    left_out: list[tuple[str, str]] = []
    for lesson in course.lessons.values():
        asked = [one for one in course.questions.values() if one.lesson == lesson.id]
        if asked:
            place = f"{_('Recurrent breast cancer')}/{lesson.id} {lesson.title}"
            lines += [f"$CATEGORY: $course$/{place}", ""]
        for question in asked:
            form = form_of(question)
            if form is None:
                left_out.append((question.id, no_map()))
            elif isinstance(form, Arranging):
                left_out.append((question.id, _("GIFT cannot ask for an order")))
            else:
                told = f"{told_of(form)} {source_line(question, course)}".strip()
                lines += [
                    f"// {question.objective}, {question.level}",
                    f"::{_plain(question.id)}:: {_plain(stem_of(question))} {{",
                    *_answers(form), f"####{_plain(told)}", "}", "",
                ]
    return Exported("\n".join(lines).encode(), tuple(left_out))


def _answers(form: Form) -> list[str]:
    match form:
        case Choosing() if form.several:
            return [
                f"~%{min(max(share, -MOST), MOST):.5f}%{_plain(one.text)}#{_plain(one.told)}"
                for one, share in zip(form.answers, form.shares, strict=True)
            ]
        case Choosing():
            return [f"{_sign(one)}{_plain(one.text)}#{_plain(one.told)}" for one in form.answers]
        case Joining():
            return [
                f"={_plain(part.text)} -> {_plain(part.belongs.text)}" for part in form.parts
            ]
        case Counting():
            mistakes = [
                f"=%0%{number}:{form.tolerance}#{_plain(told)}" for number, told in form.mistakes
            ]
            return [
                "#", f"={form.answer}:{form.tolerance}#{_plain(form.told)}", *mistakes,
                f"~#{_plain(form.otherwise)}",
            ]
        case Writing():
            return []
    raise TypeError(f"GIFT cannot hold {type(form).__name__}")


def _sign(answer: Answer) -> str:
    if answer.right:
        return "="
    return f"~%{answer.worth}%" if answer.worth else "~"


def _plain(words: str) -> str:
    """Return `words` with every sign escaped that GIFT would take for its own."""
    return SPECIAL.sub(r"\\\1", words.replace("->", "→"))
