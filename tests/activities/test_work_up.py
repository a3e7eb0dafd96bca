"""A learner asks for tests in a story of a suspicion."""

import json
from typing import Any

import pytest

from course_lib.activities.work_up import WorkUp, WorkUpActivity
from course_lib.content.course import Course
from course_lib.content.suspicions import Suspicion
from course_lib.learning.visit import local_visit


@pytest.fixture
def activity(course: Course) -> WorkUpActivity:
    return WorkUpActivity(course)


@pytest.fixture
def model(course: Course) -> WorkUp:
    return WorkUp(list(course.suspicions.values()))


def press(activity: WorkUpActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def words(activity: WorkUpActivity) -> str:
    return json.dumps(activity.panel.blocks, ensure_ascii=False)


def offered(activity: WorkUpActivity) -> list[str]:
    return [
        option["id"]
        for block in activity.panel.blocks
        if block["kind"] == "choice" and block["key"] == "ask"
        for option in block["options"]
    ]


def finish(model: WorkUp) -> None:
    while not model.finished:
        for step in model.suspicion.steps:
            if step.worth == "needed":
                model.ask(step.examination)


def test_a_scan_shows_where_and_tissue_shows_what(model: WorkUp) -> None:
    model.ask("body-imaging")
    assert model.known() == {"where"}
    model.ask("biopsy")
    assert model.known() == {"where", "what"}


def test_receptors_wait_for_tissue(activity: WorkUpActivity) -> None:
    assert "receptors" not in offered(activity)
    press(activity, "ask", "biopsy")
    assert "receptors" in offered(activity)


def test_receptors_cannot_be_asked_for_before_there_is_tissue(model: WorkUp) -> None:
    model.ask("receptors")
    assert model.taken == []


def test_a_marker_fills_no_gap_in_a_suspicion(model: WorkUp, activity: WorkUpActivity) -> None:
    model.ask("markers")
    assert model.known() == set()
    press(activity, "ask", "markers")
    assert "not now." in words(activity)


def test_the_brain_is_not_imaged_as_long_as_nothing_points_to_it(course: Course) -> None:
    worth = {
        story.id: step.worth
        for story in course.suspicions.values()
        for step in story.steps
        if step.examination == "brain-imaging"
    }
    assert worth == {"hip-pain": "not-now", "liver-proven": "not-now"}


def test_a_man_without_symptoms_is_known_after_history_and_mammogram(model: WorkUp) -> None:
    model.choose("nothing-new")
    model.ask("history")
    assert not model.finished
    model.ask("mammogram")
    assert model.finished


def test_tests_that_nobody_needed_are_counted_at_the_end(activity: WorkUpActivity) -> None:
    press(activity, "story", "nothing-new")
    press(activity, "ask", "markers")
    press(activity, "ask", "history")
    press(activity, "ask", "mammogram")
    assert "One test was asked for that nobody needed now." in words(activity)
    press(activity, "again")
    press(activity, "ask", "history")
    press(activity, "ask", "mammogram")
    assert "Nothing was asked for that nobody needed now." in words(activity)


def test_a_test_is_done_once(model: WorkUp) -> None:
    model.ask("history")
    model.ask("history")
    assert model.taken == ["history"]


def test_every_story_can_be_finished(model: WorkUp) -> None:
    for story in model.stories:
        model.choose(story)
        finish(model)
        assert model.finished


def test_each_story_keeps_its_own_tests(model: WorkUp) -> None:
    model.ask("history")
    model.choose("nothing-new")
    assert model.taken == []
    model.choose("hip-pain")
    assert model.taken == ["history"]


def test_what_is_not_on_the_page_cannot_be_asked_for(activity: WorkUpActivity) -> None:
    press(activity, "ask", "receptors")
    press(activity, "ask", "nonsense")
    assert activity.model.taken == []


def test_nothing_is_shown_of_a_test_before_it_is_asked_for(
    activity: WorkUpActivity, course: Course
) -> None:
    story = course.suspicions["hip-pain"]
    assert not any(step.shows in words(activity) for step in story.steps)
    press(activity, "ask", "history")
    assert story.steps[0].shows in words(activity)


def test_a_learner_comes_back_to_the_story_they_were_in(course: Course) -> None:
    visit = local_visit()
    first = WorkUpActivity(course)
    first.open(visit)
    first.model.choose("liver-proven")
    first.model.ask("blood")
    second = WorkUpActivity(course)
    second.open(visit)
    assert (second.model.story, second.model.taken) == ("liver-proven", ["blood"])


def test_a_story_that_is_gone_begins_again(course: Course) -> None:
    visit = local_visit()
    visit.keep("05/work-up", {"story": "gone", "asked": {}})
    activity = WorkUpActivity(course)
    activity.open(visit)
    assert activity.model.taken == []


def story(**changes: Any) -> dict[str, Any]:
    def step(name: str, worth: str, tells: list[str], after: list[str]) -> dict[str, Any]:
        return {"examination": name, "worth": worth, "why": "w", "shows": "s", "tells": tells,
                "after": after, "claims": ["c"]}

    return {
        "id": "s", "path": "core", "title": "t", "story": "s", "end": "e", "claims": ["c"],
        "gaps": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
        "steps": [
            step("one", "needed", ["a"], []),
            step("two", "needed", ["b"], ["a"]),
            step("three", "later", [], []),
            step("four", "not-now", [], []),
        ],
        **changes,
    }


def test_a_story_whose_tests_wait_for_one_another_is_refused() -> None:
    Suspicion.model_validate_json(json.dumps(story()))
    stuck = story()
    stuck["steps"][0]["after"] = ["b"]
    with pytest.raises(ValueError, match="no order fills every gap"):
        Suspicion.model_validate_json(json.dumps(stuck))


def test_a_test_that_tells_nothing_is_not_needed() -> None:
    idle = story()
    idle["steps"][3]["worth"] = "needed"
    with pytest.raises(ValueError, match="a test that is needed tells something"):
        Suspicion.model_validate_json(json.dumps(idle))
