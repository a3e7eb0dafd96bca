"""What a trainer prints: whole, without answers where there should be none, and standing alone."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from course_lib.cli import app
from course_lib.content.course import Course
from course_lib.content.questions import MarkOnMap, Matching, SingleChoice
from course_lib.exports.alignment import alignment_csv, alignment_page
from course_lib.exports.handout import answer_sheet, handout, worksheet
from course_lib.exports.papers import papers
from course_lib.exports.slides import slides


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def begins(words: str) -> str:
    """The first words of a sentence, as they stand on a page of plain text."""
    return " ".join(words.split())[:30]


@pytest.mark.parametrize("number", ["01", "02"])
def test_a_handout_holds_the_lesson_and_where_it_comes_from(course: Course, number: str) -> None:
    lesson = course.lessons[number]
    html = handout(course, lesson)
    words = plain(html)
    for objective in lesson.objectives:
        assert objective.text in words
    for point in lesson.key_points:
        assert begins(point.text) in words
    assert "Where this comes from" in words
    assert course.sign_off_line() in words
    assert "Let the class" not in words, "a trainer's note"
    assert "var(--" not in html


def test_paper_loads_nothing(course: Course) -> None:
    lesson = course.lessons["02"]
    pages = (handout(course, lesson), worksheet(course, lesson), slides(course, lesson))
    for page in (*pages, answer_sheet(course, lesson), alignment_page(course)):
        assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
        assert "@import" not in page
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_a_worksheet_tells_no_answer_and_the_answer_sheet_tells_all(course: Course) -> None:
    for number in ("02", "04", "08"):
        lesson = course.lessons[number]
        asked, answered = plain(worksheet(course, lesson)), plain(answer_sheet(course, lesson))
        questions = [
            one for one in course.questions.values()
            if (one.lesson, one.asked_in) == (number, "lesson")
        ]
        for question in questions:
            if isinstance(question, SingleChoice):
                for option in question.options:
                    assert begins(option.text) in asked
                    assert begins(option.feedback) not in asked
                    assert begins(option.feedback) in answered
                    assert begins(option.misconception or "") in answered
            if isinstance(question, MarkOnMap):
                assert "Mark it on the body map" in asked
                assert course.sites[question.spots[0].place].name in answered
                assert begins(question.elsewhere.misconception) in answered
            if isinstance(question, Matching):
                assert all(begins(pair.misconception) in answered for pair in question.pairs)
        assert "✓" not in asked


def test_slides_follow_the_parts_of_the_lesson_and_say_what_is_done_elsewhere(
    course: Course,
) -> None:
    html = slides(course, course.lessons["02"])
    asked = [
        one for one in course.questions.values() if (one.lesson, one.asked_in) == ("02", "lesson")
    ]
    assert html.count("<section") >= 8 + len(asked)
    assert html.count('<details class="answer">') == len(asked), "closed until the class has spoken"
    assert "This is done in the course itself" in html
    assert "<svg" in html
    assert "The same numbers as a table" in html


def test_the_alignment_table_has_a_row_for_each_objective(course: Course) -> None:
    rows = list(csv.DictReader(io.StringIO(alignment_csv(course))))
    objectives = [(one.id, o.id) for one in course.lessons.values() for o in one.objectives]
    assert [(row["lesson"], row["objective"]) for row in rows] == objectives
    page = plain(alignment_page(course))
    for row in rows:
        assert row["questions"].split("; ")[0] in page
        assert row["claims"].split("; ")[0] in page


def test_a_sheet_can_be_printed(course: Course) -> None:
    made = {paper.name: paper.make for paper in papers(course)}
    assert made["02-worksheet.pdf"]().startswith(b"%PDF")


def test_the_names_of_files_differ(course: Course) -> None:
    names = [paper.name for paper in papers(course)]
    assert len(set(names)) == len(names) > 50


def test_the_command_writes_what_was_asked_for_and_says_what_there_is(tmp_path: Path) -> None:
    command = CliRunner().invoke
    done = command(app, ["export", "alignment.[ch]*", "--to", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "alignment.csv").read_text().startswith("lesson,")
    assert "2 of 2" in done.output
    wrong = command(app, ["export", "nonsense", "--to", str(tmp_path)])
    assert (wrong.exit_code, "alignment.csv" in wrong.output) == (1, True)
    (tmp_path / "file").write_text("")
    closed = command(app, ["export", "alignment.csv", "--to", str(tmp_path / "file")])
    assert (closed.exit_code, "Name another folder" in closed.output) == (1, True)
    bank = command(app, ["export", "questions.gift.txt", "--to", str(tmp_path / "out")])
    assert "What a format cannot hold" in bank.output
