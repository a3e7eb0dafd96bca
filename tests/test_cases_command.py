"""A trainer prints a set of cases: questions in one file, answers in another."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from course_lib.activities.printed_cases import answers_page, drawn, questions_page
from course_lib.cli import app
from course_lib.content.course import Course
from course_lib.ui import paper

PLACES = ("questions.html", "questions.pdf", "answers.html", "answers.pdf")


def course_cases(*words: str) -> Result:
    return CliRunner().invoke(app, ["cases", *words])


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_four_files_are_written_and_named(tmp_path: Path) -> None:
    told = course_cases("--seed", "7", "--n", "3", "--out", str(tmp_path / "class"))
    assert told.exit_code == 0, told.output
    for place in PLACES:
        path = tmp_path / "class" / f"cases-7-{place}"
        assert path.stat().st_size > 1000
        assert str(path) in told.output
    assert (tmp_path / "class" / "cases-7-questions.pdf").read_bytes().startswith(b"%PDF")


def test_without_its_library_the_pages_are_written_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_html: str) -> bytes:
        raise paper.PaperError("Pango is missing.")

    monkeypatch.setattr(paper, "pdf", missing)
    told = course_cases("--n", "1", "--out", str(tmp_path))
    assert told.exit_code == 0
    assert "Pango is missing." in told.output
    assert {path.suffix for path in tmp_path.iterdir()} == {".html"}
    assert len(list(tmp_path.iterdir())) == 2


def test_the_same_seed_gives_the_same_set_and_another_one_another(course: Course) -> None:
    first, again, other = (drawn(course, seed, 6, None) for seed in (7, 7, 8))
    assert first == again
    assert {code for code, _case in first} & {code for code, _case in other} == set()


def test_what_a_person_answers_stands_before_anybody_says_how_fast(course: Course) -> None:
    words = Words(questions_page(course, drawn(course, 7, 1, None))).words
    places = [words.index(part) for part in ("Listen:", "when asked", "Escalate:")]
    assert places == sorted(places)


def test_no_case_is_twice_in_a_set(course: Course) -> None:
    cases = drawn(course, 7, 60, None)
    made_up = [case.made_up.case for _code, case in cases]
    assert len({code for code, _case in cases}) == 60
    assert all(case not in made_up[:index] for index, case in enumerate(made_up))


@pytest.mark.parametrize(("wanted", "there"), [(2, {2}), (None, {1, 2, 3})])
def test_a_set_has_the_difficulty_asked_for_or_each_in_turn(
    course: Course, wanted: int | None, there: set[int]
) -> None:
    cases = drawn(course, 7, 6, wanted)
    assert {case.made_up.difficulty for _code, case in cases} == there


def test_the_questions_hold_no_answer_and_the_answers_hold_every_one(course: Course) -> None:
    cases = drawn(course, 7, 12, None)
    questions = Words(questions_page(course, cases)).words
    answers = Words(answers_page(course, cases)).words
    for code, case in cases:
        assert code in questions
        assert code in answers
        for step in case.steps:
            for option in step.options:
                assert f"☐ {option.text}" in questions
                assert option.reason not in questions
                if option.fit == "must":
                    assert f"✓ {option.text} – {option.reason}" in answers
    assert "✓" not in questions
    assert "✗" not in questions


@pytest.mark.parametrize("page", [questions_page, answers_page])
def test_both_say_what_they_are(course: Course, page: Callable[..., str]) -> None:
    words = Words(page(course, drawn(course, 7, 1, 1))).words
    assert "Practice, not yet reviewed" in words
    assert "Teaching, not medical advice." in words


@pytest.mark.parametrize("words", [("--n", "0"), ("--n", "201"), ("--difficulty", "4")])
def test_a_set_of_no_size_or_difficulty_is_refused(words: tuple[str, str], tmp_path: Path) -> None:
    told = course_cases(*words, "--out", str(tmp_path))
    assert told.exit_code != 0
    assert "Traceback" not in told.output
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    told = course_cases("--n", "1", "--out", str(tmp_path / "file"))
    assert told.exit_code == 1
    assert "Name another folder" in told.output
