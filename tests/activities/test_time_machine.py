"""A learner guesses when two groups cross, and finds the year; then looks at the late risk."""

import json
from typing import Any

import pytest

from course_lib.activities.late_risk import LateRiskActivity
from course_lib.activities.time_machine import LOOK, TimeMachine, TimeMachineActivity
from course_lib.clinical.hazards import Span, spans
from course_lib.content.course import Course
from course_lib.figures.hazards import share_lines, yearly_lines
from course_lib.learning.visit import local_visit


@pytest.fixture(scope="module")
def groups(course: Course) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    numbers = course.numbers["yearly-hazard-colleoni"]
    return spans(numbers, "er-positive"), spans(numbers, "er-negative")


@pytest.fixture
def machine(groups: tuple[tuple[Span, ...], tuple[Span, ...]]) -> TimeMachine:
    return TimeMachine(*groups)


@pytest.fixture
def activity(course: Course) -> TimeMachineActivity:
    return TimeMachineActivity(course)


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def words(panel: Any) -> str:
    return json.dumps(panel.blocks, ensure_ascii=False)


def counts(activity: TimeMachineActivity) -> list[dict[str, int]]:
    return [
        {group["mark"]: group["count"] for group in picture["groups"]}
        for picture in activity.people.pictures
    ]


def stop_at(machine: TimeMachine, view: str, year: int) -> str | None:
    machine.look_at(view)
    machine.guess(LOOK)
    machine.move(year)
    machine.stop()
    return machine.verdict()


@pytest.mark.parametrize(
    ("year", "verdict"), [(0, "early"), (4, "early"), (5, "right"), (6, "late"), (24, "late")]
)
def test_the_yearly_risks_change_places_in_the_year_after_the_fifth(
    machine: TimeMachine, year: int, verdict: str
) -> None:
    assert stop_at(machine, "yearly", year) == verdict


@pytest.mark.parametrize(
    ("year", "verdict"),
    [(0, "early"), (5, "early"), (8, "early"), (9, "level"), (10, "right"), (11, "late")],
)
def test_the_numbers_so_far_draw_level_at_nine_years_and_cross_at_ten(
    machine: TimeMachine, year: int, verdict: str
) -> None:
    assert stop_at(machine, "total", year) == verdict


def test_nobody_sees_the_years_before_a_guess(activity: TimeMachineActivity) -> None:
    assert counts(activity) == [{"open": 100}, {"open": 100}]
    assert activity.slider.disabled
    assert activity.slider.said == ""
    assert "numbers" not in [block.get("key") for block in activity.beside.blocks]
    press(activity.task, "guess", "10")
    assert counts(activity) == [{"new": 10, "open": 90}, {"new": 12, "open": 88}]
    assert not activity.slider.disabled


def test_a_year_moved_without_a_guess_is_let_alone(machine: TimeMachine) -> None:
    machine.move(7)
    assert machine.year == 0
    machine.guess("5")
    machine.move(7)
    assert machine.year == 7


def test_the_hundred_so_far_are_those_of_earlier_years_and_of_the_last(
    activity: TimeMachineActivity,
) -> None:
    press(activity.task, "view", "total")
    press(activity.task, "guess", "5")
    activity.slider.year = 5
    first, second = counts(activity)
    assert first["full"] + first["new"] == 39
    assert second["full"] + second["new"] == 44
    assert "39 of 100" in activity.slider.said


def test_the_last_year_has_no_year_after_it(activity: TimeMachineActivity) -> None:
    press(activity.task, "view", "total")
    press(activity.task, "guess", "5")
    activity.slider.year = 25
    assert "67 of 100" in activity.slider.said
    press(activity.task, "view", "yearly")
    press(activity.task, "guess", "5")
    assert activity.slider.last == 24
    activity.slider.year = 24
    assert activity.model.year == 24


def test_the_right_year_is_told_with_its_claims_and_the_guess(
    activity: TimeMachineActivity,
) -> None:
    press(activity.task, "view", "total")
    press(activity.task, "guess", "5")
    activity.slider.year = 10
    press(activity.answer, "stop")
    assert "You have found it" in activity.answer.said
    assert "53 of 100" in activity.answer.said
    assert "about 5 years" in activity.answer.said
    assert "yearly-and-total-risk-cross" in words(activity.answer)


def test_a_year_too_early_is_answered_with_the_numbers_and_gives_nothing_away(
    activity: TimeMachineActivity,
) -> None:
    press(activity.task, "guess", "2")
    activity.slider.year = 2
    press(activity.answer, "stop")
    assert "Not yet" in activity.answer.said
    assert "9.9" in activity.answer.said
    assert "yearly-risk-by-receptor" not in words(activity.answer)


def test_whoever_rather_looks_is_not_reminded_of_a_guess(activity: TimeMachineActivity) -> None:
    press(activity.task, "guess", LOOK)
    activity.slider.year = 5
    press(activity.answer, "stop")
    assert "You have found it" in activity.answer.said
    assert "Your guess" not in activity.answer.said


def test_where_the_learner_stopped_can_be_taken_back(machine: TimeMachine) -> None:
    stop_at(machine, "yearly", 3)
    machine.again()
    assert machine.verdict() is None
    assert machine.guesses == {"yearly": LOOK}


def test_beginning_again_forgets_guesses_and_years(machine: TimeMachine) -> None:
    stop_at(machine, "total", 9)
    machine.reset()
    assert (machine.view, machine.year, machine.guesses, machine.stops) == ("yearly", 0, {}, {})


@pytest.mark.parametrize("guessed", [False, True])
def test_whose_years_these_are_and_a_newer_comparison_always_stand_beside(
    activity: TimeMachineActivity, guessed: bool
) -> None:
    if guessed:
        press(activity.task, "guess", "5")
    beside = words(activity.beside)
    for said in ("1978 to 1985", "4105", "A population, not this person", "older-tables-too-high"):
        assert said in beside


def test_the_newer_numbers_come_as_people_first(activity: TimeMachineActivity) -> None:
    newer = next(b for b in activity.beside.blocks if b.get("look") == "moved-on")
    assert "about 20" in newer["blocks"][0]["text"]
    assert "about 15" in newer["blocks"][0]["text"]


def test_a_learner_who_comes_back_is_where_they_were(course: Course) -> None:
    visit = local_visit()
    first = TimeMachineActivity(course)
    first.open(visit)
    press(first.task, "view", "total")
    press(first.task, "guess", "20")
    first.slider.year = 8
    press(first.answer, "stop")
    again = TimeMachineActivity(course)
    again.open(visit)
    assert again.model.state() == first.model.state()
    assert again.slider.year == 8
    assert json.loads(json.dumps(first.model.state())) == first.model.state()


@pytest.mark.parametrize(
    "broken",
    [
        {"view": "monthly", "year": 0, "guesses": {}, "stops": {}},
        {"view": "total", "year": 26, "guesses": {"total": "5"}, "stops": {}},
        {"view": "yearly", "year": 25, "guesses": {"yearly": "5"}, "stops": {}},
        {"view": "yearly", "year": 0, "guesses": {"yearly": "7"}, "stops": {}},
        {"view": "yearly", "year": 0, "guesses": {}, "stops": {"yearly": 5}},
    ],
)
def test_a_place_of_an_earlier_version_begins_again(
    course: Course, broken: dict[str, Any]
) -> None:
    visit = local_visit()
    visit.keep("01/time-machine", broken)
    activity = TimeMachineActivity(course)
    activity.open(visit)
    assert activity.model.state() == {"view": "yearly", "year": 0, "guesses": {}, "stops": {}}


@pytest.mark.parametrize("key", ["guess", "view"])
def test_what_is_not_drawn_cannot_be_pressed(activity: TimeMachineActivity, key: str) -> None:
    before = activity.model.state()
    press(activity.task, key, "not-there")
    assert activity.model.state() == before


def test_the_figure_draws_the_published_steps_and_the_shares_of_every_year(
    groups: tuple[tuple[Span, ...], tuple[Span, ...]],
) -> None:
    positive, negative = groups
    [step, _] = yearly_lines((("a", positive), ("b", negative)))
    assert list(zip(step.years, step.values, strict=True))[:4] == [
        (0, 9.9), (5, 9.9), (5, 5.4), (10, 5.4)
    ]
    [one, other] = share_lines((("a", positive), ("b", negative)))
    assert one.years == tuple(range(26))
    assert [one.values[y] < other.values[y] for y in (8, 9)] == [True, False]


@pytest.mark.parametrize(
    ("size", "nodes", "ill"), [("t1", "n0", 13), ("t1", "n1-3", 20), ("t2", "n4-9", 41)]
)
def test_the_late_risk_of_a_group_is_drawn_as_people(
    course: Course, size: str, nodes: str, ill: int
) -> None:
    late = LateRiskActivity(course)
    press(late.choice, "size", size)
    press(late.choice, "nodes", nodes)
    groups = late.people.pictures[0]["groups"]
    assert [group["count"] for group in groups] == [ill, 100 - ill]
    assert f"{ill} of 100" in late.choice.said


def test_the_late_risk_names_its_endpoint_years_and_population(course: Course) -> None:
    beside = words(LateRiskActivity(course).beside)
    for said in ("Distant recurrence from year 5 to year 20", "62 923", "not this person",
                 "older-tables-too-high"):
        assert said in beside


def test_the_late_risk_remembers_its_group_and_begins_again(course: Course) -> None:
    visit = local_visit()
    first = LateRiskActivity(course)
    first.open(visit)
    press(first.choice, "nodes", "n4-9")
    again = LateRiskActivity(course)
    again.open(visit)
    assert again.model.nodes == "n4-9"
    press(again.choice, "reset")
    assert again.model.state() == {"size": "t1", "nodes": "n0"}
