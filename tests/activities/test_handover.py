"""A learner hands a chart over, line by line, and is told what is missing, idle or harmful."""

import json
from typing import Any

import pytest

from course_lib.activities.handover import Handing, HandoverActivity
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def desk(course: Course) -> HandoverActivity:
    """The desk with Salma’s chart on it: her legs are weak since this morning."""
    desk = HandoverActivity(course, course.lessons["08"])
    press(desk, "chart", "weak-legs")
    return desk


def press(desk: HandoverActivity, key: str, value: str = "") -> None:
    desk.panel._heard(None, {"key": key, "value": value}, None)


def callouts(desk: HandoverActivity) -> list[tuple[str, str]]:
    """The look and the title of everything that is pointed out."""
    blocks = [block for block in desk.panel.blocks if block["kind"] == "callout"]
    return [(block["look"], block["title"]) for block in blocks if "Before" not in block["title"]]


def words(desk: HandoverActivity) -> str:
    return json.dumps(desk.panel.blocks, ensure_ascii=False)


def hand_over_well(desk: HandoverActivity) -> None:
    for item in desk.model.handover.items:
        press(desk, f"put:{item.id}", item.parts[0] if item.parts else "leave")


def test_weak_legs_are_called_about_now(desk: HandoverActivity) -> None:
    press(desk, "when", "now")
    assert callouts(desk) == [("right", "In time.")]


@pytest.mark.parametrize("later", ["today", "monday"])
def test_weak_legs_do_not_wait(desk: HandoverActivity, later: str) -> None:
    press(desk, "when", later)
    assert callouts(desk) == [("wrong", "Think again about the time.")]


def test_sore_hands_are_called_about_today_and_now_is_told_to_do_no_harm(
    desk: HandoverActivity,
) -> None:
    press(desk, "chart", "sore-hands")
    press(desk, "when", "today")
    assert callouts(desk) == [("right", "In time.")]
    press(desk, "when", "now")
    assert callouts(desk) == [("notice", "Sooner than the course asks, and no harm.")]
    assert desk.panel.said.startswith("No harm is done")
    press(desk, "when", "visit")
    assert callouts(desk) == [("wrong", "Think again about the time.")]


def test_everything_well_placed_is_whole(desk: HandoverActivity) -> None:
    for chart in desk.model.handovers:
        press(desk, "chart", chart)
        hand_over_well(desk)
        press(desk, "look")
        assert callouts(desk) == []
        assert desk.panel.said.startswith("Whole")


def test_walking_to_the_scan_is_pointed_out_as_harm_before_anything_else(
    desk: HandoverActivity,
) -> None:
    press(desk, "put:appetite", "background")
    press(desk, "put:walk", "recommendation")
    press(desk, "look")
    assert callouts(desk)[0] == ("red-flag", "This would harm: say it not, and do it not.")
    assert callouts(desk)[-1] == ("notice", "True, but not for this call")
    assert ("wrong", "Missing") in callouts(desk)


def test_a_line_in_another_part_is_told_where_it_belongs(desk: HandoverActivity) -> None:
    hand_over_well(desk)
    press(desk, "put:bone", "situation")
    press(desk, "look")
    assert callouts(desk) == [("notice", "Said, but in another part")]
    assert "It belongs to: Background." in words(desk)


def test_once_looked_at_the_judgement_follows_every_change(desk: HandoverActivity) -> None:
    hand_over_well(desk)
    press(desk, "look")
    press(desk, "put:flat", "leave")
    assert callouts(desk) == [("wrong", "Missing")]
    press(desk, "put:flat", "recommendation")
    assert callouts(desk) == []


def test_neither_reason_nor_model_is_on_the_page_before_the_look(desk: HandoverActivity) -> None:
    hand_over_well(desk)
    for item in desk.model.handover.items:
        assert item.why not in words(desk)
    assert desk.model.handover.model not in words(desk)
    press(desk, "look")
    assert desk.model.handover.model in words(desk)


def test_the_lines_do_not_stand_in_the_order_of_the_parts(desk: HandoverActivity) -> None:
    for handover in desk.model.handovers.values():
        press(desk, "chart", handover.id)
        lines = [b["key"].split(":")[1] for b in desk.panel.blocks if b["kind"] == "entry"]
        assert sorted(lines) == sorted(item.id for item in handover.items)
        assert lines != [item.id for item in handover.items]


def test_nobody_meets_an_emergency_without_having_chosen_it(course: Course) -> None:
    chart = HandoverActivity(course, course.lessons["08"]).model.handover
    assert chart.notice is None


def test_an_emergency_is_announced_and_an_everyday_chart_is_not(desk: HandoverActivity) -> None:
    assert "Before you go on" in words(desk)
    assert "You may choose another chart instead." in words(desk)
    press(desk, "chart", "sore-hands")
    assert "Before you go on" not in words(desk)


def test_an_empty_handover_cannot_be_looked_at(desk: HandoverActivity) -> None:
    press(desk, "look")
    assert desk.model.looked == []
    press(desk, "put:legs", "leave")
    press(desk, "look")
    assert desk.model.looked == []
    press(desk, "put:legs", "situation")
    press(desk, "look")
    assert desk.model.looked == ["weak-legs"]


def test_beginning_again_clears_this_chart_and_no_other(desk: HandoverActivity) -> None:
    press(desk, "put:legs", "situation")
    press(desk, "chart", "sore-hands")
    press(desk, "put:hands", "situation")
    press(desk, "when", "today")
    press(desk, "again")
    assert desk.model.places == {}
    assert desk.model.called is None
    press(desk, "chart", "weak-legs")
    assert desk.model.parts == {"legs": "situation"}


@pytest.mark.parametrize(("item", "place"), [("gone", "situation"), ("legs", "gone")])
def test_a_line_or_a_place_that_does_not_exist_is_refused(
    course: Course, item: str, place: str
) -> None:
    with pytest.raises(KeyError):
        Handing(course.handovers).put(item, place)


def test_who_comes_back_finds_the_handover_as_it_was(course: Course) -> None:
    visit = local_visit()
    first = HandoverActivity(course, course.lessons["08"])
    first.open(visit)
    press(first, "chart", "fever-at-home")
    press(first, "when", "now")
    press(first, "put:fever", "situation")
    press(first, "look")
    second = HandoverActivity(course, course.lessons["08"])
    second.open(visit)
    assert second.model.state() == first.model.state()
    assert second.model.parts == {"fever": "situation"}


@pytest.mark.parametrize(
    "change",
    [
        {"at": "gone"},
        {"placed": {"weak-legs": {"gone": "situation"}}},
        {"placed": {"weak-legs": {"legs": "gone"}}},
        {"when": {"weak-legs": "gone"}},
        {"looked": ["gone"]},
    ],
)
def test_a_chart_that_is_no_more_is_refused(course: Course, change: dict[str, Any]) -> None:
    model = Handing(course.handovers)
    with pytest.raises(KeyError):
        model.restore({**model.state(), **change})
