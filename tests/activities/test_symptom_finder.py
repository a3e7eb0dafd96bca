"""A learner picks a symptom and sees places, questions and speed; or a place and its symptoms."""

import json
from typing import Any

import pytest

from course_lib.activities.symptom_finder import (
    SymptomFinder,
    SymptomFinderActivity,
    points_at,
)
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def activity(course: Course) -> SymptomFinderActivity:
    return SymptomFinderActivity(course, course.lessons["03"])


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def words(panel: Any) -> str:
    return json.dumps(panel.blocks, ensure_ascii=False)


def titles(panel: Any) -> list[str]:
    return [block["title"] for block in panel.blocks if block["kind"] == "callout"]


def rows(panel: Any) -> dict[str, list[str]]:
    table = next(block for block in panel.blocks if block["kind"] == "table")
    return {row[0]: row[1:] for row in table["rows"]}


def test_a_swollen_arm_lights_the_nearby_nodes_and_nothing_else(
    activity: SymptomFinderActivity,
) -> None:
    press(activity.controls, "symptom", "arm-swelling")
    assert activity.map.marks == {
        "axilla-left": "regional",
        "infraclavicular-left": "regional",
        "supraclavicular-left": "regional",
        "internal-mammary-left": "regional",
        "neck-node-left": "disputed",
    }


def test_a_lump_in_the_breast_and_one_in_the_chest_skin_are_drawn_unlike(
    activity: SymptomFinderActivity,
) -> None:
    press(activity.controls, "symptom", "new-lump")
    assert activity.map.operation == "lumpectomy"
    assert "nipple-left" in activity.map.marks
    press(activity.controls, "symptom", "chest-wall-nodules")
    assert activity.map.operation == "mastectomy"
    assert set(activity.map.marks) == {"scar-left", "chest-wall-left"}


def test_an_organ_without_a_source_is_marked_as_assigned_for_teaching(
    activity: SymptomFinderActivity,
) -> None:
    press(activity.controls, "symptom", "jaundice")
    assert activity.map.marks == {"other": "distant", "liver": "open"}
    assert activity.map.words["open"] == "assigned for teaching, no source"
    assert "No source read here ties jaundice to the liver" in words(activity.answer)


def test_an_organ_with_a_source_is_marked_as_such(activity: SymptomFinderActivity) -> None:
    press(activity.controls, "symptom", "nausea-vomiting")
    assert activity.map.marks == {"other": "distant", "brain": "distant", "liver": "open"}


def test_a_symptom_without_a_published_level_is_never_called_not_urgent(
    course: Course, activity: SymptomFinderActivity
) -> None:
    silent = [s for s in course.symptoms.values() if not s.urgency]
    assert len(silent) >= 10
    for symptom in silent:
        press(activity.controls, "symptom", symptom.id)
        assert titles(activity.answer)[0] == "No published level: report it", symptom.id
        assert "the local protocol decides how fast" in words(activity.answer)
        assert "not urgent" not in words(activity.answer).casefold()
        assert "No published level" in activity.answer.said


def test_a_level_with_a_condition_is_not_the_whole_answer(
    activity: SymptomFinderActivity,
) -> None:
    press(activity.controls, "symptom", "arm-swelling")
    assert titles(activity.answer) == [
        "Emergency now, if", "Without these signs: no published level",
    ]


def test_a_seizure_is_an_emergency_without_a_condition(activity: SymptomFinderActivity) -> None:
    press(activity.controls, "symptom", "seizure")
    assert titles(activity.answer) == ["Emergency now"]


def test_the_most_urgent_level_comes_first(
    course: Course, activity: SymptomFinderActivity
) -> None:
    press(activity.controls, "symptom", "chest-pain")
    assert titles(activity.answer)[:3] == [
        "Emergency now, if", "Emergency now, if", "The same day, if",
    ]
    assert course.symptoms["chest-pain"].urgency[0].level == "same day"


@pytest.mark.parametrize("symptom", ["cough", "breathlessness"])
def test_a_sign_from_the_lung_on_deruxtecan_is_an_emergency(
    symptom: str, activity: SymptomFinderActivity
) -> None:
    press(activity.controls, "symptom", symptom)
    assert "trastuzumab deruxtecan: the drug is stopped" in words(activity.answer)


def test_a_late_effect_is_named_beside_the_recurrence(activity: SymptomFinderActivity) -> None:
    press(activity.controls, "symptom", "arm-swelling")
    assert "Lymphoedema after treatment; new swelling is assessed" in words(activity.answer)


def test_every_symptom_has_something_to_ask(
    course: Course, activity: SymptomFinderActivity
) -> None:
    for symptom in course.symptoms:
        press(activity.controls, "symptom", symptom)
        asked = next(b for b in activity.answer.blocks if b.get("label") == "What to ask next")
        assert len(asked["items"]) >= 3


def test_what_only_one_document_lists_is_seen_in_its_column(
    activity: SymptomFinderActivity,
) -> None:
    activity.map.chosen = "axilla-left"
    table = next(block for block in activity.answer.blocks if block["kind"] == "table")
    assert table["head"][2].endswith("(000)")
    assert table["head"][3].endswith("(001)")
    listed = rows(activity.answer)
    assert listed["A swollen arm"][1:3] == ["listed", "–"]
    lump = next(row for name, row in listed.items() if name.startswith("A lump or swelling"))
    assert lump[1:3] == ["listed", "listed"]
    activity.map.chosen = "nipple-left"
    assert rows(activity.answer)["Fluid from the nipple"][1:3] == ["–", "listed"]


def test_a_far_sign_without_an_organ_stands_with_every_organ_and_says_so(
    activity: SymptomFinderActivity,
) -> None:
    activity.map.chosen = "liver"
    listed = rows(activity.answer)
    assert "Losing weight without trying (no organ named)" in listed
    assert "Yellow skin or eyes (jaundice) (assigned for teaching)" in listed
    assert listed["Yellow skin or eyes (jaundice) (assigned for teaching)"] == ["–"] * 4


def test_bone_pain_is_a_sign_of_bone_and_not_of_liver(course: Course) -> None:
    [pointer] = course.symptoms["bone-pain"].points_to
    assert points_at(pointer, course.sites["bone"])
    assert not points_at(pointer, course.sites["liver"])
    assert not points_at(pointer, course.sites["axilla"])


def test_a_symptom_of_a_place_leads_back_to_the_symptom(activity: SymptomFinderActivity) -> None:
    activity.map.chosen = "brain"
    press(activity.answer, "symptom", "seizure")
    assert activity.model.symptom == "seizure"
    assert activity.map.chosen == ""
    assert activity.map.marks["brain"] == "distant"


def test_a_search_finds_by_name_and_by_what_is_said(model_of: SymptomFinder) -> None:
    model_of.look_for("ARM")
    assert {"arm-swelling", "arm-numbness"} <= {s.id for s in model_of.found}
    model_of.look_for("metastasis of everything")
    assert model_of.found == []


@pytest.fixture
def model_of(course: Course) -> SymptomFinder:
    return SymptomFinder(course)


def test_a_search_without_a_find_says_so(activity: SymptomFinderActivity) -> None:
    press(activity.controls, "look", "zebra")
    assert "No symptom has these words." in words(activity.controls)
    press(activity.answer, "reset")
    press(activity.controls, "look", "")
    press(activity.controls, "symptom", "cough")
    press(activity.answer, "reset")
    assert (activity.model.symptom, activity.model.text) == ("", "")


def test_a_learner_comes_back_to_what_they_had_picked(course: Course) -> None:
    visit = local_visit()
    first = SymptomFinderActivity(course, course.lessons["03"])
    first.open(visit)
    press(first.controls, "symptom", "cough")
    later = SymptomFinderActivity(course, course.lessons["03"])
    later.open(visit)
    assert later.model.symptom == "cough"


def test_a_symptom_that_is_known_no_more_begins_again(course: Course) -> None:
    visit = local_visit()
    visit.keep("03/symptom-finder", {"symptom": "hiccups", "place": ""})
    activity = SymptomFinderActivity(course, course.lessons["03"])
    activity.open(visit)
    assert activity.model.symptom == ""
