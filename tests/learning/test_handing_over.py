"""Each line of a handover is judged: said, missing, misplaced, of no use, or harmful."""

import pytest

from course_lib.content.course import Course
from course_lib.content.handovers import Handover, Part
from course_lib.learning.handing_over import judge, whole


@pytest.fixture
def salma(course: Course) -> Handover:
    return course.handovers["weak-legs"]


def verdict(handover: Handover, item: str, **placed: Part) -> str:
    return next(f.verdict for f in judge(handover, placed) if f.item.id == item)


def test_weak_legs_belong_to_the_situation(salma: Handover) -> None:
    assert verdict(salma, "legs", legs="situation") == "fits"


def test_weak_legs_said_as_an_assessment_are_as_good(salma: Handover) -> None:
    assert verdict(salma, "legs", legs="assessment") == "fits"


def test_weak_legs_said_as_background_stand_elsewhere(salma: Handover) -> None:
    assert verdict(salma, "legs", legs="background") == "elsewhere"


def test_weak_legs_left_out_are_missing(salma: Handover) -> None:
    assert verdict(salma, "legs") == "missing"


def test_walking_to_the_scan_would_harm(salma: Handover) -> None:
    assert verdict(salma, "walk", walk="recommendation") == "harm"


def test_walking_to_the_scan_left_out_is_right(salma: Handover) -> None:
    assert verdict(salma, "walk") == "left"


def test_tea_and_coffee_are_true_and_of_no_use(salma: Handover) -> None:
    assert verdict(salma, "appetite", appetite="background") == "idle"


def test_tea_and_coffee_left_out_are_right(salma: Handover) -> None:
    assert verdict(salma, "appetite") == "left"


def test_what_would_harm_is_told_before_what_is_missing(salma: Handover) -> None:
    findings = judge(salma, {"walk": "recommendation", "appetite": "background"})
    assert [f.verdict for f in findings][:2] == ["harm", "missing"]
    assert findings[-1].verdict == "left"


def best(handover: Handover) -> dict[str, Part]:
    return {item.id: item.parts[0] for item in handover.items if item.parts}


def test_every_chart_can_be_handed_over_whole(course: Course) -> None:
    for handover in course.handovers.values():
        assert whole(judge(handover, best(handover))), handover.id


def test_one_line_too_few_is_not_whole(salma: Handover) -> None:
    said = best(salma)
    del said["flat"]
    assert not whole(judge(salma, said))


def test_one_line_too_many_is_not_whole(salma: Handover) -> None:
    assert not whole(judge(salma, {**best(salma), "visitor": "background"}))


def test_there_is_a_finding_and_a_reason_for_every_line(course: Course) -> None:
    for handover in course.handovers.values():
        findings = judge(handover, {})
        assert {f.item.id for f in findings} == {item.id for item in handover.items}
        assert all(f.item.why for f in findings)
