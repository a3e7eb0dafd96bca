"""A learner works out a score, is refused where it does not hold, and judges three programs."""

from decimal import Decimal
from typing import Any

import pytest

from course_lib.activities.scores import FIRST, Scores, ScoresActivity, programs, worked_out
from course_lib.clinical.scores import OutsideRangeError
from course_lib.content.course import Course


@pytest.fixture
def activity(course: Course) -> ScoresActivity:
    return ScoresActivity(course)


def press(activity: ScoresActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def callout(activity: ScoresActivity) -> dict[str, Any]:
    [found] = [block for block in activity.panel.blocks if block["kind"] == "callout"]
    return found


def refused(which: str, course: Course, **given: str) -> tuple[str, ...]:
    with pytest.raises(OutsideRangeError) as caught:
        worked_out(which, {**FIRST, **given}, course.numbers)
    return caught.value.sentences


def test_the_learner_begins_with_the_published_example(
    activity: ScoresActivity, course: Course
) -> None:
    published = course.numbers["cts5-examples"].values["first-score"].number
    assert callout(activity)["title"] == f"CTS5: {published}, group: Low."


def test_every_step_is_shown_and_none_is_a_percentage(activity: ScoresActivity) -> None:
    [table] = [block for block in activity.panel.blocks if block["kind"] == "table"]
    assert [row[0] for row in table["rows"]][:3] == ["Nodes", "Size that counts", "Size"]
    assert not any("%" in cell for row in table["rows"] for cell in row)


def test_the_nottingham_index_says_that_it_speaks_of_survival(activity: ScoresActivity) -> None:
    press(activity, "score", "npi")
    said = callout(activity)["blocks"][0]["text"]
    assert "predicts survival" in said
    assert "does not predict whether cancer comes back" in said


@pytest.mark.parametrize(
    ("which", "person", "reason"),
    [
        ("cts5", "before", "after the menopause"),
        ("cts5", "man", "made from women"),
        ("npi", "man", "made from women"),
        ("cts5", "recurred", "before any recurrence"),
        ("npi", "recurred", "before any recurrence"),
    ],
)
def test_whom_a_score_was_not_made_for_is_refused_with_the_reason(
    which: str, person: str, reason: str, course: Course
) -> None:
    [sentence] = refused(which, course, person=person)
    assert reason in sentence


def test_the_menopause_is_no_part_of_the_nottingham_index(course: Course) -> None:
    assert worked_out("npi", {**FIRST, "person": "before"}, course.numbers).value > 0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"size": "101"}, "Is it in millimetres?"),
        ({"age": "101"}, "accepts no more"),
        ({"nodes": "many"}, "no number of nodes"),
        ({"size": ""}, "no size"),
        ({"age": "NaN"}, "no age"),
        ({"nodes": "1e999999", "size": "1e999999"}, "above"),
    ],
)
def test_what_is_outside_the_range_is_refused_with_the_reason(
    given: dict[str, str], reason: str, course: Course
) -> None:
    assert reason in " ".join(refused("cts5", course, **given))


def test_the_limits_and_a_comma_are_accepted(course: Course) -> None:
    assert worked_out("cts5", {**FIRST, "size": "100", "age": "100"}, course.numbers).value > 0
    with_comma = worked_out("npi", {**FIRST, "size": "20,5"}, course.numbers)
    assert with_comma.value == worked_out("npi", {**FIRST, "size": "20.5"}, course.numbers).value


def test_the_index_refuses_an_age_it_was_not_made_from(course: Course) -> None:
    assert worked_out("npi", {**FIRST, "age": "70"}, course.numbers).value > 0
    [sentence] = refused("npi", course, age="71")
    assert "no older" in sentence


def test_all_reasons_are_told_at_once(course: Course) -> None:
    assert len(refused("cts5", course, person="recurred", size="0", age="0")) == 3


def test_a_refusal_shows_no_score(activity: ScoresActivity) -> None:
    press(activity, "person", "recurred")
    assert callout(activity)["title"] == "No score for this person."
    assert not [block for block in activity.panel.blocks if block["kind"] == "table"]


@pytest.mark.parametrize(
    ("program", "look"), [("published", "right"), ("no-cap", "wrong"), ("atac", "wrong")]
)
def test_only_the_program_that_follows_the_published_score_is_right(
    program: str, look: str, activity: ScoresActivity
) -> None:
    press(activity, "score", "trap")
    assert not [block for block in activity.panel.blocks if block["kind"] == "callout"]
    press(activity, "trusted", program)
    assert callout(activity)["look"] == look


def test_the_three_programs_go_wrong_in_the_way_that_is_told(course: Course) -> None:
    """Worked out here once more, by hand: 1 node, 80 mm, grade 2, 60 years."""
    found = programs(course.numbers)
    rest = 0.375 * 2 + 0.017 * 60
    assert float(found["published"]) == pytest.approx(
        0.438 + 0.988 * (0.093 * 30 - 0.001 * 30**2 + rest)
    )
    assert float(found["no-cap"]) == pytest.approx(
        0.438 + 0.988 * (0.093 * 80 - 0.001 * 80**2 + rest)
    )
    assert float(found["atac"]) == pytest.approx(
        0.471 + 0.980 * (0.164 * 30 - 0.003 * 30**2 + 0.312 * 2 + 0.03 * 60)
    )


def test_without_the_cap_the_larger_tumour_scores_lower(course: Course) -> None:
    """What the course states about the missing cap."""
    values = course.numbers["cts5-trap"].values
    large, small = float(values["size"].value), float(values["smaller"].value)

    def size_part(size: float) -> float:
        return 0.093 * size - 0.001 * size**2

    assert size_part(large) < size_part(small)


def test_a_place_is_taken_back_and_a_stranger_refused(activity: ScoresActivity) -> None:
    press(activity, "age", "64")
    state = activity.model.state()
    again = Scores()
    again.restore(state)
    assert again.given["age"] == "64"
    with pytest.raises(ValueError, match="nobody"):
        again.restore({**state, "given": {**FIRST, "person": "robot"}})
    with pytest.raises(KeyError):
        again.restore({**state, "given": {"person": "man"}})


def test_no_more_letters_are_taken_than_a_number_needs(activity: ScoresActivity) -> None:
    press(activity, "age", "6" * 500)
    assert len(activity.model.given["age"]) <= 8
    assert Decimal(activity.model.given["age"]) > 100
    assert callout(activity)["title"] == "No score for this person."
