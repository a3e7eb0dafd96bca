"""The cases that a learner begins with in the treatment explorer."""

from pathlib import Path

import pytest

from course_lib.clinical.case import Case
from course_lib.clinical.plan import plan
from course_lib.content.course import Course, load_course
from course_lib.content.problem import ContentError


def test_the_starts_reach_every_kind_of_return(course: Course) -> None:
    types = {plan(Case.model_validate(one.case), course).type for one in course.starts.values()}
    assert {"local-chest-wall", "local-breast", "regional", "distant", "new-primary"} <= types


def test_one_of_the_starts_is_a_man(course: Course) -> None:
    assert "man" in {one.case["findings"].get("sex") for one in course.starts.values()}


def test_a_start_offers_no_finding_twice(course: Course) -> None:
    for start in course.starts.values():
        assert len(set(start.offered)) == len(start.offered)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("offered: [wish,", "offered: [wihs,", "names “wihs”, which is not a finding"),
        ("resectable: true", "resectible: true", "names “resectible”, which is not a finding"),
        ("resectable: true", "resectable: perhaps", "“resectable” of “chest-wall” cannot be"),
        ("place: chest-wall", "place: chest-roof", "names “chest-roof”, which is not a place"),
    ],
)
def test_a_slip_in_a_start_is_told_with_its_file(
    before: str, after: str, what: str, copy_of_course: Path
) -> None:
    path = copy_of_course / "data" / "starts.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_course(copy_of_course)
    found = [str(problem) for problem in error.value.problems]
    assert any(what in one and one.startswith("data/starts.yaml") for one in found)
