"""Claims are found by every filter alone and together, and an unknown value gets its choices."""

import datetime
from typing import Any

import pytest

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.search import choices, disputed_claims, find, unknown


def ids(claims: list[Claim]) -> set[str]:
    return {claim.id for claim in claims}


def test_without_a_filter_every_claim_is_found_in_its_order(course: Course) -> None:
    assert [claim.id for claim in find(course)] == list(course.claims)


FILTERS: list[dict[str, Any]] = [
    {"topic": "symptoms"},
    {"layer": "today"},
    {"source": "doc-002"},
    {"stance": "contradicts"},
    {"verified": "secondary"},
    {"disputed": True},
    {"moved_on": True},
    {"text": "tamoxifen"},
    {"due": datetime.date(2027, 11, 22)},
]


@pytest.mark.parametrize("wanted", FILTERS, ids=lambda wanted: next(iter(wanted)))
def test_a_filter_finds_some_claims_and_not_all(wanted: dict[str, Any], course: Course) -> None:
    assert 0 < len(find(course, **wanted)) < len(course.claims)


def test_filters_together_find_what_each_of_them_finds(course: Course) -> None:
    both = ids(find(course, topic="types", layer="sources"))
    assert both == ids(find(course, topic="types")) & ids(find(course, layer="sources"))
    assert "T1" in both


def test_a_family_finds_the_claims_of_all_its_sources(course: Course) -> None:
    family = course.sources["doc-000"].family
    members = [s.id for s in course.sources.values() if s.family == family]
    assert len(members) > 1
    assert ids(find(course, family=family)) == {
        id_ for member in members for id_ in ids(find(course, source=member))
    }


def test_source_and_stance_mean_the_same_standing(course: Course) -> None:
    for claim in find(course, source="doc-002", stance="contradicts"):
        assert any(s.source == "doc-002" and s.stance == "contradicts" for s in claim.stands)


def test_left_out_and_false_filter_nothing(course: Course) -> None:
    assert len(find(course, disputed=False, moved_on=False, text="  ")) == len(course.claims)


def test_every_word_must_be_there_whatever_case_and_spaces(course: Course) -> None:
    assert ids(find(course, text="CHEST  wall mastectomy")) >= {"T3"}
    assert "T3" not in ids(find(course, text="chest wall zebra"))
    assert ids(find(course, text="3 cm")) >= {"true-recurrence-near-tumour-bed"}


def test_a_claim_is_found_by_its_id(course: Course) -> None:
    assert ids(find(course, text="sepsis-can-lack-fever")) == {"sepsis-can-lack-fever"}


def test_a_claim_is_due_on_the_day_itself_and_not_the_day_before(course: Course) -> None:
    claim = min(course.claims.values(), key=lambda claim: claim.look_again)
    assert claim.id in ids(find(course, due=claim.look_again))
    assert not find(course, due=claim.look_again - datetime.timedelta(days=1))


def test_a_dispute_has_all_its_sides(course: Course) -> None:
    disputed = disputed_claims(course)
    for claim in course.claims.values():
        if claim.disputed_by:
            assert {claim.id, *claim.disputed_by} <= disputed
    for disagreement in course.disagreements.values():
        assert {id_ for side in disagreement.positions for id_ in side.claims} <= disputed


def test_every_choice_offered_finds_something(course: Course) -> None:
    for name, values in choices(course).items():
        for value in values:
            assert find(course, **{name: value}), (name, value)  # type: ignore[arg-type]


def test_an_unknown_value_is_told_with_its_choices(course: Course) -> None:
    [sentence] = unknown({"layer": "yesterday", "topic": None}, choices(course))
    assert sentence == "No claim has the layer “yesterday”. Choose one of: sources, today."


def test_among_many_choices_the_nearest_are_offered(course: Course) -> None:
    [sentence] = unknown({"source": "doc-0002"}, choices(course))
    assert "doc-002" in sentence
    assert len(sentence) < 300
