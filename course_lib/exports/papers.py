"""Every file that a trainer can print or take along, each made when it is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.exports.alignment import alignment_csv, alignment_page
from course_lib.exports.canvas import canvas_qti
from course_lib.exports.forms import Exported
from course_lib.exports.gift import gift
from course_lib.exports.handout import answer_sheet, handout, worksheet
from course_lib.exports.moodle import moodle_xml
from course_lib.exports.slides import slides
from course_lib.language import _
from course_lib.ui.paper import Paper, pdf


def papers(course: Course) -> tuple[Paper, ...]:
    """Return all of them: those of each ready lesson first, then those of the whole course."""
    ready = [one for one in course.lessons.values() if one.status == "ready" and not one.check]
    return (*(paper for lesson in ready for paper in _of_lesson(course, lesson)), *_of_all(course))


def left_out(course: Course) -> tuple[str, ...]:
    """Return what each format cannot hold, and why, in one sentence for each reason."""
    asked = {question.lesson for question in course.questions.values()}
    formats = {
        "Moodle XML": moodle_xml(course).left_out,
        "GIFT": gift(course).left_out,
        "Canvas": tuple(
            one for id_ in sorted(asked)
            for one in canvas_qti(course, course.lessons[id_]).left_out
        ),
    }
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, questions in formats.items():
        for id_, why in questions:
            found[name, why].append(id_)
    return tuple(
        _("{format} leaves out {questions}: {why}.").format(
            format=name, questions=", ".join(ids), why=why
        )
        for (name, why), ids in found.items()
    )


def _of_lesson(course: Course, lesson: Lesson) -> Iterator[Paper]:
    about = f"{lesson.id} {lesson.title}"
    for name, title, made in (
        ("handout", _("Handout"), handout),
        ("worksheet", _("Worksheet"), worksheet),
        ("answers", _("Answers"), answer_sheet),
    ):
        page = partial(made, course, lesson)
        yield Paper(f"{lesson.id}-{name}.html", title, about, partial(_plain, page))
        yield Paper(f"{lesson.id}-{name}.pdf", title, about, partial(_printed, page))
    shown = partial(slides, course, lesson)
    title = _("Slides for a room without a network")
    yield Paper(f"{lesson.id}-slides.html", title, about, partial(_plain, shown))


def _bank(course: Course) -> Iterator[Paper]:
    about = _("The whole course")
    for name, title, made in (
        ("questions.moodle.xml", _("Questions for Moodle (XML)"), moodle_xml),
        ("questions.gift.txt", _("Questions as GIFT"), gift),
    ):
        yield Paper(name, title, about, partial(_exported, partial(made, course)))
    asked = {question.lesson for question in course.questions.values()}
    for id_ in sorted(asked):
        title = _("Questions of lesson {id} for Canvas (QTI)").format(id=id_)
        made_one = partial(canvas_qti, course, course.lessons[id_])
        yield Paper(
            f"{id_}-questions.canvas.zip", title, about, partial(_exported, made_one)
        )


def _of_all(course: Course) -> Iterator[Paper]:
    about, title = _("The whole course"), _("Objectives, activities, questions and claims")
    page = partial(alignment_page, course)
    yield Paper("alignment.html", title, about, partial(_plain, page))
    yield Paper("alignment.pdf", title, about, partial(_printed, page))
    yield Paper("alignment.csv", title, about, partial(_plain, partial(alignment_csv, course)))
    yield from _bank(course)


def _plain(made: Callable[[], str]) -> bytes:
    return made().encode()


def _printed(made: Callable[[], str]) -> bytes:
    return pdf(made())


def _exported(made: Callable[[], Exported]) -> bytes:
    return made().content
