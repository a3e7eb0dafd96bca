"""LIX counts as it is defined, and no claim is harder to read than the limit."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.content.course import Course, load_course
from course_lib.content.readability import (
    HARDEST_CLAIM,
    check_readability,
    hardest_first,
    lix,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("…!", 0),
        ("The cat sat on the mat.", 6),
        ("No end mark here", 4),
        ("A letter here.", 3),  # six letters are not yet long
        ("A letters here.", 3 + 100 / 3),  # seven are
        ("One two. Three four.", 2),
        ("One two: three four.", 2),
        ("About 12.5 % of it.", 4),  # the point of a number ends no sentence; % is no word
        ("Receptor-positive it is.", 4 + 100 * 2 / 4),  # the parts of a compound count
    ],
)
def test_lix_counts_words_sentences_and_long_words(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


@given(st.text())
def test_lix_is_a_number_for_any_text(text: str) -> None:
    assert lix(text) >= 0


@given(st.lists(st.sampled_from(["it", "is", "recurrence", "a", "therapy"]), min_size=1))
def test_a_text_said_twice_is_as_hard_as_once(words: list[str]) -> None:
    sentence = " ".join(words) + "."
    assert lix(f"{sentence} {sentence}") == pytest.approx(lix(sentence))


def test_no_claim_is_harder_than_the_limit(course: Course) -> None:
    worst = hardest_first(course.claims.values())[0]
    assert worst.lix <= HARDEST_CLAIM, worst.claim.says
    assert check_readability(course) == []


def test_the_limit_is_near_the_worst_so_that_it_means_something(course: Course) -> None:
    assert hardest_first(course.claims.values())[0].lix > HARDEST_CLAIM - 10


def test_a_hard_claim_is_told_with_its_place(copy_of_course: Path) -> None:
    path = copy_of_course / "data/claims/types.yaml"
    text = path.read_text(encoding="utf-8")
    plain = "A local recurrence does not count as metastasis."
    hard = "Locoregional recurrence constitutes nonmetastatic manifestation."
    assert plain in text
    path.write_text(text.replace(plain, hard), encoding="utf-8")
    [problem] = check_readability(load_course(copy_of_course))
    assert problem.file == "data/claims/types.yaml"
    assert problem.line
    assert "“T4” is hard to read" in problem.what
