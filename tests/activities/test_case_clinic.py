"""A learner meets the people of the clinic, step by step, and is told why."""

import json
from typing import Any

import pytest

from course_lib.activities.case_clinic import CaseClinicActivity
from course_lib.activities.clinic_walk import ClinicWalk
from course_lib.clinical.clinic import best, steps
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def clinic(course: Course) -> CaseClinicActivity:
    """The clinic with Grace on the telephone; the notice of her case has been read."""
    clinic = CaseClinicActivity(course, course.lessons["07"], "core")
    press(clinic, "case", "heavy-legs")
    press(clinic, "enter")
    return clinic


def press(clinic: CaseClinicActivity, key: str, value: str = "") -> None:
    clinic.panel._heard(None, {"key": key, "value": value}, None)


def words(clinic: CaseClinicActivity) -> str:
    return json.dumps(clinic.panel.blocks, ensure_ascii=False)


def callouts(clinic: CaseClinicActivity) -> list[tuple[str, str]]:
    blocks = [block for block in clinic.panel.blocks if block["kind"] == "callout"]
    return [(block["look"], block["title"]) for block in blocks]


def at(clinic: CaseClinicActivity) -> str:
    assert clinic.model.step is not None
    return clinic.model.step.id


def go_to(clinic: CaseClinicActivity, step: str) -> None:
    while at(clinic) != step:
        press(clinic, "pass-by")


def test_a_heavy_case_says_so_at_the_door_and_can_be_left_out(course: Course) -> None:
    clinic = CaseClinicActivity(course, course.lessons["07"], "core")
    press(clinic, "case", "heavy-legs")
    assert "can be distressing" in words(clinic)
    assert "nuisance" not in words(clinic)
    press(clinic, "next")
    assert clinic.model.case == "above-the-collarbone"
    assert clinic.model.debrief() == ()


def test_only_what_is_asked_for_is_told(clinic: CaseClinicActivity) -> None:
    assert "like lead" not in words(clinic)
    press(clinic, "choose:listen", "legs")
    assert "like lead" in words(clinic)
    assert "like a belt" not in words(clinic)
    press(clinic, "choose:listen", "legs")
    assert "like lead" in words(clinic)  # what was heard is not unheard


def test_what_was_not_asked_is_told_afterwards_with_the_reason(clinic: CaseClinicActivity) -> None:
    press(clinic, "choose:listen", "legs")
    press(clinic, "look")
    assert callouts(clinic) == [("wrong", "Look once more: this could hurt the person.")]
    assert "like a belt" in words(clinic)
    press(clinic, "on")
    assert "like a belt" in words(clinic)  # among what is known so far


def test_an_answer_in_time_is_well_done_and_a_late_one_could_hurt(
    clinic: CaseClinicActivity,
) -> None:
    go_to(clinic, "escalate")
    press(clinic, "choose:escalate", "same-day")
    press(clinic, "look")
    assert callouts(clinic) == [("wrong", "Look once more: this could hurt the person.")]
    assert "Best here: Emergency now." in words(clinic)
    press(clinic, "change")
    press(clinic, "choose:escalate", "emergency-now")
    press(clinic, "look")
    assert callouts(clinic) == [("right", "Well done.")]


def test_a_single_choice_is_not_looked_at_without_an_answer(clinic: CaseClinicActivity) -> None:
    go_to(clinic, "type")
    press(clinic, "look")
    assert clinic.model.walk.marked == []


def test_the_reasons_against_the_others_can_be_opened(clinic: CaseClinicActivity) -> None:
    go_to(clinic, "plan")
    press(clinic, "choose:plan", "far-bone-drug-today")
    assert "And the others" not in words(clinic)
    press(clinic, "look")
    assert "And the others" in words(clinic)
    assert "Because the return is HER2-negative" in words(clinic)


def test_what_follows_from_a_reply_is_told_once_it_is_looked_at(
    clinic: CaseClinicActivity,
) -> None:
    go_to(clinic, "talk-1")
    press(clinic, "choose:talk-1", "yes-late")
    assert "think twice" not in words(clinic)
    press(clinic, "look")
    assert "think twice" in words(clinic)


def test_a_marked_answer_stands_until_it_is_taken_back(clinic: CaseClinicActivity) -> None:
    go_to(clinic, "teach")
    press(clinic, "choose:teach", "markers")
    press(clinic, "look")
    clinic.model.choose("again")
    assert clinic.model.walk.chosen["teach"] == ["markers"]
    press(clinic, "change")
    press(clinic, "choose:teach", "markers")
    assert clinic.model.walk.chosen["teach"] == []


def test_a_step_left_out_counts_for_nothing(clinic: CaseClinicActivity) -> None:
    while clinic.model.step:
        press(clinic, "pass-by")
    assert "You left every step out" in words(clinic)
    assert clinic.model.debrief() == ()


def test_the_debrief_has_the_danger_first_and_what_was_done_well_last(
    clinic: CaseClinicActivity,
) -> None:
    go_to(clinic, "escalate")
    press(clinic, "choose:escalate", "this-week")
    press(clinic, "look")
    press(clinic, "on")
    go_to(clinic, "type")
    press(clinic, "choose:type", "cannot-tell")
    press(clinic, "look")
    press(clinic, "on")
    while clinic.model.step:
        press(clinic, "pass-by")
    titles = [title for _look, title in callouts(clinic)]
    assert titles == ["What this case was about", "This could have hurt the person"]
    assert "This was done well" in words(clinic)


@pytest.mark.parametrize("path", ["core", "more"])
def test_every_case_can_be_done_well_to_its_end(path: Any, course: Course) -> None:
    clinic = CaseClinicActivity(course, course.lessons["07"], path)
    for id_ in clinic.records:
        press(clinic, "case", id_)
        press(clinic, "enter")
        while step := clinic.model.step:
            for answer in best(step):
                press(clinic, f"choose:{step.id}", answer)
            press(clinic, "look")
            assert callouts(clinic) == [("right", "Well done.")], (id_, step.id)
            press(clinic, "on")
        assert "Nothing was missed, and nothing over-called." in words(clinic)


def test_going_back_shows_the_answer_again_and_beginning_again_forgets_it(
    clinic: CaseClinicActivity,
) -> None:
    press(clinic, "choose:listen", "legs")
    press(clinic, "look")
    press(clinic, "on")
    press(clinic, "back")
    assert at(clinic) == "listen"
    assert "like lead" in words(clinic)
    press(clinic, "again")
    assert not clinic.model.walk.entered
    assert "like lead" not in words(clinic)


def test_a_learner_comes_back_to_the_same_place(
    clinic: CaseClinicActivity, course: Course
) -> None:
    visit = local_visit()
    clinic.open(visit)
    press(clinic, "case", "heavy-legs")
    press(clinic, "choose:listen", "legs")
    press(clinic, "look")
    press(clinic, "on")
    later = CaseClinicActivity(course, course.lessons["07"], "core")
    later.open(visit)
    assert later.model.case == "heavy-legs"
    assert at(later) == "look"
    assert later.panel.blocks == clinic.panel.blocks


@pytest.mark.parametrize(
    "state",
    [
        {"case": "nobody", "walks": {}},
        {"case": "heavy-legs", "walks": {"nobody": {}}},
        {"case": "heavy-legs", "walks": {"heavy-legs": {
            "entered": True, "at": 99, "chosen": {}, "marked": []}}},
        {"case": "heavy-legs", "walks": {"heavy-legs": {
            "entered": True, "at": 0, "chosen": {"listen": ["gone"]}, "marked": []}}},
        {"case": "heavy-legs", "walks": {"heavy-legs": {"step": 1}}},
    ],
)
def test_a_place_that_is_no_more_is_refused_and_changes_nothing(
    state: dict[str, Any], course: Course
) -> None:
    record = course.cases["heavy-legs"]
    model = ClinicWalk({"heavy-legs": steps(record, course)})
    with pytest.raises((KeyError, ValueError, TypeError)):
        model.restore(state)
    assert model.walk.at == 0


def test_a_message_that_names_nothing_drawn_is_ignored(clinic: CaseClinicActivity) -> None:
    press(clinic, "choose:listen", "the-moon")
    press(clinic, "choose:talk-1", "yes-late")
    press(clinic, "on")
    assert at(clinic) == "listen"
    assert clinic.model.walk.chosen == {}


def test_what_can_be_shown_is_among_the_claims_of_the_activity(
    clinic: CaseClinicActivity, course: Course
) -> None:
    shown = {
        claim for record in clinic.records.values() for step in steps(record, course)
        for option in step.options for claim in option.claims
    }
    assert shown <= set(clinic.claims)
    assert set(clinic.claims) <= set(course.claims)


def test_nothing_that_is_kept_in_the_notebook_gives_an_answer_away(
    clinic: CaseClinicActivity,
) -> None:
    assert "emergency" not in repr(clinic.shown)
    assert repr(clinic.shown).startswith("cases: lump-after-mastectomy, heavy-legs")
