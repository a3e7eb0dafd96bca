"""A learner predicts what has changed in the tissue of a recurrence."""

import json

import pytest

from course_lib.activities.then_and_now import Pathology, ThenAndNowActivity
from course_lib.content.course import Course
from course_lib.content.pathology import RECEPTORS
from course_lib.learning.visit import local_visit


@pytest.fixture
def activity(course: Course) -> ThenAndNowActivity:
    return ThenAndNowActivity(course)


@pytest.fixture
def model(course: Course) -> Pathology:
    return Pathology(list(course.pathology.values()))


def press(activity: ThenAndNowActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def words(activity: ThenAndNowActivity) -> str:
    return json.dumps(activity.panel.blocks, ensure_ascii=False)


def predict_all(model: Pathology, what: str) -> None:
    for receptor in RECEPTORS:
        model.predict(receptor, what)


def test_the_new_report_is_closed_until_everything_is_predicted(model: Pathology) -> None:
    model.predict("er", "same")
    model.predict("pr", "same")
    model.look()
    assert model.opened == []
    model.predict("her2", "same")
    model.look()
    assert model.opened == ["same-as-before"]


def test_expecting_no_change_where_there_is_none_is_right_three_times(model: Pathology) -> None:
    predict_all(model, "same")
    model.look()
    assert model.hits() == (3, 3)


def test_expecting_no_change_misses_the_one_receptor_that_is_gone(model: Pathology) -> None:
    model.go(1)
    predict_all(model, "same")
    model.look()
    assert model.person
    assert model.person.changed == ("pr",)
    assert model.hits() == (2, 3)


def test_a_receptor_that_appears_counts_as_changed_too(course: Course) -> None:
    assert course.pathology["her2-appeared"].changed == ("her2",)


def test_a_prediction_cannot_be_mended_once_the_report_is_open(model: Pathology) -> None:
    predict_all(model, "changed")
    model.look()
    model.predict("er", "same")
    assert model.hits() == (0, 3)


def test_reports_that_were_not_opened_do_not_count(model: Pathology) -> None:
    predict_all(model, "same")
    assert model.hits() == (0, 0)


def test_the_new_report_does_not_leave_python_before_it_is_opened(
    activity: ThenAndNowActivity, course: Course
) -> None:
    assert course.pathology["same-as-before"].means not in words(activity)
    for receptor in RECEPTORS:
        press(activity, receptor, "same")
    press(activity, "look")
    assert course.pathology["same-as-before"].means in words(activity)


def test_the_closing_page_gives_the_published_shares(activity: ThenAndNowActivity) -> None:
    activity.model.go(len(activity.model.people))
    shown = words(activity)
    assert all(share in shown for share in ("22.5", "49.4", "21.3", "21.5", "15.9", "9.5"))
    assert "0 of 0 as you expected" in shown


def test_there_is_a_change_of_each_kind_to_meet(course: Course) -> None:
    changes = {
        (receptor, person.now[receptor])
        for person in course.pathology.values()
        for receptor in person.changed
    }
    assert {("er", False), ("pr", False), ("her2", True)} <= changes
    assert any(not person.changed for person in course.pathology.values())


def test_a_learner_comes_back_to_the_report_they_had_open(course: Course) -> None:
    visit = local_visit()
    first = ThenAndNowActivity(course)
    first.open(visit)
    predict_all(first.model, "same")
    first.model.look()
    first.model.go(1)
    second = ThenAndNowActivity(course)
    second.open(visit)
    assert (second.model.at, second.model.opened) == (1, ["same-as-before"])


def test_reports_that_are_gone_begin_again(course: Course) -> None:
    visit = local_visit()
    visit.keep("05/then-and-now", {"at": 1, "predicted": {"gone": {}}, "opened": []})
    activity = ThenAndNowActivity(course)
    activity.open(visit)
    assert activity.model.at == 0


def test_beginning_again_forgets_every_prediction(model: Pathology) -> None:
    predict_all(model, "same")
    model.look()
    model.again()
    assert (model.at, model.predicted, model.opened) == (0, {}, [])
