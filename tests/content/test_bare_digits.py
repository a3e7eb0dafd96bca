"""A claim writes out no medical number itself: the number stands once in data/numbers."""

from pathlib import Path

import pytest

from course_lib.content.course import load_course
from course_lib.content.numbers_in_text import bare_digits
from course_lib.content.problem import ContentError

CLAIMS = "data/claims/types.yaml"


@pytest.mark.parametrize(
    "says",
    [
        "HER2, T2, N1–3, PD-L1, CDK4/6 and BRCA1/2 are names.",
        "At the 10-year mark.",
        "From 1985 to 2004, in 1978–1985 and in 2026.",
        "Of {a-set.women} women {a-set.share:plain} had it (interval {a-set.share:interval}).",
        "An immunohistochemistry result of {her2-scores.low}+.",
        "In the 1990s.",
    ],
)
def test_names_years_and_named_numbers_may_stand(says: str) -> None:
    assert bare_digits(says) == ()


@pytest.mark.parametrize(
    ("says", "bare"),
    [
        ("In 5 years.", ("5",)),
        ("About 12.5% of them.", ("12.5%",)),
        ("A result of 2+ or (-1.5).", ("2+", "-1.5")),
        ("Of 1200 women.", ("1200",)),
        ("In 2101 and 1899.", ("2101", "1899")),
        ("One or 3–4 of them.", ("3–4",)),
    ],
)
def test_a_number_written_out_is_bare(says: str, bare: tuple[str, ...]) -> None:
    assert bare_digits(says) == bare


def test_a_bare_number_in_a_claim_is_told_with_file_and_line(copy_of_course: Path) -> None:
    path = copy_of_course / CLAIMS
    text = path.read_text(encoding="utf-8")
    says = "A local recurrence does not count as metastasis."
    path.write_text(text.replace(says, f"{says[:-1]} in 9 of 10."), encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if says in row)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (CLAIMS, line)
    assert "9, 10" in problem.what
    assert "data/numbers" in problem.mend
