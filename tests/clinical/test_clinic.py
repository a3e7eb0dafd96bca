"""Every judgement of the clinic, as sentences, and every written case walked to its end."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from course_lib.clinical.case import Case
from course_lib.clinical.clinic import (
    Kind,
    Option,
    Step,
    best,
    danger,
    debrief,
    early,
    escalate_step,
    first_step,
    mark,
    nurse_step,
    plan_step,
    presses,
    steps,
    truth,
    type_step,
)
from course_lib.clinical.plan import plan
from course_lib.content.cases import HowFast, WrittenCase
from course_lib.content.course import Course, load_course
from course_lib.content.urgency import Judgement

CASES = sorted(load_course().cases)
Walked = Callable[[str], dict[str, Step]]


@pytest.fixture
def walked(course: Course) -> Walked:
    """The steps of a written case, by their ids."""
    return lambda id_: {step.id: step for step in steps(course.cases[id_], course)}


def stands(step: Step, id_: str) -> Kind:
    """How one answer stands."""
    return next(one.kind for one in mark(step, {id_}) if one.option.id == id_)


def option(step: Step, id_: str) -> Option:
    return next(one for one in step.options if one.id == id_)


def a_case(findings: Mapping[str, Any] = {}, **found: Any) -> Case:
    place = {"place": "bone", "proven": True, **found}
    return Case.model_validate({
        "first": {"side": "left", "operation": "mastectomy"}, "found": [place],
        "findings": dict(findings),
    })


# Listening and looking


def test_a_question_about_legs_that_are_weak_must_not_be_missed(walked: Walked) -> None:
    listen = walked("heavy-legs")["listen"]
    missed = [one for one in mark(listen, {"pain-how"}) if one.kind == "missed"]
    assert {one.option.id for one in missed} == {"legs", "feeling", "water"}
    assert all(danger(one) == 0 for one in missed)


def test_who_asks_all_four_has_missed_nothing(walked: Walked) -> None:
    listen = walked("heavy-legs")["listen"]
    marks = mark(listen, {"pain-how", "legs", "feeling", "water"})
    assert {one.kind for one in marks} == {"well"}


def test_a_question_that_holds_its_own_answer_is_not_well_asked(walked: Walked) -> None:
    assert stands(walked("heavy-legs")["listen"], "lifted") == "wrong"
    assert stands(walked("heavy-legs")["listen"], "chemotherapy") == "well"


@pytest.mark.parametrize(
    ("facts", "finding", "must"),
    [
        ({"back-pain": True}, "leg-weakness", True),
        ({"back-pain": False}, "leg-weakness", False),
        ({"leg-weakness": True}, "leg-weakness", True),
        ({"on-chemotherapy": True}, "temperature", True),
        ({"on-chemotherapy": False}, "temperature", False),
        ({}, "temperature", False),
        ({"receptors-now": "oestrogen"}, "receptors-now", False),
    ],
)
def test_a_red_flag_presses_where_it_is_there_or_is_to_be_asked_first(
    facts: Mapping[str, Any], finding: str, must: bool, course: Course
) -> None:
    assert presses(finding, facts, course) is must


# How fast


def test_weak_legs_are_an_emergency_now_and_the_same_day_is_too_slow(walked: Walked) -> None:
    escalate = walked("heavy-legs")["escalate"]
    assert stands(escalate, "emergency-now") == "well"
    assert stands(escalate, "same-day") == "missed"
    assert option(escalate, "same-day").dangerous


def test_back_pain_alone_is_called_the_same_day_and_at_once_is_no_mistake(course: Course) -> None:
    escalate = escalate_step(a_case({"back-pain": True}), course)
    assert stands(escalate, "same-day") == "well"
    assert stands(escalate, "emergency-now") == "well"
    assert stands(escalate, "this-week") == "missed"
    numb = escalate_step(a_case({"back-pain": True, "numbness": True}), course)
    assert stands(numb, "same-day") == "missed"


def test_a_man_who_is_ill_on_chemotherapy_is_an_emergency_without_fever(course: Course) -> None:
    ill = {"on-chemotherapy": True, "temperature": 36.6, "unwell": True}
    assert best(escalate_step(a_case(ill), course)) == ("emergency-now",)
    well = escalate_step(a_case({**ill, "unwell": False}), course)
    assert best(well) == ("this-week",)
    assert stands(well, "emergency-now") == "over-called"
    hot = escalate_step(a_case({**ill, "unwell": False, "temperature": 38.0}), course)
    assert best(hot) == ("emergency-now",)


def test_how_fast_is_never_written_beside_an_emergency_of_the_rules(course: Course) -> None:
    written = HowFast(judgement=Judgement(best="this week", defensible=("same day",)), why="So.")
    with pytest.raises(ValueError, match="not written a second time"):
        escalate_step(a_case({"leg-weakness": True}), course, written)
    calm = escalate_step(a_case({"leg-weakness": False}), course, written)
    assert option(calm, "this-week").reason.startswith("So. No source read here")


# The type


def test_an_unproven_spot_in_bone_cannot_be_told_yet(course: Course) -> None:
    unproven = type_step(a_case(proven=None), course)
    assert stands(unproven, "cannot-tell") == "well"
    assert stands(unproven, "distant") == "over-called"
    assert stands(unproven, "regional") == "wrong"
    assert "Has tissue" in option(unproven, "cannot-tell").reason


def test_once_tissue_has_shown_it_it_is_distant(course: Course) -> None:
    proven = type_step(a_case(), course)
    assert stands(proven, "distant") == "well"
    assert stands(proven, "cannot-tell") == "missed"


def test_an_unproven_node_is_regional_if_it_is_cancer_and_doubt_is_no_mistake(
    course: Course,
) -> None:
    node = type_step(a_case(place="axilla", side="left", proven=None), course)
    assert stands(node, "regional") == "well"
    assert stands(node, "cannot-tell") == "well"
    other = type_step(a_case(place="supraclavicular", side="right"), course)
    assert stands(other, "distant") == "well"
    assert stands(other, "regional") == "wrong"


# What must be known first


def test_receptors_of_the_return_must_be_known_and_those_that_are_known_are_not_asked_again(
    course: Course,
) -> None:
    offered = ["receptors-now", "her2-now", "pik3ca"]
    unknown = first_step(a_case(), course, offered)
    assert stands(unknown, "receptors-now") == "well"
    assert option(unknown, "pik3ca").fit == "may"
    known = first_step(a_case({"receptors-now": "negative"}), course, offered)
    assert stands(known, "receptors-now") == "over-called"
    assert option(known, "receptors-now").reason.startswith("It is known already")
    assert option(known, "pik3ca").reason == "Nothing in this plan hangs on it."


def test_an_open_red_flag_must_be_known_and_to_miss_it_is_dangerous(course: Course) -> None:
    step = first_step(a_case({"back-pain": True}), course, ["numbness", "her2-first"])
    [missed] = [one for one in mark(step, set()) if one.kind == "missed"]
    assert missed.option.id == "numbness"
    assert danger(missed) == 0


# The plan

FIRST_LINE = {
    "receptors-now": "oestrogen", "her2-now": "negative", "visceral-crisis": False,
    "line": "first", "cdk46-before": False, "sex": "woman", "staging": True,
}
OFFERED = ["far-cdk-first-today", "far-her2-first-today", "far-bone-drug-today",
           "breast-mastectomy-today", "far-crisis-today"]


def test_what_is_considered_is_right_and_what_is_not_is_wrong_with_the_reason(
    course: Course,
) -> None:
    step = plan_step(a_case(FIRST_LINE), course, OFFERED)
    assert best(step) == ("far-cdk-first-today", "far-bone-drug-today")
    assert "HER2-negative" in option(step, "far-her2-first-today").reason
    assert "another type" in option(step, "breast-mastectomy-today").reason
    crisis = plan_step(a_case({**FIRST_LINE, "visceral-crisis": True}), course, OFFERED)
    assert "far-crisis-today" in best(crisis)
    assert option(crisis, "far-cdk-first-today").fit == "wrong"


def test_what_hangs_on_something_unknown_can_be_named_and_need_not(course: Course) -> None:
    open_ = {id_: value for id_, value in FIRST_LINE.items() if id_ != "visceral-crisis"}
    step = plan_step(a_case(open_), course, OFFERED)
    assert option(step, "far-cdk-first-today").fit == "may"
    assert "Not known yet" in option(step, "far-cdk-first-today").reason


def test_what_older_documents_name_and_today_does_not_is_not_expected(course: Course) -> None:
    liver = a_case(FIRST_LINE, place="liver")
    step = plan_step(liver, course, ["far-chemotherapy-first-sources", "far-no-crisis-today"])
    assert {one.fit for one in step.options} == {"wrong"}
    assert option(step, "far-chemotherapy-first-sources").reason.startswith("An older document")


def test_treatment_to_control_is_not_required_where_comfort_comes_first(course: Course) -> None:
    offered = ["far-cdk-first-today", "far-palliative-today"]
    comfort = plan_step(a_case({**FIRST_LINE, "wish": "no-treatment"}), course, offered)
    assert best(comfort) == ("far-palliative-today",)
    assert option(comfort, "far-cdk-first-today").fit == "may"
    time = plan_step(a_case({**FIRST_LINE, "wish": "time"}), course, offered)
    assert best(time) == tuple(offered)


def test_the_nurse_prepares_what_goes_with_this_plan_and_not_with_another(course: Course) -> None:
    step = nurse_step(a_case(FIRST_LINE), course, ["nurse-cdk", "nurse-her2"])
    assert stands(step, "nurse-cdk") == "well"
    assert stands(step, "nurse-her2") == "over-called"


# Marks and the debrief


def test_an_answer_that_is_no_option_is_refused(walked: Walked) -> None:
    with pytest.raises(KeyError):
        mark(walked("heavy-legs")["listen"], {"weather"})


def test_the_debrief_begins_with_what_was_dangerous(walked: Walked) -> None:
    case = walked("cold-on-the-bus")
    marks = {
        "escalate": mark(case["escalate"], {"this-week"}),
        "act": mark(case["act"], {"again"}),
        "first": mark(case["first"], {"temperature"}),
        "teach": mark(case["teach"], {"cough"}),
    }
    points = debrief(marks, list(case.values()))
    levels = [danger(point.mark) for point in points]
    assert levels == sorted(levels)
    assert points[0].stage == "escalate"
    assert {point.mark.kind for point in points} == {"missed", "wrong", "over-called", "well"}
    assert points[-1].mark.kind == "well"


# Every written case


@pytest.mark.parametrize("id_", CASES)
def test_a_case_is_walked_to_its_end_by_right_answers(id_: str, walked: Walked) -> None:
    case = walked(id_)
    marks = {step.id: mark(step, best(step)) for step in case.values()}
    assert {one.kind for step in marks.values() for one in step} == {"well"}
    assert all(point.mark.kind == "well" for point in debrief(marks, list(case.values())))


@pytest.mark.parametrize("id_", CASES)
def test_a_case_is_walked_to_its_end_by_wrong_answers_and_each_has_a_reason(
    id_: str, walked: Walked, course: Course
) -> None:
    for step in walked(id_).values():
        wrong = [one.id for one in step.options if one.fit not in {"must", "may"}]
        marks = mark(step, wrong if step.several else wrong[:1])
        assert any(one.kind != "well" for one in marks), step.id
        for one in marks:
            assert one.option.reason
            assert set(one.option.claims) <= set(course.claims)


@pytest.mark.parametrize("id_", CASES)
def test_every_step_of_a_case_has_something_right_and_something_that_is_not(
    id_: str, walked: Walked
) -> None:
    for step in walked(id_).values():
        fits = {one.fit for one in step.options}
        assert "must" in fits, step.id
        assert fits - {"must", "may"} or step.stage == "look", step.id
        assert step.several or len(best(step)) == 1, step.id


@pytest.mark.parametrize("id_", CASES)
def test_what_is_true_of_a_case_contradicts_nothing_and_its_texts_name_real_rules(
    id_: str, course: Course
) -> None:
    record = course.cases[id_]
    later = plan(truth(record), course)
    before = plan(early(record, course), course)
    assert not later.out_of_scope
    assert {one.id for one in before.emergencies} == {one.id for one in later.emergencies}
    assert bool(before.emergencies) != bool(record.how_fast)


@pytest.mark.parametrize("id_", CASES)
def test_what_a_question_brings_to_light_is_known_of_the_case(id_: str, course: Course) -> None:
    record = course.cases[id_]
    known = {*truth(record).findings}
    told = [one.finding for one in (*record.history, *record.looks) if one.finding]
    assert set(told) <= known
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("id_", CASES)
def test_every_red_flag_that_is_there_can_be_asked_about(id_: str, course: Course) -> None:
    record = course.cases[id_]
    asked = {one.finding for one in (*record.history, *record.looks)}
    there = {
        finding for finding, value in truth(record).findings.items()
        if value is True and course.findings[finding].group == "red flags"
        and course.findings[finding].ask == "the person"
    }
    assert there <= asked


def test_the_cases_hold_those_who_are_easily_forgotten(course: Course) -> None:
    cases = course.cases.values()
    emergencies = [one for one in cases if plan(truth(one), course).emergencies]
    assert len(course.cases) >= 12
    assert sum(one.case["findings"]["sex"] == "man" for one in cases) >= 2
    assert len(emergencies) >= 3
    assert all(one.notice for one in emergencies)
    assert sum(one.case["findings"].get("wish") == "no-treatment" for one in cases) == 1
    types = {plan(truth(one), course).type for one in cases}
    assert types == {"local-breast", "local-chest-wall", "regional", "distant", "new-primary"}


def test_a_case_whose_reply_helps_twice_is_refused(course: Course) -> None:
    record = course.cases["heavy-legs"].model_dump()
    for reply in record["talk"][0]["replies"]:
        reply["fit"] = "helps"
    with pytest.raises(ValueError, match="exactly one helps"):
        WrittenCase.model_validate(record)


def test_a_question_that_must_be_asked_has_a_reason(course: Course) -> None:
    record = course.cases["heavy-legs"].model_dump()
    record["looks"][0]["why"] = None
    with pytest.raises(ValueError, match="says why"):
        WrittenCase.model_validate(record)
