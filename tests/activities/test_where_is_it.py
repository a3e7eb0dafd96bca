"""A learner chooses places on the body and sees the type, why, and what to ask."""

import json
from typing import Any

import pytest

from course_lib.activities.where_is_it import WhereIsIt, WhereIsItActivity
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit
from course_lib.ui.body_map import SPOTS


@pytest.fixture
def activity(course: Course) -> WhereIsItActivity:
    return WhereIsItActivity(course)


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def headings(panel: Any) -> list[str]:
    return [block["text"] for block in panel.blocks if block["kind"] == "heading"]


def test_every_place_of_the_data_is_on_the_map(activity: WhereIsItActivity) -> None:
    assert {place["id"] for place in activity.map.places} == SPOTS


def test_nothing_chosen_invites_to_choose(activity: WhereIsItActivity) -> None:
    assert headings(activity.answer) == []
    assert "Choose a place" in activity.answer.said


def test_a_place_on_the_map_is_named_with_its_type(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "axilla-left"
    assert headings(activity.answer) == ["Regional recurrence"]
    assert activity.map.marks == {"axilla-left": "regional"}
    assert activity.answer.said.startswith("Regional recurrence.")


def test_the_same_armpit_is_distant_when_the_first_cancer_was_on_the_other_side(
    activity: WhereIsItActivity,
) -> None:
    activity.map.chosen = "axilla-left"
    press(activity.controls, "side", "right")
    assert headings(activity.answer) == ["Cannot be told yet"]
    assert activity.map.marks == {"axilla-left": "disputed"}


def test_a_mastectomy_makes_the_lump_in_that_breast_a_question(
    activity: WhereIsItActivity,
) -> None:
    press(activity.controls, "operation", "mastectomy")
    activity.map.chosen = "nipple-left"
    assert headings(activity.answer) == ["Cannot be told yet"]
    press(activity.answer, "ask:0:breast-after-mastectomy", "0")
    press(activity.answer, "ask:0:prove-near", "0")
    assert headings(activity.answer) == ["Local recurrence on the chest wall"]


def test_an_answer_can_be_taken_back(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "bone"
    press(activity.answer, "ask:0:prove-distant", "0")
    assert headings(activity.answer) == ["Distant recurrence"]
    press(activity.answer, "undo")
    assert headings(activity.answer) == ["Cannot be told yet"]


def test_tissue_without_cancer_leaves_nothing_to_name(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "bone"
    press(activity.answer, "ask:0:prove-distant", "1")
    assert "no recurrence to name" in activity.answer.said
    assert activity.map.marks == {}


def test_a_second_place_joins_the_first(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "axilla-left"
    press(activity.answer, "add")
    activity.map.chosen = "internal-mammary-left"
    assert len(activity.model.found) == 2
    activity.map.chosen = "supraclavicular-left"
    assert [found.place for found in activity.model.found] == ["axilla", "supraclavicular"]


def test_several_types_are_all_named_and_the_farthest_decides(
    activity: WhereIsItActivity,
) -> None:
    activity.map.chosen = "axilla-left"
    press(activity.answer, "add")
    activity.map.chosen = "bone"
    press(activity.answer, "ask:1:prove-distant", "0")
    assert headings(activity.answer) == ["Several types at once"]
    assert "distant recurrence" in str(activity.answer.blocks)


def test_beginning_again_clears_the_map(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "axilla-left"
    press(activity.answer, "reset")
    assert activity.map.chosen == ""
    assert activity.model.found == ()


def test_a_changed_operation_asks_again_what_depended_on_it(course: Course) -> None:
    model = WhereIsIt(course)
    model.choose("nipple", "left")
    model.answer(0, course.asks["compare-tissue"], 0)
    assert model.found[0].same_histology
    model.set_first(operation="mastectomy")
    assert model.found[0].same_histology is None


def test_the_sources_part_is_said_where_they_do(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "neck-node-left"
    titles = [block.get("title") for block in activity.answer.blocks]
    assert "The sources part here." in titles


def test_every_reason_with_a_claim_carries_a_chip(activity: WhereIsItActivity) -> None:
    activity.map.chosen = "supraclavicular-left"
    bullets = next(block for block in activity.answer.blocks if block["kind"] == "bullets")
    assert [chip["claim"] for item in bullets["items"] for chip in item["chips"]]


def test_a_learner_comes_back_to_the_case_they_had_built(
    activity: WhereIsItActivity, course: Course
) -> None:
    activity.model.choose("axilla", "right")
    activity.model.add()
    there = json.loads(json.dumps(activity.model.state()))
    later = WhereIsItActivity(course)
    later.model.restore(there)
    assert later.model.case == activity.model.case
    assert later.model.adding


def test_a_place_that_is_known_no_more_begins_again(course: Course) -> None:
    visit = local_visit()
    first = {"side": "left", "operation": "lumpectomy"}
    gone = {"first": first, "found": [{"place": "tail", "side": None}], "adding": False}
    visit.keep("02/where-is-it", gone)
    activity = WhereIsItActivity(course)
    activity.open(visit)
    assert activity.model.case is None


def test_where_the_learner_goes_is_kept(activity: WhereIsItActivity) -> None:
    visit = local_visit()
    activity.open(visit)
    activity.model.choose("axilla", "right")
    kept = visit.place("02/where-is-it")
    assert kept
    assert kept["found"][0]["place"] == "axilla"
