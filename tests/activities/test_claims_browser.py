"""A learner searches the claims, follows a chip to one of them, and can report what is wrong."""

import datetime
from typing import Any

import pytest

from course_lib import __version__
from course_lib.activities.claims_browser import A_PAGE, ClaimsActivity, ClaimsBrowser
from course_lib.content.course import Course


@pytest.fixture
def opened() -> list[str]:
    """The disagreements that were opened from a claim."""
    return []


@pytest.fixture
def activity(course: Course, opened: list[str]) -> ClaimsActivity:
    return ClaimsActivity(course, opened.append)


@pytest.fixture
def browser(course: Course) -> ClaimsBrowser:
    return ClaimsBrowser(course)


def press(activity: ClaimsActivity, key: str, value: Any = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def entries(activity: ClaimsActivity, place: str = "claim") -> list[dict[str, Any]]:
    return [
        block
        for block in activity.panel.blocks
        if block["kind"] == "entry" and block["key"].startswith(f"{place}:")
    ]


def words(block: Any) -> str:
    """All text of a block, one after the other."""
    if isinstance(block, str):
        return block
    if isinstance(block, dict):
        return " ".join(words(value) for value in block.values())
    return " ".join(words(part) for part in block) if isinstance(block, list) else ""


def entry_of(activity: ClaimsActivity, id_: str) -> str:
    press(activity, "fragment", id_)
    [entry] = entries(activity, "asked")
    return words(entry)


def test_at_first_ten_of_all_are_shown_with_practice_today_on_top(
    activity: ClaimsActivity, course: Course
) -> None:
    assert len(entries(activity)) == A_PAGE
    assert str(len(course.claims)) in activity.panel.said
    assert {entry["layer"] for entry in entries(activity)} == {"today"}


def test_words_find_claims_and_the_count_is_announced(activity: ClaimsActivity) -> None:
    press(activity, "text", "  Bevacizumab ")
    found = activity.model.found
    assert {claim.id for claim in found} == {"TM6", "bevacizumab-revoked"}
    assert activity.panel.said == "2 claims"


def test_words_that_find_nothing_say_what_to_do(activity: ClaimsActivity) -> None:
    press(activity, "text", "zebra")
    assert entries(activity) == []
    assert "clear the search" in activity.panel.said
    press(activity, "clear")
    assert len(entries(activity)) == A_PAGE


def test_topic_layer_and_source_narrow_the_search_together(browser: ClaimsBrowser) -> None:
    browser.look_for(topic="types", layer="sources", source="doc-004")
    assert browser.found
    for claim in browser.found:
        assert (claim.topic, claim.layer) == ("types", "sources")
        assert "doc-004" in {standing.source for standing in claim.stands}


def test_kin_alone_never_count_as_agreement(browser: ClaimsBrowser, course: Course) -> None:
    browser.look_for(agreement="agreed")
    assert browser.found
    for claim in browser.found:
        families = {course.sources[s.source].family for s in claim.stands if s.stance == "says"}
        assert len(families) > 1, claim.id


@pytest.mark.parametrize("kind", ["agreed", "one-voice", "differs", "disputed", "moved-on"])
def test_every_way_to_stand_finds_something(kind: str, browser: ClaimsBrowser) -> None:
    browser.look_for(agreement=kind)
    assert browser.found


def test_every_claim_stands_in_some_way(browser: ClaimsBrowser) -> None:
    for claim in browser.course.claims.values():
        kinds = browser.agreements(claim)
        assert kinds
        assert len(kinds) == 1 or not kinds & {"agreed", "one-voice"}


def test_more_shows_ten_more_until_there_are_no_more(activity: ClaimsActivity) -> None:
    press(activity, "source", "doc-002")
    total = len(activity.model.found)
    assert total > A_PAGE
    press(activity, "more")
    assert len(entries(activity)) == min(2 * A_PAGE, total)
    for _attempt in range(total):
        press(activity, "more")
    assert len(entries(activity)) == total


def test_a_new_search_begins_with_the_first_page(activity: ClaimsActivity) -> None:
    press(activity, "more")
    press(activity, "topic", "treatment")
    assert len(entries(activity)) == A_PAGE


def test_a_claim_shows_who_says_it_and_who_is_kin(activity: ClaimsActivity) -> None:
    told = entry_of(activity, "T1")
    assert "Mayo Clinic" in told
    assert "of one family with" in told
    assert "says differently" in told


def test_a_claim_read_in_a_secondary_source_says_so(
    activity: ClaimsActivity, course: Course
) -> None:
    secondary = next(c for c in course.claims.values() if c.verified == "secondary")
    assert "secondary source only" in entry_of(activity, secondary.id)


def test_a_claim_that_practice_has_left_behind_shows_practice_today_before_its_sources(
    activity: ClaimsActivity, course: Course
) -> None:
    told = entry_of(activity, "TM6")
    today = course.claims["bevacizumab-revoked"].says
    assert "Practice has moved on since 2011." in told
    assert told.index(today) < told.index("line 195")


def test_a_claim_leads_to_its_disagreement(activity: ClaimsActivity, opened: list[str]) -> None:
    press(activity, "fragment", "TM6")
    press(activity, "disagreement:bevacizumab")
    assert opened == ["bevacizumab"]


def test_a_mark_appears_on_the_day_a_claim_is_due_and_not_the_day_before(
    activity: ClaimsActivity, course: Course
) -> None:
    due = course.claims["T1"].look_again
    assert "Due for another look" not in entry_of(activity, "T1")
    activity.model.open_on(due - datetime.timedelta(days=1))
    assert "Due for another look" not in entry_of(activity, "T1")
    activity.model.open_on(due)
    assert "Due for another look" in entry_of(activity, "T1")


def test_the_calendar_changes_nothing_that_the_notebook_saves(course: Course) -> None:
    one, two = (ClaimsActivity(course, lambda _id: None) for _time in range(2))
    two.model.open_on(datetime.date(2099, 1, 1))
    assert repr(one.shown) == repr(two.shown)


def test_something_wrong_can_be_reported_with_the_claim_and_the_version(
    activity: ClaimsActivity,
) -> None:
    press(activity, "fragment", "T1")
    [entry] = entries(activity, "asked")
    report = next(b for b in entry["blocks"] if b["kind"] == "details")
    assert report["summary"] == "Something wrong here?"
    [copy] = [block for block in report["blocks"] if block["kind"] == "copyable"]
    assert "Claim T1" in copy["text"]
    assert __version__ in copy["text"]


def test_it_says_that_nobody_has_signed_off(activity: ClaimsActivity) -> None:
    assert "signed off by nobody yet" in entry_of(activity, "T1")


def test_an_address_that_names_no_claim_shows_nothing(activity: ClaimsActivity) -> None:
    for nonsense in ("", "T999", "<img src=x>", "%", "../T1"):
        press(activity, "fragment", nonsense)
    assert entries(activity, "asked") == []


def test_the_claim_on_top_can_be_put_away(activity: ClaimsActivity) -> None:
    press(activity, "fragment", "T1")
    press(activity, "put-away")
    assert entries(activity, "asked") == []


def test_nothing_but_words_is_taken_from_the_search_field(activity: ClaimsActivity) -> None:
    for value in (None, 7, ["T1"], {"a": 1}):
        press(activity, "text", value)
    assert activity.model.text == ""
    press(activity, "text", "x" * 5000)
    assert len(activity.model.text) == 200
    press(activity, "topic", "no such topic")
    assert activity.model.topic == "any"


def test_the_state_is_plain_data(activity: ClaimsActivity) -> None:
    press(activity, "text", "scar")
    press(activity, "layer", "sources")
    assert activity.model.state() == {
        "text": "scar", "topic": "any", "layer": "sources", "source": "any",
        "agreement": "any", "shown": A_PAGE, "asked_for": "",
    }
