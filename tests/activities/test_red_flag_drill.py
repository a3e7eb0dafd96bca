"""A learner recognises emergencies in unlike scenes, and what only looks like them."""

import json
import random
from typing import Any

import pytest

from course_lib.activities.red_flag_drill import RedFlagDrill, RedFlagDrillActivity
from course_lib.content.course import Course
from course_lib.content.drills import NONE
from course_lib.learning.visit import local_visit


@pytest.fixture
def model(course: Course) -> RedFlagDrill:
    return RedFlagDrill(course)


@pytest.fixture
def activity(course: Course) -> RedFlagDrillActivity:
    return RedFlagDrillActivity(course, course.lessons["03"])


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def words(panel: Any) -> str:
    return json.dumps(panel.blocks, ensure_ascii=False)


def titles(panel: Any) -> list[str]:
    return [block["title"] for block in panel.blocks if block["kind"] == "callout"]


def put_first(model: RedFlagDrill, scene: str, path: str = "core") -> None:
    rest = [id_ for id_ in model.order[path] if id_ != scene]
    model.order = {**model.order, path: [scene, *rest]}
    model.begin(path)


def test_the_drill_is_announced_and_can_be_left_out(activity: RedFlagDrillActivity) -> None:
    assert titles(activity.panel) == ["Before you begin"]
    assert "people die" in words(activity.panel)
    press(activity.panel, "leave")
    assert titles(activity.panel) == ["Left out"]
    press(activity.panel, "path", "core")
    press(activity.panel, "leave")
    assert activity.model.left_out
    assert activity.model.path == ""


def test_nothing_is_told_before_it_is_answered(
    activity: RedFlagDrillActivity, course: Course
) -> None:
    press(activity.panel, "path", "core")
    shown = words(activity.panel)
    scene = activity.model.scene(activity.model.on_the_table)
    assert scene.story in shown
    for secret in (scene.why, scene.speed, scene.then):
        assert secret
        assert secret not in shown
    told = [a.told for drill in course.drills.values() for a in drill.actions]
    assert not [words for words in told if words in shown]


def test_weak_legs_are_recognised_and_called_at_once(activity: RedFlagDrillActivity) -> None:
    put_first(activity.model, "cord-compression/heavy-legs")
    press(activity.panel, "suspect", "cord-compression")
    assert titles(activity.panel) == ["Yes."]
    press(activity.panel, "speed", "emergency now")
    assert titles(activity.panel)[-1] == "The best answer here."


def test_a_band_of_pain_alone_is_called_the_same_day_and_may_be_called_now(
    activity: RedFlagDrillActivity,
) -> None:
    for level, title in (
        ("this week", "Missed: slower than this should be."),
        ("same day", "The best answer here."),
        ("emergency now", "It can be defended."),
    ):
        activity.model.again()
        put_first(activity.model, "cord-compression/band-at-night")
        press(activity.panel, "suspect", "cord-compression")
        press(activity.panel, "speed", level)
        assert titles(activity.panel)[-1] == title
        activity.model.answers = {}


def test_a_red_flag_taken_for_nothing_is_said_to_be_overlooked(
    activity: RedFlagDrillActivity,
) -> None:
    put_first(activity.model, "neutropenic-sepsis/no-fever")
    press(activity.panel, "suspect", NONE)
    assert titles(activity.panel) == ["A red flag was overlooked."]
    assert "Signs of sepsis" in words(activity.panel) or "Its signs count" in words(activity.panel)


def test_another_emergency_is_answered_with_how_that_one_shows(
    activity: RedFlagDrillActivity, course: Course
) -> None:
    put_first(activity.model, "raised-pressure/grey-mornings")
    press(activity.panel, "suspect", "hypercalcaemia")
    assert titles(activity.panel) == ["Not quite: look again."]
    assert course.claims["hypercalcaemia-signs"].says in words(activity.panel)


def test_a_look_alike_is_done_once_its_speed_is_said(activity: RedFlagDrillActivity) -> None:
    put_first(activity.model, "neutropenic-sepsis/flush")
    press(activity.panel, "suspect", NONE)
    assert titles(activity.panel) == ["Yes."]
    press(activity.panel, "speed", "emergency now")
    assert activity.model.step == "done"
    assert "Over-called: more than can be defended." in titles(activity.panel)


def test_actions_are_told_apart_by_the_scene(model: RedFlagDrill) -> None:
    assert model.actions("cord-compression/heavy-legs")["flat"]
    assert model.actions("cord-compression/band-at-night")["flat"]  # the spine may be unstable
    assert not model.actions("neutropenic-sepsis/warm-but-well")["antibiotics"]
    assert model.actions("cord-compression/band-at-night")["call"]
    assert model.actions("neutropenic-sepsis/no-fever")["send"]
    assert not model.actions("neutropenic-sepsis/before-the-drip")["send"]
    assert model.actions("neutropenic-sepsis/before-the-drip")["antibiotics"]


def test_each_action_is_answered_whether_it_was_chosen_or_not(
    activity: RedFlagDrillActivity, course: Course
) -> None:
    put_first(activity.model, "cord-compression/numb-seat")
    press(activity.panel, "suspect", "cord-compression")
    press(activity.panel, "speed", "emergency now")
    press(activity.panel, "actions", "call")
    press(activity.panel, "actions", "walk")
    press(activity.panel, "try")
    assert titles(activity.panel)[2:5] == [
        "This belongs here", "Left out, and it belongs here", "This does not belong here",
    ]
    told = [action.told for action in course.drills["cord-compression"].actions]
    assert not [one for one in told if one not in words(activity.panel)]


def test_an_action_is_let_go_again_and_none_cannot_be_tried(model: RedFlagDrill) -> None:
    put_first(model, "raised-pressure/first-seizure")
    model.suspect("raised-pressure")
    model.say_how_fast("emergency now")
    model.toggle("head-up")
    model.toggle("head-up")
    model.try_actions()
    assert model.step == "first"
    with pytest.raises(KeyError):
        model.toggle("dance")


def test_answers_stand_and_steps_are_not_jumped(model: RedFlagDrill) -> None:
    model.begin("core")
    model.say_how_fast("same day")
    model.go(1)
    assert (model.step, model.at) == ("suspect", 0)
    model.suspect("hypercalcaemia")
    model.suspect(NONE)
    assert model.given(model.on_the_table)["suspect"] == "hypercalcaemia"


def do_all(model: RedFlagDrill, path: str, *, whole: bool = True) -> None:
    model.whole = whole
    model.begin(path)
    while model.on_the_table:
        id_ = model.on_the_table
        model.suspect(model.suspected(id_))
        model.say_how_fast(model.scene(id_).judgement.best)
        if model.step == "first":
            for action, right in model.actions(id_).items():
                if right:
                    model.toggle(action)
            model.try_actions()
        model.go(1)


@pytest.mark.parametrize("path", ["core", "more"])
def test_a_learner_who_knows_all_comes_to_the_end(
    activity: RedFlagDrillActivity, path: str
) -> None:
    do_all(activity.model, path)
    table = next(block for block in activity.panel.blocks if block["kind"] == "table")
    assert len(table["rows"]) == 12
    assert {row[2] for row in table["rows"]} == {"yes"}
    assert {row[4] for row in table["rows"]} == {"The best answer here"}


@pytest.mark.parametrize("path", ["core", "more"])
def test_the_first_hand_holds_every_emergency_and_a_look_alike(
    model: RedFlagDrill, course: Course, path: str
) -> None:
    emergencies = {drill.id for drill in course.drills.values() if drill.path == path}
    for seed in range(20):
        model.shuffle(random.Random(seed))
        model.begin(path)
        suspected = [model.suspected(id_) for id_ in model.ids]
        assert len(suspected) == 6
        assert set(suspected) == {*emergencies, NONE}


def test_more_scenes_follow_for_those_who_want_them(activity: RedFlagDrillActivity) -> None:
    do_all(activity.model, "core", whole=False)
    assert len(activity.model.answers) == 6
    press(activity.panel, "all")
    assert activity.model.on_the_table
    assert activity.model.step == "suspect"
    assert "Scene 7 of 12" in words(activity.panel)


def test_the_scenes_of_several_emergencies_come_mixed(model: RedFlagDrill) -> None:
    before = model.order
    model.shuffle(random.Random(3))
    assert model.order != before
    assert sorted(model.order["core"]) == sorted(before["core"])
    model.begin("core")
    model.suspect(NONE)
    now = model.order
    model.shuffle(random.Random(4))
    assert model.order == now


def test_a_learner_comes_back_to_the_scene_they_left(course: Course, model: RedFlagDrill) -> None:
    model.shuffle(random.Random(1))
    model.begin("core")
    model.suspect(NONE)
    there = json.loads(json.dumps(model.state()))
    visit = local_visit()
    visit.keep("03/red-flag-drill", there)
    later = RedFlagDrillActivity(course, course.lessons["03"])
    later.open(visit)
    assert later.model.state() == model.state()


@pytest.mark.parametrize(
    "change",
    [
        {"path": "all"},
        {"at": 3, "path": "core"},
        {"order": {"core": [], "more": []}},
        {"answers": {"cord-compression/gone": {}}},
        {"answers": {"cord-compression/numb-seat": {"suspect": "a cold"}}},
        {"answers": {"cord-compression/numb-seat": {"actions": ["dance"]}}},
    ],
)
def test_a_place_that_the_course_has_no_more_begins_again(
    course: Course, model: RedFlagDrill, change: dict[str, Any]
) -> None:
    visit = local_visit()
    visit.keep("03/red-flag-drill", {**model.state(), **change})
    activity = RedFlagDrillActivity(course, course.lessons["03"])
    activity.open(visit)
    assert (activity.model.path, activity.model.at, activity.model.answers) == ("", 0, {})


def test_beginning_again_forgets_the_answers_of_this_path_only(model: RedFlagDrill) -> None:
    do_all(model, "more")
    model.begin("core")
    model.suspect(NONE)
    model.again()
    assert len(model.answers) == 12
    assert model.at == 0
