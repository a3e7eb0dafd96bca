"""A learner suspects what stands behind a difference, and sees whether it stays."""

import random
from typing import Any

import pytest

from course_lib.activities.confounding import (
    QUESTIONS,
    Confounding,
    ConfoundingActivity,
    Held,
)
from course_lib.clinical.cohort import Ratio
from course_lib.content.course import Course
from course_lib.learning.learner import LOCAL
from course_lib.learning.visit import Memory, Visit


@pytest.fixture(scope="module")
def drawn(course: Course) -> ConfoundingActivity:
    return ConfoundingActivity(course)


@pytest.fixture
def activity(drawn: ConfoundingActivity) -> ConfoundingActivity:
    drawn.model.reset()
    return drawn


def press(activity: ConfoundingActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def blocks(activity: ConfoundingActivity, kind: str) -> list[dict[str, Any]]:
    return [block for block in activity.panel.blocks if block["kind"] == kind]


@pytest.mark.parametrize(
    ("ratio", "clear"),
    [
        (Ratio(0.6, 0.4, 0.999), True),
        (Ratio(0.6, 0.4, 1.0), False),
        (Ratio(1.5, 1.0, 2.0), False),
        (Ratio(1.5, 1.001, 2.0), True),
    ],
)
def test_a_difference_is_there_only_if_its_interval_leaves_no_difference_out(
    ratio: Ratio, clear: bool
) -> None:
    assert Held(ratio, ()).is_clear is clear


@pytest.mark.parametrize(
    ("question", "suspected", "look"),
    [
        ("oestrogen-receptor", "progesterone-receptor", "right"),
        ("oestrogen-receptor", "grade", "wrong"),  # 0.73, and still clear of 1
        ("oestrogen-receptor", "nodes", "wrong"),
        ("oestrogen-receptor", "none", "wrong"),
        ("hormone-therapy", "none", "right"),
        ("hormone-therapy", "age", "wrong"),  # they were older, and yet it changes nothing
        ("hormone-therapy", "nodes", "wrong"),
    ],
)
def test_a_suspicion_is_answered_from_the_data(
    question: str, suspected: str, look: str, activity: ConfoundingActivity
) -> None:
    press(activity, "question", question)
    press(activity, "suspected", suspected)
    assert blocks(activity, "callout")[0]["look"] == look


def test_the_first_figure_gives_nothing_away(activity: ConfoundingActivity) -> None:
    assert not [b for b in blocks(activity, "choice") if b["key"] == "still"]
    [figure] = blocks(activity, "drawing")
    assert "all women together" in figure["caption"]
    assert activity.panel.said == "Among all women: hazard ratio 0.64 (0.51 to 0.81)."


def test_holding_the_other_receptor_still_leaves_nothing_to_see(
    activity: ConfoundingActivity,
) -> None:
    press(activity, "suspected", "nodes")
    assert "still there" in activity.panel.said
    press(activity, "still", "progesterone-receptor")
    assert activity.panel.said == (
        "With Progesterone receptor held still: hazard ratio 0.96 (0.73 to 1.25). Its interval "
        "holds 1: no difference is left to see."
    )
    [table] = blocks(activity, "details")[0]["blocks"]
    shares = {tuple(row[:2]): row[3] for row in table["rows"]}
    level = "Progesterone receptor: positive"
    assert shares[level, "positive"].startswith("57.6 %")
    assert shares[level, "negative"].startswith("57.2 %")


def test_the_groups_of_all_levels_are_all_the_women(activity: ConfoundingActivity) -> None:
    for held in activity.found.values():
        assert sum(n for level in held.levels for n in level.people.values()) == 686


def test_receptors_are_not_held_still_for_hormone_therapy(activity: ConfoundingActivity) -> None:
    press(activity, "question", "hormone-therapy")
    press(activity, "suspected", "oestrogen-receptor")
    assert activity.model.suspicion == ""
    assert not any("receptor" in factor for factor in QUESTIONS["hormone-therapy"])


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_figure_names_its_endpoint_years_and_people(
    question: str, activity: ConfoundingActivity
) -> None:
    for factor in ("", *QUESTIONS[question]):
        caption = activity.figures[question, factor].caption
        for part in ("alive without recurrence", "5 years after diagnosis", "686 women",
                     "1984 to 1989", "recurrence or death"):
            assert part in caption


def test_a_learner_comes_back_to_what_they_held_still(
    activity: ConfoundingActivity, course: Course
) -> None:
    places = Memory()
    activity.open(Visit(LOCAL, places, random.Random(1)))
    press(activity, "question", "hormone-therapy")
    press(activity, "suspected", "age")
    again = Confounding()
    kept = places.place(LOCAL, "04/confounding")
    assert kept
    again.restore(kept)
    assert (again.question, again.suspicion, again.still) == ("hormone-therapy", "age", "age")
    press(activity, "reset")
    assert activity.model.state()["suspected"] == {}


@pytest.mark.parametrize(
    "state",
    [
        {"question": "hormone-therapy", "suspected": {}, "still": "progesterone-receptor"},
        {"question": "hormone-therapy", "suspected": {"hormone-therapy": "luck"}, "still": ""},
        {"question": "hormone-therapy", "suspected": {"weather": "age"}, "still": ""},
    ],
)
def test_a_place_that_cannot_be_is_refused(state: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Confounding().restore(state)


def test_another_question_begins_with_nothing_held(activity: ConfoundingActivity) -> None:
    press(activity, "suspected", "progesterone-receptor")
    press(activity, "question", "hormone-therapy")
    assert activity.model.still == ""
    assert activity.model.suspicion == ""
    press(activity, "question", "oestrogen-receptor")
    assert activity.model.suspicion == "progesterone-receptor"
