"""A learner takes ten years of calls, and sees what was missed and what was over-called."""

import json
from typing import Any

import pytest

from course_lib.activities.late_effect_or_recurrence import Decade, DecadeActivity
from course_lib.content.course import Course
from course_lib.content.survivors import Call
from course_lib.content.urgency import LEVELS
from course_lib.learning.visit import local_visit


@pytest.fixture
def activity(course: Course) -> DecadeActivity:
    return DecadeActivity(course, course.lessons["03"])


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def words(panel: Any) -> str:
    return json.dumps(panel.blocks, ensure_ascii=False)


def titles(panel: Any) -> list[str]:
    return [block["title"] for block in panel.blocks if block["kind"] == "callout"]


def take(activity: DecadeActivity, *levels: str) -> None:
    for level in levels:
        press(activity.panel, "level", level)
        press(activity.panel, "next")


def call_of(course: Course, survivor: str, call: str) -> Call:
    return next(c for c in course.survivors[survivor].calls if c.id == call)


def test_a_core_story_is_on_the_line_first(activity: DecadeActivity) -> None:
    assert activity.model.person.path == "core"
    menu = activity.who.blocks[0]
    groups = [option["group"] for option in menu["options"]]
    assert groups == sorted(groups)  # “Begin with these” stands before “When you have time”
    assert len(groups) == 6


def test_nothing_is_told_before_the_call_is_answered(
    activity: DecadeActivity, course: Course
) -> None:
    call = activity.model.call
    assert call
    shown = words(activity.panel) + json.dumps(activity.line.stops)
    assert call.then not in shown
    assert not [reason for reason in call.reasons.values() if reason in shown]
    assert all("low" not in stop for stop in activity.line.stops)


def test_new_back_pain_alone_is_a_call_on_the_same_day(course: Course) -> None:
    pain = call_of(course, "amira", "back-pain").judgement
    assert pain.standing("same day") == "best"
    assert pain.standing("emergency now") == "defensible"
    assert pain.standing("this week") == "missed"


def test_weak_legs_leave_only_the_emergency(course: Course) -> None:
    legs = call_of(course, "amira", "cotton-legs").judgement
    assert legs.standing("emergency now") == "best"
    assert legs.standing("same day") == "missed"


def test_chills_below_the_number_and_the_number_itself_are_both_emergencies(
    course: Course,
) -> None:
    for survivor, call in (("yusuf", "not-himself"), ("leila", "exactly")):
        judgement = call_of(course, survivor, call).judgement
        assert judgement.best == "emergency now"
        assert judgement.standing("same day") == "missed"


def test_the_same_lump_is_answered_the_same_whatever_it_was(course: Course) -> None:
    ridge, pea = call_of(course, "grace", "ridge"), call_of(course, "grace", "pea")
    assert ridge.judgement == pea.judgement
    assert (ridge.found, pea.found) == ("late effect", "recurrence")


def test_a_best_answer_is_told_with_its_reason_and_what_came_of_it(
    activity: DecadeActivity,
) -> None:
    call = activity.model.call
    assert call
    press(activity.panel, "level", call.judgement.best)
    assert titles(activity.panel)[0] == "The best answer here."
    assert call.reasons[call.judgement.best] in words(activity.panel)
    assert call.then in words(activity.panel)
    assert activity.panel.said.startswith("The best answer here.")


def test_every_other_answer_has_its_reason_too(activity: DecadeActivity) -> None:
    call = activity.model.call
    assert call
    press(activity.panel, "level", "emergency now")
    assert titles(activity.panel)[0].startswith("Over-called")
    assert all(reason in words(activity.panel) for reason in call.reasons.values())


def test_a_level_that_nobody_has_published_is_said_to_be_the_courses(
    activity: DecadeActivity, course: Course
) -> None:
    take(activity, "reassure")
    press(activity.panel, "level", "this week")
    assert "No source read here publishes how fast." in words(activity.panel)
    press(activity.who, "who", "yusuf")
    press(activity.panel, "level", "emergency now")
    assert "The answer rests on practice today" in words(activity.panel)


def test_a_call_is_taken_once_and_does_not_go_on_unanswered(activity: DecadeActivity) -> None:
    press(activity.panel, "next")
    assert activity.model.at == 0
    press(activity.panel, "level", "reassure")
    activity.model.answer("emergency now")
    assert activity.model.call
    assert activity.model.answered(activity.model.call) == "reassure"


def test_the_debrief_counts_what_was_missed_and_what_was_over_called(
    activity: DecadeActivity,
) -> None:
    take(activity, "emergency now", "same day", "reassure", "same day", "same day")
    assert "3 of 5 calls" in activity.panel.said
    assert "One missed." in activity.panel.said
    assert "One over-called." in activity.panel.said


def test_the_picture_and_the_table_of_the_debrief_say_the_same(activity: DecadeActivity) -> None:
    take(activity, "emergency now", "this week", "this week", "reassure", "emergency now")
    looks = [stop["look"] for stop in activity.line.stops]
    assert activity.line.told
    assert looks == ["over-called", "best", "defensible", "missed", "best"]
    table = next(block for block in activity.panel.blocks if block["kind"] == "table")
    assert [row[1] for row in table["rows"]] == [
        activity.line.rows[stop["chosen"]] for stop in activity.line.stops
    ]
    for stop, row in zip(activity.line.stops, table["rows"], strict=True):
        assert stop["words"].startswith(row[1])
        accepted = row[2].split(" or ")
        assert accepted == activity.line.rows[stop["low"] : stop["high"] + 1]


def test_a_story_is_begun_again_without_touching_the_others(activity: DecadeActivity) -> None:
    take(activity, "reassure")
    press(activity.who, "who", "yusuf")
    take(activity, "emergency now")
    activity.model.again()
    assert activity.model.at == 0
    press(activity.who, "who", "amira")
    assert activity.model.at == 1


def test_a_learner_comes_back_to_the_call_they_left(
    activity: DecadeActivity, course: Course
) -> None:
    take(activity, "reassure", "this week")
    there = json.loads(json.dumps(activity.model.state()))
    later = Decade(course)
    later.restore(there)
    assert later.state() == activity.model.state()


@pytest.mark.parametrize(
    "gone",
    [
        {"survivor": "nobody", "answers": {}, "at": 0},
        {"survivor": "amira", "answers": {"amira": {"hot-flushes": "tomorrow"}}, "at": 0},
        {"survivor": "amira", "answers": {"amira": {"gone": "reassure"}}, "at": 0},
        {"survivor": "amira", "answers": {}, "at": 2},
    ],
)
def test_a_place_that_the_course_has_no_more_begins_again(
    course: Course, gone: dict[str, Any]
) -> None:
    visit = local_visit()
    visit.keep("03/late-effect-or-recurrence", gone)
    activity = DecadeActivity(course, course.lessons["03"])
    activity.open(visit)
    assert activity.model.at == 0
    assert activity.model.answers == {}


def test_every_level_can_be_chosen_for_every_call(course: Course) -> None:
    model = Decade(course)
    for survivor in course.survivors.values():
        for level in LEVELS:
            model.meet(survivor.id)
            model.again()
            for _call in survivor.calls:
                model.answer(level)
                model.go(1)
            assert model.call is None
