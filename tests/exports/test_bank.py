"""The question bank leaves the course whole: each format is read back, question by question."""

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from course_lib.content.course import Course
from course_lib.content.questions import (
    AskFirst,
    Matching,
    NumberQuestion,
    Ordering,
    SeveralChoice,
    ShortAnswer,
    SingleChoice,
    Sorting,
)
from course_lib.exports.canvas import canvas_qti
from course_lib.exports.forms import Exported
from course_lib.exports.gift import gift
from course_lib.exports.moodle import moodle_xml
from course_lib.exports.papers import left_out

# What a Moodle of today takes as a share of the points, from its own list of grade options.
SHARES = {
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
    12.5, 11.11111, 10, 5, 0,
}  # fmt: skip
# So Moodle reads a share of the points in GIFT: two digits before the point, never three.
WEIGHT = r"%(-?[0-9]{1,2}\.?[0-9]*)%"
ESCAPED = re.compile(r"\\(.)")
BLOCK = re.compile(r"^::(.+?)(?<!\\):: (.*?)(?<!\\)\{\n(.*?)^\}$", re.MULTILINE | re.DOTALL)


def moodle(course: Course) -> dict[str, ET.Element]:
    root = ET.fromstring(moodle_xml(course).content)
    return {
        element.findtext("name/text", ""): element
        for element in root.iter("question") if element.get("type") != "category"
    }


def told(element: ET.Element, tag: str) -> dict[str, str]:
    return {
        one.findtext("text", ""): one.findtext("feedback/text", "") for one in element.iter(tag)
    }


@pytest.mark.parametrize("export", [moodle_xml, gift])
def test_every_question_is_there_or_is_named_with_the_reason(
    course: Course, export: Callable[[Course], Exported]
) -> None:
    exported = export(course)
    named = dict(exported.left_out)
    text = exported.content.decode()
    for id_, question in course.questions.items():
        assert (id_ in named) != (f">{id_}<" in text or f"::{id_}::" in text), id_
        if id_ in named:
            assert question.kind in {"mark", "order"}
            assert named[id_]


def test_a_moodle_question_says_what_ours_says(course: Course) -> None:
    found = moodle(course)
    for question in course.questions.values():
        element = found.get(question.id)
        if element is None:
            continue
        assert question.stem in element.findtext("questiontext/text", "")
        assert "Teaching, not medical advice" in element.findtext("generalfeedback/text", "")
        match question:
            case SingleChoice() | SeveralChoice() | AskFirst():
                assert element.get("type") == "multichoice"
                expected = {one.text: one.feedback for one in question.options}
                assert told(element, "answer") == expected
            case Sorting() | Matching():
                assert element.get("type") == "matching"
                size = len(question.items if isinstance(question, Sorting) else question.pairs)
                assert len(element.findall("subquestion")) == size
            case Ordering():
                steps = [one.findtext("text") for one in element.findall("answer")]
                assert steps == [step.text for step in question.items]
            case NumberQuestion():
                right = element.find("answer")
                assert right is not None
                assert Decimal(right.findtext("text", "")) == question.answer
                assert Decimal(right.findtext("tolerance", "")) == question.tolerance
                assert told(element, "answer") == {
                    f"{question.answer}": question.feedback,
                    **{f"{one.answer}": one.feedback for one in question.mistakes},
                    "*": question.otherwise.feedback,
                }
            case ShortAnswer():
                assert element.get("type") == "essay"
                assert question.model in element.findtext("graderinfo/text", "")


def test_the_shares_of_points_are_some_that_moodle_takes_and_right_ones_add_up(
    course: Course,
) -> None:
    for id_, element in moodle(course).items():
        if element.get("type") != "multichoice":
            continue
        shares = [float(one.get("fraction", "")) for one in element.findall("answer")]
        assert all(any(abs(abs(share) - known) < 1e-4 for known in SHARES) for share in shares), id_
        question = course.questions[id_]
        assert isinstance(question, SingleChoice | SeveralChoice | AskFirst)
        assert element.findtext("single") == str(not isinstance(question, SeveralChoice)).lower()
        if isinstance(question, AskFirst):
            worth = {"first": 100, "later": 50, "no": 0}
            assert shares == [worth[one.worth] for one in question.options]
            continue
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=1e-3), id_
        assert [share > 0 for share in shares] == [one.right for one in question.options]


def read_gift(text: str) -> dict[str, tuple[str, list[str]]]:
    """Return the stem and the lines of every question of a GIFT file."""
    return {
        ESCAPED.sub(r"\1", name): (ESCAPED.sub(r"\1", stem).strip(), body.splitlines())
        for name, stem, body in BLOCK.findall(text)
    }


def test_gift_is_read_back_as_it_was_written(course: Course) -> None:
    exported = gift(course)
    found = read_gift(exported.content.decode())
    assert len(found) + len(exported.left_out) == len(course.questions)
    for id_, (stem, lines) in found.items():
        question = course.questions[id_]
        assert stem.startswith(question.stem.replace("->", "→"))
        if isinstance(question, SingleChoice | SeveralChoice | AskFirst):
            answers = [line for line in lines if not line.startswith("####")]
            assert len(answers) == len(question.options)
            for line, option in zip(answers, question.options, strict=True):
                text, why = re.split(r"(?<!\\)#", line, maxsplit=1)
                text = re.sub(rf"^~{WEIGHT}|^[~=]", "", text)
                assert ESCAPED.sub(r"\1", text) == option.text.replace("->", "→")
                assert ESCAPED.sub(r"\1", why) == option.feedback.replace("->", "→")
                weight = re.match(rf"~{WEIGHT}", line)
                share = float(weight[1]) if weight else 100 * line.startswith("=")
                if hasattr(option, "worth"):
                    assert share == {"first": 100, "later": 50, "no": 0}[option.worth]
                else:
                    assert (share > 0) == option.right
        if isinstance(question, ShortAnswer):
            assert question.model in ESCAPED.sub(r"\1", " ".join(lines))
        if isinstance(question, NumberQuestion):
            assert lines[1].startswith(f"={question.answer}:{question.tolerance}#")
            assert ESCAPED.sub(r"\1", " ".join(lines)).count("#") >= 3 + len(question.mistakes)


def test_a_canvas_package_holds_its_questions(course: Course) -> None:
    lesson = course.lessons["02"]
    exported = canvas_qti(course, lesson)
    with zipfile.ZipFile(io.BytesIO(exported.content)) as package:
        names = package.namelist()
        assert "imsmanifest.xml" in names
        for name in names:
            if name.endswith(".xml"):
                ET.fromstring(package.read(name))
        [questions] = [n for n in names if n.endswith(".xml") and "assessment_" in n.split("/")[-1]
                       and not n.endswith("meta.xml")]
        text = package.read(questions).decode()
    asked = [one for one in course.questions.values() if one.lesson == "02"]
    named = dict(exported.left_out)
    parts = sum(
        len(question.items) if isinstance(question, Sorting)
        else len(question.pairs) if isinstance(question, Matching)
        else question.id not in named
        for question in asked
    )
    assert text.count("<item ") == parts
    for question in asked:
        if isinstance(question, SingleChoice):
            for option in question.options:
                assert option.feedback.split("’")[0][:40] in text


def test_what_is_left_out_is_said_once_for_each_reason(course: Course) -> None:
    lines = left_out(course)
    assert len(lines) <= 5
    assert any("body map" in line for line in lines)
