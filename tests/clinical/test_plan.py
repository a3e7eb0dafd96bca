"""Plans of people, told as sentences; what changes if; and what a plan promises to its readers."""

import json
import statistics
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from plan_invariants import broken

from course_lib.clinical.case import Case
from course_lib.clinical.case_facts import with_value
from course_lib.clinical.case_schema import schema_of_case
from course_lib.clinical.plan import Plan, as_data, plan
from course_lib.clinical.plan_text import as_text
from course_lib.clinical.recurrence import ContradictionError
from course_lib.clinical.what_if import what_if
from course_lib.content.course import Course

PEOPLE = yaml.safe_load(
    (Path(__file__).parent / "cases" / "people.yaml").read_text(encoding="utf-8")
)
BONE: dict[str, Any] = {
    "first": {"side": "left", "operation": "mastectomy"},
    "found": [{"place": "bone", "proven": True}],
}


def case(**findings: object) -> Case:
    return Case.model_validate({**BONE, "findings": findings})


def ids(answer: Plan, part: str) -> list[str]:
    if part == "asks_in_order":
        return [question.id for question in answer.ask_first]
    if part == "goals_in_order":
        return [goal.id for goal in answer.goals]
    return [piece.id for piece in getattr(answer, part)]


@pytest.mark.parametrize("person", PEOPLE, ids=[person["says"] for person in PEOPLE])
def test_a_person(person: dict[str, Any], course: Course) -> None:
    history = Case.model_validate(person["case"])
    if "refused" in person:
        with pytest.raises(ContradictionError, match=person["refused"]):
            plan(history, course)
        return
    answer = plan(history, course)
    assert not broken(answer)
    for part, wanted in person.get("plan", {}).items():
        if part == "provisional":
            assert answer.provisional is wanted
        elif part.endswith("_in_order"):
            assert ids(answer, part)[: len(wanted)] == wanted
        else:
            assert set(wanted) <= set(ids(answer, part)), part
    offered = {*ids(answer, "considered"), *ids(answer, "depends")}
    assert not offered & set(person.get("never", ()))
    assert not set(ids(answer, "asks_in_order")) & set(person.get("never_asked", ()))
    for part, unwanted in person.get("not_in", {}).items():
        assert not set(unwanted) & set(ids(answer, part))


def test_the_reason_is_made_from_the_conditions_that_decided(course: Course) -> None:
    held = plan(case(**{"receptors-now": "negative"}), course)
    [chemotherapy] = [c for c in held.considered if c.id == "far-chemotherapy-negative-sources"]
    assert chemotherapy.because == (
        "Because the return has neither oestrogen nor progesterone receptors."
    )
    [endocrine] = [c for c in held.not_considered if c.id == "far-endocrine-first-sources"]
    assert endocrine.because == chemotherapy.because


def test_an_explanation_shows_every_condition_also_after_the_first_that_failed(
    course: Course,
) -> None:
    answer = plan(case(**{"receptors-now": "negative", "line": "first"}), course)
    [part] = [c for c in answer.not_considered if c.id == "far-cdk-first-today"]
    assert part.steps is not None
    assert [step.truth for step in part.steps.parts] == [False, None, None, True, None]
    assert part.truth is part.steps.truth is False


def test_a_threshold_is_read_from_the_published_number(course: Course) -> None:
    on = {"on-chemotherapy": True}
    assert not plan(case(**on, temperature=37.9), course).emergencies
    [sepsis] = plan(case(**on, temperature=38.0), course).emergencies
    assert sepsis.because == (
        "Because chemotherapy, or another drug that can lower the white cells, is being "
        "given now and the temperature is 38\u00a0°C."
    )


def test_a_temperature_in_another_unit_is_refused(course: Course) -> None:
    plan(case(temperature=45), course)
    for slip in (45.1, 29.9, 100.4):
        with pytest.raises(ContradictionError, match="from 30 to 45"):
            plan(case(temperature=slip), course)


def test_being_unwell_counts_without_fever_on_each_drug_that_lowers_the_white_cells(
    course: Course,
) -> None:
    for drug in ("on-chemotherapy", "on-deruxtecan"):
        well = {drug: True, "temperature": 36.5, "unwell": False}
        assert not plan(case(**well), course).emergencies
        [sepsis] = plan(case(**{**well, "unwell": True}), course).emergencies
        assert (sepsis.id, sepsis.rule.urgency) == ("emergency-sepsis", "emergency now")


def test_with_bone_metastases_pain_in_the_back_is_asked_for_first(course: Course) -> None:
    assert ids(plan(case(), course), "asks_in_order")[0] == "back-pain"


def test_every_emergency_comes_with_what_a_nurse_does_in_its_own_words(course: Course) -> None:
    for rule in course.rules.values():
        if rule.role == "emergency":
            assert rule.layer == "today"
            assert {course.claims[c].topic for c in rule.claims} & {"emergencies", "nursing care"}


def test_what_is_open_says_that_there_is_no_verified_source(course: Course) -> None:
    answer = plan(case(**{"her2-now": "positive", "line": "next"}), course)
    assert "This course has no verified source of today for which HER2 drugs follow the first " \
        "ones; the team decides." in [part.says for part in answer.open]


def test_what_changes_if_tells_what_planning_anew_would_tell(course: Course) -> None:
    history = case(**{"receptors-now": "oestrogen", "line": "first", "pd-l1": 12.0})
    now = {c.id: c.truth for c in plan(history, course).decisions}
    changes = what_if(history, course)
    for change in changes:
        if change.refused:
            continue
        anew = plan(with_value(history, course.findings[change.finding], change.value), course)
        then = {c.id: c.truth for c in anew.decisions}
        for id_ in change.gained:
            assert then[id_]
            assert not now.get(id_)
        for id_ in change.lost:
            assert now[id_]
            assert not then.get(id_)
        for id_ in change.ruled_out:
            assert now[id_] is None
            assert then.get(id_, False) is False
        if change.same:
            assert considered(now, course) == considered(then, course)
    assert {change.finding for change in changes} >= {"her2-now", "bone-found", "back-pain"}


def considered(truths: dict[str, bool | None], course: Course) -> set[str]:
    """What holds, apart from the nurse's part, which follows from the rest."""
    return {id_ for id_, truth in truths.items() if truth and course.rules[id_].role != "nurse"}


def test_what_cannot_be_is_refused_with_its_sentence(course: Course) -> None:
    history = case(**{"line": "next", "chemotherapy-lines": "several"})
    [change] = [c for c in what_if(history, course) if (c.finding, c.value) == ("line", "first")]
    assert change.refused
    assert "chemotherapy for it was" in change.refused


def test_a_place_that_is_the_only_one_cannot_be_taken_away(course: Course) -> None:
    [change] = [c for c in what_if(case(), course) if (c.finding, c.value) == ("bone-found", False)]
    assert change.refused == "without this place nothing is found"


def test_the_two_layers_are_two_parts_of_the_whole(course: Course) -> None:
    history = case(**{"receptors-now": "oestrogen", "her2-now": "negative", "line": "first",
                      "visceral-crisis": False, "cdk46-before": False})
    both, today, sources = (plan(history, course, layer)  # type: ignore[arg-type]
                            for layer in ("both", "today", "sources"))
    assert {c.id for c in both.considered} == {
        *(c.id for c in today.considered), *(c.id for c in sources.considered)
    }
    main = [c.rule.layer for c in both.considered if c.rule.role == "main"]
    assert main == sorted(main, key=lambda layer: layer != "today"), "practice today comes first"


def test_a_plan_is_plain_data_with_its_reasons(course: Course) -> None:
    answer = plan(case(**{"receptors-now": "oestrogen"}), course)
    data = json.loads(json.dumps(as_data(answer, explain=True)))
    assert data["type"] == "distant"
    part = next(p for p in data["depends"] if p["id"] == "far-cdk-first-today")
    assert part["needs"] == ["her2-now", "visceral-crisis", "line", "cdk46-before"]
    assert [step["truth"] for step in part["steps"]["parts"]] == [True, None, None, None, None]
    assert set(answer.claims) <= set(course.claims)


def test_the_text_begins_with_the_emergency(course: Course) -> None:
    text = as_text(plan(case(**{"back-pain": True}), course), explain=True)
    assert text.startswith("FIRST, before any plan")
    assert text.index("Ask first") < text.index("What is considered")
    assert "✓ there is new or worse pain in the back or neck" in text


def test_the_schema_names_every_place_and_every_finding_that_a_case_may_hold(
    course: Course,
) -> None:
    schema = schema_of_case(course)
    assert schema["$defs"]["Found"]["properties"]["place"]["enum"] == list(course.sites)
    named = schema["properties"]["findings"]["properties"]
    assert set(named) == {f.id for f in course.findings.values() if not f.derived}
    assert named["receptors-now"]["enum"] == ["oestrogen", "progesterone-only", "negative"]


def test_a_plan_with_its_questions_is_quick(course: Course) -> None:
    history = case(**{"receptors-now": "oestrogen", "back-pain": True})

    def once() -> float:
        begin = time.process_time()
        assert plan(history, course).ask_first
        return time.process_time() - begin

    times = sorted(once() for _ in range(100))
    assert statistics.median(times) < 0.005
