"""A learner opens a disagreement, says what they expect, and sees what decides it."""

from typing import Any

import pytest

from course_lib.activities.disagreements import Disagreements, DisagreementsActivity
from course_lib.content.course import Course


@pytest.fixture
def activity(course: Course) -> DisagreementsActivity:
    return DisagreementsActivity(course)


def press(activity: DisagreementsActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def blocks(inside: Any, kind: str) -> list[dict[str, Any]]:
    """Every block of a kind, however deep."""
    found = []
    for block in inside:
        found += [block] if block["kind"] == kind else []
        found += blocks(block.get("blocks", []), kind)
    return found


def positions(activity: DisagreementsActivity) -> list[str]:
    """The layers of the positions that are shown, from top to bottom."""
    entries = blocks(activity.panel.blocks, "entry")
    return [entry["layer"] for entry in entries if entry["key"].startswith("position:")]


def sentences(activity: DisagreementsActivity) -> set[str]:
    return {block["text"] for block in blocks(activity.panel.blocks, "paragraph")}


def test_every_disagreement_can_be_opened_from_the_menu(
    activity: DisagreementsActivity, course: Course
) -> None:
    [menu] = [b for b in blocks(activity.panel.blocks, "choice") if b["look"] == "menu"]
    assert {option["id"] for option in menu["options"]} == set(course.disagreements)


def test_the_learner_is_asked_before_anything_is_decided(
    activity: DisagreementsActivity,
) -> None:
    record = activity.model.record
    assert record.evidence not in sentences(activity)
    assert record.nurse_says not in sentences(activity)
    press(activity, "expected", "look")
    assert {record.evidence, record.nurse_says} <= sentences(activity)


def test_how_one_stands_is_in_the_menu_only_after_it_was_looked_into(
    activity: DisagreementsActivity,
) -> None:
    def option() -> str:
        [menu] = [b for b in blocks(activity.panel.blocks, "choice") if b["look"] == "menu"]
        text: str = menu["options"][0]["text"]
        return text

    title = activity.model.record.title
    assert option() == title
    press(activity, "expected", "open")
    assert option().startswith(f"{title} – ")


@pytest.mark.parametrize(("id_", "answer"), [("bevacizumab", "settled"), ("alcohol", "open")])
def test_an_expectation_is_answered_without_a_verdict_on_the_learner(
    id_: str, answer: str, activity: DisagreementsActivity
) -> None:
    press(activity, "which", id_)
    press(activity, "expected", answer)
    [callout] = [b for b in blocks(activity.panel.blocks, "callout") if b["look"] == "right"]
    assert callout["title"] in activity.panel.said
    other = "open" if answer == "settled" else "settled"
    press(activity, "expected", other)  # it has been said: the question is gone
    assert activity.model.expected[id_] == answer


def test_practice_today_stands_first_where_it_is_settled(
    activity: DisagreementsActivity,
) -> None:
    press(activity, "which", "bevacizumab")
    press(activity, "expected", "look")
    assert activity.model.view == "today"
    assert positions(activity) == ["today"]


def test_an_open_question_begins_with_the_difference(activity: DisagreementsActivity) -> None:
    press(activity, "which", "alcohol")
    press(activity, "expected", "look")
    assert activity.model.view == "difference"
    assert set(positions(activity)) == {"today", "sources"}
    assert positions(activity)[0] == "today"


def test_the_switch_shows_one_layer_or_both(activity: DisagreementsActivity) -> None:
    press(activity, "which", "bevacizumab")
    press(activity, "expected", "look")
    press(activity, "view", "sources")
    assert set(positions(activity)) == {"sources"}
    assert "The claim to be questioned" in sentences(activity)
    press(activity, "view", "difference")
    assert set(positions(activity)) == {"today", "sources"}


def test_where_documents_part_among_themselves_none_is_called_the_one_to_question(
    activity: DisagreementsActivity,
) -> None:
    press(activity, "which", "second-primary")
    press(activity, "expected", "look")
    press(activity, "view", "difference")
    assert "The claim to be questioned" not in sentences(activity)


@pytest.mark.parametrize("view", ["today", "sources", "difference"])
def test_what_a_nurse_can_say_is_there_in_every_view(
    view: str, activity: DisagreementsActivity
) -> None:
    for record in activity.model.records:
        press(activity, "which", record.id)
        press(activity, "expected", "look")
        press(activity, "view", view)
        assert record.nurse_says in sentences(activity), record.id


def test_going_on_stops_at_the_last_and_back_at_the_first(course: Course) -> None:
    model = Disagreements(course.disagreements)
    model.go(-3)
    assert model.at == 0
    model.go(1000)
    assert model.at == len(course.disagreements) - 1


def test_an_address_opens_its_disagreement_and_nonsense_opens_nothing(
    activity: DisagreementsActivity,
) -> None:
    press(activity, "fragment", "mri-for-all")
    assert activity.model.record.id == "mri-for-all"
    for nonsense in ("", "no-such-thing", "<b>", "x" * 10_000):
        press(activity, "fragment", nonsense)
    press(activity, "which", "no-such-thing")
    press(activity, "view", "everything")
    assert activity.model.record.id == "mri-for-all"


def test_the_state_is_plain_data(activity: DisagreementsActivity) -> None:
    press(activity, "which", "bevacizumab")
    press(activity, "expected", "open")
    assert activity.model.state() == {
        "at": "bevacizumab", "view": "today", "expected": {"bevacizumab": "open"}
    }


def test_its_chips_lead_to_claims_on_the_same_page(activity: DisagreementsActivity) -> None:
    paragraphs = blocks(activity.panel.blocks, "paragraph")
    shown = [chip for paragraph in paragraphs for chip in paragraph["chips"]]
    assert shown
    assert {chip["elsewhere"] for chip in shown} == {""}
