"""Which type of recurrence it is, told as sentences about patients."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from course_lib.clinical.case import Case
from course_lib.clinical.recurrence import (
    Classification,
    ContradictionError,
    Type,
    answered,
    classify,
)
from course_lib.content.course import Course
from course_lib.content.questions import Sorting


def name(course: Course, first: dict[str, Any], *found: dict[str, Any]) -> Classification:
    return classify(Case.model_validate({"first": first, "found": list(found)}), course)


KEPT = {"side": "left", "operation": "lumpectomy"}
REMOVED = {"side": "left", "operation": "mastectomy"}


def asked(answer: Classification) -> list[str]:
    return [ask.id for ask in answer.asks]


@pytest.mark.parametrize(
    ("what", "first", "found", "expected"),
    [
        (
            "a lump in the kept breast that the team calls a recurrence is local in the breast",
            KEPT,
            {"place": "breast-upper-outer", "side": "left", "team_says": "recurrence"},
            Type.LOCAL_BREAST,
        ),
        (
            "a nodule on the chest wall after a mastectomy is local on the chest wall",
            REMOVED,
            {"place": "chest-wall", "side": "left", "proven": True},
            Type.LOCAL_CHEST_WALL,
        ),
        (
            "a thickened mastectomy scar with cancer in it is local on the chest wall",
            REMOVED,
            {"place": "scar", "side": "left", "proven": True},
            Type.LOCAL_CHEST_WALL,
        ),
        (
            "a node in the armpit of the same side is regional",
            KEPT,
            {"place": "axilla", "side": "left", "proven": True},
            Type.REGIONAL,
        ),
        (
            "a node in the armpit of the other side is distant by staging",
            KEPT,
            {"place": "axilla", "side": "right", "proven": True},
            Type.DISTANT,
        ),
        (
            "a node below the collarbone on the same side is regional",
            REMOVED,
            {"place": "infraclavicular", "side": "left", "proven": True},
            Type.REGIONAL,
        ),
        (
            "a node above the collarbone on the same side is regional",
            REMOVED,
            {"place": "supraclavicular", "side": "left", "proven": True},
            Type.REGIONAL,
        ),
        (
            "a node above the collarbone on the other side is not nearby",
            REMOVED,
            {"place": "supraclavicular", "side": "right", "proven": True},
            Type.DISTANT,
        ),
        (
            "a node higher in the neck is distant by staging",
            REMOVED,
            {"place": "neck-node", "side": "left", "proven": True},
            Type.DISTANT,
        ),
        (
            "a node beside the breastbone on the same side is regional",
            KEPT,
            {"place": "internal-mammary", "side": "left", "proven": True},
            Type.REGIONAL,
        ),
        (
            "a node beside the breastbone on the other side is distant by staging",
            KEPT,
            {"place": "internal-mammary", "side": "right", "proven": True},
            Type.DISTANT,
        ),
        (
            "a bone whose biopsy shows the cancer is distant",
            KEPT,
            {"place": "bone", "proven": True},
            Type.DISTANT,
        ),
        (
            "a bone spot without tissue cannot be told yet",
            KEPT,
            {"place": "bone"},
            Type.CANNOT_TELL,
        ),
        (
            "a lung nodule without tissue cannot be told yet",
            KEPT,
            {"place": "lung"},
            Type.CANNOT_TELL,
        ),
        (
            "cancer only in the other breast is a new primary",
            KEPT,
            {"place": "breast-lower-inner", "side": "right", "proven": True},
            Type.NEW_PRIMARY,
        ),
        (
            "cancer in the kept breast, not compared yet, cannot be told",
            KEPT,
            {"place": "breast-lower-inner", "side": "left", "proven": True},
            Type.CANNOT_TELL,
        ),
        (
            "cancer in the same breast that the team calls new is a new primary",
            KEPT,
            {"place": "nipple", "side": "left", "team_says": "new primary"},
            Type.NEW_PRIMARY,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_the_type_follows_from_place_and_history(
    what: str, first: dict[str, Any], found: dict[str, Any], expected: Type, course: Course
) -> None:
    assert name(course, first, found).type == expected, what


def test_a_lump_in_the_breast_after_its_mastectomy_asks_before_any_name(course: Course) -> None:
    answer = name(course, REMOVED, {"place": "breast-upper-inner", "side": "left"})
    assert answer.type is Type.CANNOT_TELL
    assert asked(answer) == ["breast-after-mastectomy"]
    assert "reconstructed" in answer.asks[0].question


@pytest.mark.parametrize(
    ("explained_by", "expected", "next_question"),
    [
        ("reconstruction", Type.LOCAL_CHEST_WALL, None),
        ("tissue left", Type.CANNOT_TELL, "compare-tissue"),
        ("wrong side", Type.CANNOT_TELL, "correct-the-side"),
    ],
)
def test_each_explanation_of_the_impossible_lump_leads_somewhere(
    explained_by: str, expected: Type, next_question: str | None, course: Course
) -> None:
    lump = {"place": "nipple", "side": "left", "proven": True, "explained_by": explained_by}
    answer = name(course, REMOVED, lump)
    assert answer.type is expected
    assert asked(answer) == ([next_question] if next_question else [])


@pytest.mark.parametrize(
    ("same_histology", "distance", "expected", "leaning"),
    [
        (True, 2.9, Type.LOCAL_BREAST, None),
        (True, 3.0, Type.LOCAL_BREAST, None),
        (True, 3.1, Type.CANNOT_TELL, Type.NEW_PRIMARY),
        (False, 2.9, Type.CANNOT_TELL, Type.NEW_PRIMARY),
        (False, None, Type.CANNOT_TELL, Type.NEW_PRIMARY),
        (True, None, Type.CANNOT_TELL, Type.LOCAL_BREAST),
        (None, 2.9, Type.CANNOT_TELL, Type.LOCAL_BREAST),
    ],
)
def test_same_tissue_near_the_first_tumour_speaks_for_a_recurrence_and_the_team_confirms(
    same_histology: bool | None,
    distance: float | None,
    expected: Type,
    leaning: Type | None,
    course: Course,
) -> None:
    found = {
        "place": "breast-upper-outer",
        "side": "left",
        "proven": True,
        "same_histology": same_histology,
        "distance_cm": distance,
    }
    answer = name(course, KEPT, found)
    assert (answer.type, answer.leaning) == (expected, leaning)
    if same_histology is not None and not (same_histology and distance is None):
        assert "team-confirms" in asked(answer)


def test_the_limit_of_nearness_comes_from_the_data(course: Course) -> None:
    bed = course.numbers["same-breast-md-anderson"]
    wider = bed.values["tumour-bed"].model_copy(update={"value": 4})
    numbers = {
        **course.numbers,
        bed.id: bed.model_copy(update={"values": {**bed.values, "tumour-bed": wider}}),
    }
    changed = Course(**{**vars(course), "numbers": numbers})
    found = {"place": "nipple", "side": "left", "same_histology": True, "distance_cm": 3.5}
    assert name(course, KEPT, found).type is Type.CANNOT_TELL
    assert name(changed, KEPT, found).type is Type.LOCAL_BREAST


@pytest.mark.parametrize("place", ["neck-node", "axilla"])
def test_where_the_sources_part_the_answer_says_so(place: str, course: Course) -> None:
    side = "left" if place == "neck-node" else "right"
    answer = name(course, KEPT, {"place": place, "side": side, "proven": True})
    assert answer.type is Type.DISTANT
    assert answer.disputed


def test_the_armpit_of_the_same_side_is_not_disputed(course: Course) -> None:
    assert not name(course, KEPT, {"place": "axilla", "side": "left", "proven": True}).disputed


def test_the_other_breast_with_cancer_elsewhere_is_asked_about(course: Course) -> None:
    breast = {"place": "nipple", "side": "right", "proven": True}
    bone = {"place": "bone", "proven": True}
    answer = name(course, KEPT, breast, bone)
    assert answer.type is Type.DISTANT
    assert "other-breast-with-others" in asked(answer)
    assert answer.provisional


def test_the_other_breast_counts_as_alone_when_the_other_place_held_no_cancer(
    course: Course,
) -> None:
    breast = {"place": "nipple", "side": "right", "proven": True}
    bone = {"place": "bone", "proven": False}
    assert name(course, KEPT, breast, bone).type is Type.NEW_PRIMARY


def test_several_places_are_all_named_and_the_farthest_decides(course: Course) -> None:
    answer = name(
        course,
        REMOVED,
        {"place": "bone", "proven": True},
        {"place": "chest-wall", "side": "left", "proven": True},
        {"place": "axilla", "side": "left", "proven": True},
    )
    assert answer.type is Type.SEVERAL
    assert answer.types == (Type.LOCAL_CHEST_WALL, Type.REGIONAL, Type.DISTANT)
    assert answer.farthest is Type.DISTANT


def test_an_unproven_spot_does_not_make_a_nearby_recurrence_distant(course: Course) -> None:
    answer = name(
        course, KEPT, {"place": "axilla", "side": "left", "proven": True}, {"place": "bone"}
    )
    assert answer.type is Type.REGIONAL
    assert "prove-distant" in asked(answer)
    assert answer.provisional


@pytest.mark.parametrize(
    ("first", "found", "question"),
    [
        ({"operation": "lumpectomy"}, {"place": "axilla", "side": "left"}, "which-side-first"),
        ({"side": "left"}, {"place": "nipple", "side": "left"}, "which-operation"),
        ({"side": "left"}, {"place": "scar", "side": "left"}, "which-operation"),
        ({"side": "left"}, {"place": "chest-wall", "side": "left"}, "which-operation"),
        (KEPT, {"place": "axilla"}, "which-side-found"),
        (KEPT, {"place": "chest-wall", "side": "left"}, "chest-wall-after-lumpectomy"),
        (KEPT, {"place": "chest-wall", "side": "right"}, "chest-wall-other-side"),
        (KEPT, {"place": "scar", "side": "right"}, "scar-other-side"),
    ],
)
def test_a_missing_fact_is_asked_for(
    first: dict[str, Any], found: dict[str, Any], question: str, course: Course
) -> None:
    answer = name(course, first, {**found, "proven": True})
    assert answer.type is Type.CANNOT_TELL
    assert asked(answer) == [question]


def test_a_node_without_tissue_is_named_only_provisionally(course: Course) -> None:
    node = {"place": "axilla", "side": "left"}
    assert name(course, KEPT, node).provisional
    assert not name(course, KEPT, {**node, "proven": True}).provisional


def test_a_node_where_all_were_removed_is_asked_about(course: Course) -> None:
    first = {**KEPT, "armpit_nodes": {"removed": "all"}}
    node = {"place": "axilla", "side": "left", "proven": True}
    assert "node-after-removal" in asked(name(course, first, node))
    some = {**KEPT, "armpit_nodes": {"removed": "some"}}
    assert "node-after-removal" not in asked(name(course, some, node))


@pytest.mark.parametrize(
    ("first", "found", "sentence"),
    [
        (
            {**KEPT, "armpit_nodes": {"removed": "all", "still_there": "all"}},
            [{"place": "bone"}],
            "armpit nodes cannot be all removed and all still there",
        ),
        (KEPT, [{"place": "bone", "side": "left"}], "not counted by sides"),
        (KEPT, [{"place": "moon"}], "not a place this course knows"),
        (KEPT, [{"place": "bone"}, {"place": "bone", "proven": True}], "named twice"),
        (
            KEPT,
            [{"place": "nipple", "side": "left", "proven": False, "same_histology": True}],
            "said to hold no cancer",
        ),
        (
            KEPT,
            [{"place": "nipple", "side": "left", "distance_cm": 9, "near_tumour_bed": True}],
            "near and far",
        ),
        (
            KEPT,
            [{"place": "nipple", "side": "left", "explained_by": "tissue left"}],
            "speaks of a mastectomy",
        ),
        (KEPT, [{"place": "bone", "proven": False}], "no recurrence to name"),
    ],
)
def test_a_contradiction_is_refused_with_the_sentence_that_names_it(
    first: dict[str, Any], found: list[dict[str, Any]], sentence: str, course: Course
) -> None:
    with pytest.raises(ContradictionError, match=sentence):
        name(course, first, *found)


def test_nodes_all_removed_and_none_left_is_no_contradiction(course: Course) -> None:
    first = {**KEPT, "armpit_nodes": {"removed": "all", "still_there": "none"}}
    assert name(course, first, {"place": "bone", "proven": True}).type is Type.DISTANT


FACTS: dict[str, tuple[object, ...]] = {
    "proven": (True, False, None),
    "same_histology": (True, False, None),
    "near_tumour_bed": (True, False, None),
    "team_says": ("recurrence", "new primary", None),
    "explained_by": ("reconstruction", "tissue left", "wrong side", None),
    "depth": ("breast", "chest wall", None),
}


def every_single_finding(course: Course) -> Iterator[Case]:
    """Every place with every history and every fact that a judgement on that place can read."""
    for site in course.sites.values():
        near = site.region in ("breast", "scar", "chest wall")
        facts = FACTS if near else {"proven": FACTS["proven"]}
        sides = ("left", "right", None) if site.paired else (None,)
        for first_side, operation, removed, side, *values in itertools.product(
            ("left", "right", None),
            ("lumpectomy", "mastectomy", None),
            ("all", None) if site.id == "axilla" else (None,),
            sides,
            *facts.values(),
        ):
            first = {
                "side": first_side,
                "operation": operation,
                "armpit_nodes": {"removed": removed},
            }
            known = dict(zip(facts, values, strict=True))
            found = {"place": site.id, "side": side, **known}
            yield Case.model_validate({"first": first, "found": [found]})


def test_walking_every_single_finding_meets_no_crash_and_no_dead_end(
    lasting_course: Course,
) -> None:
    """Every answer has reasons with claims, and an open one says what to ask."""
    course = lasting_course
    seen: set[Type] = set()
    asks: set[str] = set()
    claims: set[str] = set()
    walked = refused = 0
    for case in every_single_finding(course):
        walked += 1
        try:
            answer = classify(case, course)
        except ContradictionError:
            refused += 1
            continue
        seen.add(answer.type)
        asks |= set(asked(answer))
        assert answer.reasons
        assert answer.claims
        claims.update(answer.claims)
        assert answer.type is not Type.CANNOT_TELL or answer.asks
        assert answer.type is not Type.DISTANT or case.found[0].proven
        if answer.type is Type.NEW_PRIMARY:
            assert answer.farthest is None
    assert claims <= set(course.claims)
    assert seen == set(Type) - {Type.SEVERAL}
    assert asks == set(course.asks) - {"other-breast-with-others"}
    print(f"{walked} cases walked, {refused} refused as contradictions")


def test_every_answer_to_every_question_can_be_given(course: Course) -> None:
    """Answering what is asked, in any way, never loops and never breaks."""
    starts = [
        Case.model_validate({"found": [{"place": site.id}]}) for site in course.sites.values()
    ]
    waiting = [(start, 0) for start in starts]
    walked = 0
    while waiting:
        case, depth = waiting.pop()
        assert depth < 10, "asking never ends"
        walked += 1
        try:
            answer = classify(case, course)
        except ContradictionError:
            continue
        for ask in answer.asks:
            for number in range(len(ask.answers)):
                following = answered(case, ask, 0, number)
                assert following != case, f"{ask.id} asks for what is already known"
                waiting.append((following, depth + 1))
    assert walked > len(starts)


def test_the_key_of_the_sorting_exercise_agrees_with_the_engine(course: Course) -> None:
    cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "same-breast-confirmed": (
            KEPT,
            {"place": "breast-upper-outer", "side": "left", "team_says": "recurrence"},
        ),
        "chest-wall-nodules": (REMOVED, {"place": "chest-wall", "side": "left", "proven": True}),
        "scar-thickening": (REMOVED, {"place": "scar", "side": "left", "proven": True}),
        "armpit-node": (KEPT, {"place": "axilla", "side": "left", "proven": True}),
        "above-collarbone": (REMOVED, {"place": "supraclavicular", "side": "left", "proven": True}),
        "beside-breastbone": (KEPT, {"place": "internal-mammary", "side": "left", "proven": True}),
        "below-collarbone": (REMOVED, {"place": "infraclavicular", "side": "left", "proven": True}),
        "hip-biopsy": (KEPT, {"place": "bone", "proven": True}),
        "liver-biopsy": (KEPT, {"place": "liver", "proven": True}),
        "high-neck-node": (KEPT, {"place": "neck-node", "side": "left", "proven": True}),
        "other-breast": (KEPT, {"place": "nipple", "side": "right", "proven": True}),
        "same-breast-not-compared": (KEPT, {"place": "nipple", "side": "left", "proven": True}),
        "lung-shadow": (KEPT, {"place": "lung"}),
        "breast-after-mastectomy": (REMOVED, {"place": "nipple", "side": "left"}),
    }
    bins = {
        Type.LOCAL_BREAST: "local",
        Type.LOCAL_CHEST_WALL: "local",
        Type.REGIONAL: "regional",
        Type.DISTANT: "distant",
        Type.NEW_PRIMARY: "new-primary",
        Type.CANNOT_TELL: "ask-first",
    }
    exercise = course.questions["where-does-it-belong"]
    assert isinstance(exercise, Sorting)
    assert {item.id for item in exercise.items} == set(cases)
    for item in exercise.items:
        first, found = cases[item.id]
        assert bins[name(course, first, found).type] == item.bin, item.id
