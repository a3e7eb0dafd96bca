"""A code brings a case back, and a slip of the pen brings back none."""

import random
from dataclasses import replace

import pytest

from course_lib.content.course import Course
from course_lib.learning.case_code import (
    CASES,
    EDITIONS,
    CaseCodeError,
    CaseNumber,
    case_of,
    code_of,
    edition,
)
from course_lib.learning.report import SIGNS

EDITION = 41


def some_codes() -> list[str]:
    chance = random.Random(5)
    return [
        code_of(CaseNumber(chance.choice((1, 2, 3)), chance.randrange(CASES)), EDITION)
        for _ in range(10)
    ]


@pytest.mark.parametrize("difficulty", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, CASES - 1])
@pytest.mark.parametrize("edition_", [0, EDITIONS - 1])
def test_a_code_brings_its_case_back(difficulty: int, number: int, edition_: int) -> None:
    case = CaseNumber(difficulty, number)
    assert case_of(code_of(case, edition_), edition_) == case


def test_a_code_is_two_groups_of_four_signs_that_nobody_mistakes() -> None:
    for code in some_codes():
        first, second = code.split("-")
        assert len(first) == len(second) == 4
        assert set(first + second) <= set(SIGNS)


def test_a_code_may_be_typed_in_small_letters_and_without_its_hyphen() -> None:
    case = CaseNumber(2, 1234)
    assert case_of(f" {code_of(case, EDITION).lower().replace('-', ' ')} ", EDITION) == case


def test_one_wrong_sign_is_always_noticed() -> None:
    for code in some_codes():
        for place, sign in enumerate(code):
            for other in set(SIGNS) - {sign} if sign != "-" else ():
                with pytest.raises(CaseCodeError):
                    case_of(code[:place] + other + code[place + 1:], EDITION)


def test_two_neighbours_in_the_wrong_order_are_always_noticed() -> None:
    for written in some_codes():
        code = written.replace("-", "")
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2:]
            if swapped != code:
                with pytest.raises(CaseCodeError):
                    case_of(swapped, EDITION)


@pytest.mark.parametrize("written", ["", "ACDE-FGH", "ACDE-FGHJK", "ACDE-FGH0", "<script>"])
def test_what_is_no_code_is_answered_with_an_example(written: str) -> None:
    with pytest.raises(CaseCodeError, match="eight letters and digits, such as"):
        case_of(written, EDITION)


def test_the_code_of_another_edition_is_told_apart_from_a_slip() -> None:
    with pytest.raises(CaseCodeError, match="another edition"):
        case_of(code_of(CaseNumber(1, 7), EDITION + 1), EDITION)


def test_the_edition_changes_with_one_word_of_a_phrase(course: Course) -> None:
    line = course.case_phrases["nothing-to-tell"]
    other = line.model_copy(update={"phrases": ("I was only asked to write.",)})
    changed = replace(course, case_phrases={**course.case_phrases, line.id: other})
    assert edition(changed) != edition(course)
    assert 0 <= edition(course) < EDITIONS
