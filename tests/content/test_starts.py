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


def test_a_start_that_offers_an_unknown_finding_is_found(copy_of_course: Path) -> None:
    path = copy_of_course / "data" / "starts.yaml"
    path.write_text(path.read_text().replace("offered: [wish,", "offered: [wihs,"))
    with pytest.raises(ContentError, match="wihs"):
        load_course(copy_of_course)
