"""The question bank as Moodle XML, for its question bank's own import."""

from xml.etree import ElementTree as ET

from course_lib.content.course import Course
from course_lib.content.questions import Question
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

TYPES: dict[type, str] = {
    Choosing: "multichoice", Joining: "matching", Arranging: "ordering", Counting: "numerical",
    Writing: "essay",
}


def moodle_xml(course: Course) -> Exported:
    """Return every question that Moodle can ask, in a category for each lesson."""
    quiz = ET.Element("quiz")
    left_out: list[tuple[str, str]] = []
    for lesson in course.lessons.values():
        asked = [one for one in course.questions.values() if one.lesson == lesson.id]
        if asked:
            head = ET.SubElement(quiz, "question", type="category")
            place = f"$course$/{_('Recurrent breast cancer')}/{lesson.id} {lesson.title}"
            _text(head, "category", place)
        for question in asked:
            form = form_of(question)
            if form is None:
                left_out.append((question.id, no_map()))
            else:
                _question(quiz, question, form, course)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(content, tuple(left_out))


def _question(quiz: ET.Element, question: Question, form: Form, course: Course) -> None:
    element = ET.SubElement(quiz, "question", type=TYPES[type(form)])
    _text(element, "name", question.id)
    _text(element, "questiontext", stem_of(question), format="plain_text")
    told = f"{told_of(form)} {source_line(question, course)}".strip()
    _text(element, "generalfeedback", told, format="plain_text")
    _plain(element, "defaultgrade", "1")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", question.id)
    _answers(element, form)
    tags = ET.SubElement(element, "tags")
    danger = ("dangerous",) if question.dangerous else ()
    for name in (question.objective, question.level, *danger):
        _text(tags, "tag", name)


def _answers(element: ET.Element, form: Form) -> None:
    match form:
        case Choosing():
            _plain(element, "single", "false" if form.several else "true")
            _plain(element, "shuffleanswers", "true")
            for one, share in zip(form.answers, form.shares, strict=True):
                _answer(element, one.text, share, one.told)
        case Joining():
            _plain(element, "shuffleanswers", "true")
            for part in form.parts:
                pair = _text(element, "subquestion", part.text, format="plain_text")
                _text(pair, "answer", part.belongs.text)
        case Arranging():
            _plain(element, "layouttype", "VERTICAL")
            _plain(element, "selecttype", "ALL")
            _plain(element, "gradingtype", "RELATIVE_TO_CORRECT")
            for place, step in enumerate(form.steps, start=1):
                _answer(element, step, place)
        case Counting():
            right_one = _answer(element, f"{form.answer}", 100, form.told)
            _plain(right_one, "tolerance", f"{form.tolerance}")
            for number, told in form.mistakes:
                wrong_one = _answer(element, f"{number}", 0, told)
                _plain(wrong_one, "tolerance", f"{form.tolerance}")
            _plain(_answer(element, "*", 0, form.otherwise), "tolerance", "0")
        case Writing():
            _plain(element, "responseformat", "plain")
            _text(element, "graderinfo", told_of(form), format="plain_text")


def _answer(element: ET.Element, text: str, share: float, told: str = "") -> ET.Element:
    answer = _text(
        element, "answer", text, fraction=f"{share:.5f}".rstrip("0").rstrip("."),
        format="plain_text",
    )
    if told:
        _text(answer, "feedback", told, format="plain_text")
    return answer


def _text(parent: ET.Element, name: str, words: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    _plain(element, "text", words)
    return element


def _plain(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = words
