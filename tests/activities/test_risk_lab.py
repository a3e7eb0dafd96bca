"""A learner expects which women fared worst, and sees what the curves say."""

import random
import time
from typing import Any

import pytest

from course_lib.activities.adjusting import AdjustingActivity
from course_lib.activities.after_recurrence import AfterRecurrenceActivity
from course_lib.activities.radiotherapy_figures import (
    OfHundred,
    RadiotherapyFiguresActivity,
    right_guess,
)
from course_lib.activities.risk_lab import LOOK, RiskLabActivity, p_words
from course_lib.content.course import Course
from course_lib.learning.learner import LOCAL
from course_lib.learning.visit import Memory, Visit


@pytest.fixture(scope="module")
def drawn(course: Course) -> RiskLabActivity:
    return RiskLabActivity(course)


@pytest.fixture
def lab(drawn: RiskLabActivity) -> RiskLabActivity:
    drawn.model.reset()
    return drawn


@pytest.fixture(scope="module")
def adjusting(course: Course) -> AdjustingActivity:
    return AdjustingActivity(course)


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def blocks(inside: Any, kind: str) -> list[dict[str, Any]]:
    """Every block of a kind, however deep."""
    found = []
    for block in inside:
        found += [block] if block["kind"] == kind else []
        found += blocks(block.get("blocks", []), kind)
    return found


def words(panel: Any) -> str:
    listed = [p["text"] for p in blocks(panel.blocks, "paragraph")]
    listed += [i["text"] for b in blocks(panel.blocks, "bullets") for i in b["items"]]
    return " ".join(listed)


def look(panel: Any) -> str:
    """How the first verdict is shown."""
    return str(blocks(panel.blocks, "callout")[0]["look"])


def test_no_curve_is_shown_before_the_learner_has_said_what_they_expect(
    lab: RiskLabActivity,
) -> None:
    assert not blocks(lab.panel.blocks, "drawing")
    press(lab.panel, "expected", "few")
    assert len(blocks(lab.panel.blocks, "drawing")) == 1


@pytest.mark.parametrize(
    ("factor", "group", "shown"),
    [
        ("nodes", "many", "right"),
        ("nodes", "some", "wrong"),  # the bands do not overlap: 31.0 is above 30.6
        ("nodes", "few", "wrong"),
        ("size", "large", "right"),
        ("size", "middle", "notice"),  # 41.7 to 52.8 beside 21.9 to 51.2
        ("grade", "two", "notice"),
        ("grade", "one", "wrong"),
        ("age", "young", "right"),
        ("age", "older", "notice"),
        ("oestrogen-receptor", "positive", "notice"),  # 47.8 is below 48.8
        ("progesterone-receptor", "positive", "wrong"),
        ("hormone-therapy", "without", "right"),
        ("hormone-therapy", "with", "wrong"),
        ("hormone-therapy", LOOK, "notice"),
    ],
)
def test_an_expectation_is_answered_from_the_curves(
    factor: str, group: str, shown: str, lab: RiskLabActivity
) -> None:
    press(lab.panel, "factor", factor)
    press(lab.panel, "expected", group)
    assert look(lab.panel) == shown
    title = blocks(lab.panel.blocks, "callout")[0]["title"]
    assert title in lab.panel.said
    assert title.startswith("Close") == (shown == "notice" and group != LOOK)


@pytest.mark.parametrize("factor", ["nodes", "grade", "age", "hormone-therapy"])
def test_beside_each_curve_stand_endpoint_years_people_and_what_it_is_not_for(
    factor: str, lab: RiskLabActivity, course: Course
) -> None:
    press(lab.panel, "factor", factor)
    press(lab.panel, "expected", LOOK)
    [figure] = blocks(lab.panel.blocks, "drawing")
    for part in ("alive without recurrence", "at 5 years", "686 women", "1984 to 1989",
                 "recurrence or death", "not this person"):
        assert part in figure["caption"]
    said = words(lab.panel)
    assert course.numbers["gbsg2-data"].not_for in said
    for claim in ("gbsg2-where-from", "gbsg2-treated-then", "gbsg2-not-all-by-chance"):
        assert course.claims[claim].says in said


def test_the_table_says_what_the_figure_shows(lab: RiskLabActivity) -> None:
    press(lab.panel, "expected", LOOK)
    [table] = blocks(lab.panel.blocks, "table")
    assert table["rows"][0] == [
        "1 to 3 nodes", "376", "119", "62.5 % (56.2 to 68.1)", "376, 348, 288, 222, 156, 84"
    ]


def test_a_learner_comes_back_to_the_factor_they_looked_at(
    lab: RiskLabActivity, course: Course
) -> None:
    places = Memory()
    visit = Visit(LOCAL, places, random.Random(1))
    lab.open(visit)
    press(lab.panel, "factor", "age")
    press(lab.panel, "expected", "older")
    again = RiskLabActivity(course)
    again.open(Visit(LOCAL, places, random.Random(1)))
    assert (again.model.factor, again.model.answered) == ("age", "older")
    press(again.panel, "reset")
    assert again.model.state() == {"factor": "nodes", "expected": {}}


@pytest.mark.parametrize(
    "state",
    [
        {"factor": "weather", "expected": {}},
        {"factor": "age", "expected": {"age": "ancient"}},
        {"factor": "age", "expected": {"weather": "look"}},
    ],
)
def test_a_place_of_an_earlier_version_is_refused(
    state: dict[str, Any], lab: RiskLabActivity
) -> None:
    with pytest.raises((KeyError, ValueError)):
        lab.model.restore(state)
    assert lab.model.factor == "nodes"


def test_nonsense_from_a_browser_changes_nothing(lab: RiskLabActivity) -> None:
    for key, value in (("factor", "x"), ("expected", "x"), ("reset", "x"), ("open", "")):
        press(lab.panel, key, value)
    assert lab.model.state() == {"factor": "nodes", "expected": {}}


def test_the_lab_answers_faster_than_a_learner_notices(lab: RiskLabActivity) -> None:
    press(lab.panel, "expected", LOOK)
    begin = time.perf_counter()
    for _round in range(7):
        press(lab.panel, "next")
        press(lab.panel, "expected", LOOK)
    assert (time.perf_counter() - begin) / 14 < 0.15


@pytest.mark.parametrize(
    ("p", "printed"), [(0.0009, "< 0.001"), (0.001, "= 0.001"), (0.0272, "= 0.027")]
)
def test_a_p_value_is_never_printed_as_nothing(p: float, printed: str) -> None:
    assert p_words(p) == printed


@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        ("oestrogen-receptor", "right"),
        ("size", "right"),
        ("age", "wrong"),  # the youngest stay clear of 1: 1.05 to 2.16
        ("grade", "wrong"),  # grade II stays clear, grade III does not
        ("nodes", "wrong"),
        (LOOK, "notice"),
    ],
)
def test_what_fades_once_all_are_held_still(
    factor: str, shown: str, adjusting: AdjustingActivity
) -> None:
    press(adjusting.panel, "reset")
    press(adjusting.panel, "expected", factor)
    assert look(adjusting.panel) == shown
    assert adjusting.model.view == "adjusted"


def test_the_switch_shows_each_factor_alone_again(adjusting: AdjustingActivity) -> None:
    press(adjusting.panel, "reset")
    press(adjusting.panel, "expected", LOOK)
    press(adjusting.panel, "view", "alone")
    [figure] = blocks(adjusting.panel.blocks, "drawing")
    assert figure["caption"].startswith("Hazard ratio, each factor alone")
    [table] = blocks(adjusting.panel.blocks, "table")
    assert ["Oestrogen receptor: positive", "negative", "0.64 (0.51 to 0.81)"] in table["rows"]
    press(adjusting.panel, "view", "adjusted")
    [table] = blocks(adjusting.panel.blocks, "table")
    assert ["Oestrogen receptor: positive", "negative", "1.01 (0.76 to 1.33)"] in table["rows"]


def test_what_speaks_of_dying_says_so_and_waits(course: Course) -> None:
    after = AfterRecurrenceActivity(course)
    assert "dying" in blocks(after.panel.blocks, "callout")[0]["title"]
    assert not blocks(after.panel.blocks, "drawing")
    press(after.panel, "expected", "later")  # nothing to answer before it is opened
    assert after.model.expected == ""
    press(after.panel, "open")
    assert not blocks(after.panel.blocks, "drawing")
    press(after.panel, "expected", "later")
    [figure] = blocks(after.panel.blocks, "drawing")
    for part in ("2 years after a recurrence", "261 women", "death of any cause",
                 "within 2\u00a0years of diagnosis"):
        assert part in figure["caption"]
    press(after.panel, "close")
    assert not blocks(after.panel.blocks, "drawing")


@pytest.mark.parametrize(
    ("answer", "shown"), [("later", "right"), ("early", "wrong"), ("same", "wrong"),
                          ("look", "notice")]
)
def test_those_whose_recurrence_came_later_lived_longer_after_it(
    answer: str, shown: str, course: Course
) -> None:
    after = AfterRecurrenceActivity(course)
    press(after.panel, "open")
    press(after.panel, "expected", answer)
    assert blocks(after.panel.blocks, "callout")[1]["look"] == shown


@pytest.mark.parametrize(
    ("event", "guess", "shown"),
    [
        ("recurrence", "part", "right"),
        ("recurrence", "hardly", "wrong"),
        ("recurrence", "almost-all", "wrong"),
        ("death", "hardly", "right"),
        ("death", "part", "wrong"),
        ("death", "look", "notice"),
    ],
)
def test_a_guess_about_radiotherapy_is_counted_out(
    event: str, guess: str, shown: str, course: Course
) -> None:
    activity = RadiotherapyFiguresActivity(course)
    press(activity.panel, "event", event)
    assert len(activity.pictures.pictures) == 1  # what it changed is not shown before the guess
    press(activity.panel, "guess", guess)
    assert look(activity.panel) == shown
    assert len(activity.pictures.pictures) == 2


def test_a_hundred_women_are_those_of_the_published_shares(course: Course) -> None:
    activity = RadiotherapyFiguresActivity(course)
    assert activity.people == {"recurrence": OfHundred(35, 19), "death": OfHundred(25, 21)}
    derived = course.numbers["bcs-radiotherapy-derived"].values
    recurrence = activity.people["recurrence"]
    assert recurrence.without == int(derived["of-100-without"].value)
    assert recurrence.with_it == int(derived["of-100-with"].value)
    press(activity.panel, "guess", "look")
    counts = [[g["count"] for g in one["groups"]] for one in activity.pictures.pictures]
    assert counts == [[35, 65], [19, 16, 65]]


@pytest.mark.parametrize(
    ("people", "guess"),
    [
        (OfHundred(40, 31), "hardly"),  # 9 of 40
        (OfHundred(40, 30), "part"),  # a quarter
        (OfHundred(40, 10), "part"),  # three quarters
        (OfHundred(40, 9), "almost-all"),
    ],
)
def test_a_quarter_and_three_quarters_belong_to_the_middle(people: OfHundred, guess: str) -> None:
    assert right_guess(people) == guess


def test_the_wrong_ways_to_the_number_needed_to_treat_are_worked_out_as_they_are_made(
    course: Course,
) -> None:
    shares = course.numbers["bcs-radiotherapy-ebctcg"].values
    derived = course.numbers["bcs-radiotherapy-derived"].values
    wrong = course.numbers["bcs-radiotherapy-mistakes"].values
    without, with_it = float(shares["without"].value), float(shares["with"].value)
    assert round(100 / (without - with_it), 1) == float(derived["nnt-recurrence"].value)
    assert round(1 / (without - with_it), 3) == float(wrong["from-percent"].value)
    assert round(100 / with_it, 1) == float(wrong["from-with"].value)
    assert round(100 / without, 1) == float(wrong["from-without"].value)
    relative = float(derived["relative-reduction"].value)
    assert round(100 / relative, 1) == float(wrong["from-relative"].value)
