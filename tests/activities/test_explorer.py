"""The treatment explorer: findings in, a plan with its reasons out."""

import json
from typing import Any

import pytest

from course_lib.activities import explorer_guess, explorer_sides
from course_lib.activities.decision_nodes import nodes
from course_lib.activities.explorer import ExplorerActivity, activity
from course_lib.activities.explorer_changes import blocks as change_blocks
from course_lib.activities.explorer_changes import in_words, strength
from course_lib.activities.explorer_findings import settable
from course_lib.activities.explorer_model import Explorer
from course_lib.clinical.case import Case
from course_lib.clinical.plan import plan
from course_lib.clinical.what_if import what_if
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit
from course_lib.ui.panel import Panel


@pytest.fixture
def model(course: Course) -> Explorer:
    return Explorer(course)


@pytest.fixture
def explorer(course: Course) -> ExplorerActivity:
    opened = activity(course, course.lessons["06"])
    assert isinstance(opened, ExplorerActivity)
    opened.open(local_visit())
    return opened


def words(*panels: Panel) -> str:
    return json.dumps([panel.blocks for panel in panels], ensure_ascii=False)


def press(panel: Panel, key: str, value: str = "") -> None:
    panel._heard(panel, {"key": key, "value": value}, None)


def considered(model: Explorer) -> set[str]:
    return {part.id for part in model.answer.considered}


def test_no_plan_is_seen_before_the_learner_has_said_what_to_ask(
    explorer: ExplorerActivity,
) -> None:
    assert "The plan builds itself" not in words(explorer.plan)
    assert "provisional" not in words(explorer.plan)
    press(explorer.start, "guess", "receptors-now")
    assert "Local recurrence on the chest wall" in words(explorer.plan)
    assert "This plan is provisional" in words(explorer.plan)


def test_what_to_ask_first_in_each_start_is_judged_by_the_engine(course: Course) -> None:
    for start in course.starts.values():
        answer = plan(Case.model_validate(start.case), course, "today")
        found = explorer_guess.judged(start, answer)
        assert {one.finding for one in found} == set(start.offered)
        assert all(one.reason for one in found)
        worths = {one.worth for one in found}
        assert "first" in worths, start.id
        assert len(worths) > 1, start.id


def test_a_guess_is_judged_by_practice_today_whatever_the_documents_say(
    explorer: ExplorerActivity, course: Course
) -> None:
    press(explorer.start, "guess", "receptors-now")
    documents = [rule.says.rstrip(".") for rule in course.rules.values() if rule.layer == "sources"]
    assert not [says for says in documents if says in words(explorer.start)]


def test_a_new_primary_is_sent_on_its_own_path(course: Course) -> None:
    answer = plan(Case.model_validate(course.starts["other-breast"].case), course)
    assert answer.type == "new-primary"
    assert {part.rule.types for part in answer.considered} == {("new-primary",)}


def test_back_pain_with_bone_metastases_asks_for_the_legs_before_all_else(
    course: Course, model: Explorer
) -> None:
    model.begin("bone-and-back")
    assert model.answer.emergencies or model.answer.ask_first[0].id == "leg-weakness"
    judged = {one.finding: one.worth for one in explorer_guess.judged(model.begun, model.answer)}
    assert judged["leg-weakness"] == "first"
    assert judged["gbrca"] != "first"


def test_receptors_that_come_in_change_the_plan(model: Explorer) -> None:
    before = considered(model)
    model.set("receptors-now", "negative")
    assert considered(model) != before
    model.undo()
    assert considered(model) == before
    assert not model.can_undo


def test_a_plan_stops_being_provisional_once_nothing_it_rests_on_is_open(model: Explorer) -> None:
    assert model.answer.provisional
    model.set("receptors-now", "oestrogen")
    model.set("her2-now", "negative")
    assert model.answer.provisional  # the radiation of this chest wall is still unknown
    model.set("radiation-chest-wall", False)
    assert not model.answer.provisional


def test_what_contradicts_the_case_is_refused_with_its_reason_and_changes_nothing(
    model: Explorer,
) -> None:
    before = model.case
    changes = what_if(before, model.course, model.layer)
    impossible = next(change for change in changes if change.refused)
    model.set(impossible.finding, impossible.value)
    assert impossible.refused in model.refused
    assert model.case == before
    model.set("receptors-now", "negative")
    assert model.refused == ()


def test_a_changed_case_can_be_put_back_and_that_can_be_taken_back(model: Explorer) -> None:
    model.set("receptors-now", "negative")
    changed = model.case
    model.reset()
    assert not model.changed
    model.undo()
    assert model.case == changed


def test_a_learner_who_comes_back_finds_their_cases(course: Course, model: Explorer) -> None:
    model.say_first("wish")
    model.set("receptors-now", "negative")
    model.listen("both")
    kept = json.loads(json.dumps(model.state()))
    other = Explorer(course)
    other.restore(kept)
    assert (other.case, other.guess, other.layer) == (model.case, "wish", "both")


@pytest.mark.parametrize(
    "change",
    [
        {"start": "nobody"},
        {"why": "no-such-rule"},
        {"guesses": {"chest-wall": "pregnant"}},
        {"cases": {"chest-wall": {"findings": {"no-such-finding": True}}}},
    ],
)
def test_a_place_of_an_older_course_is_not_taken_up(
    course: Course, model: Explorer, change: dict[str, Any]
) -> None:
    with pytest.raises((KeyError, ValueError)):
        Explorer(course).restore({**model.state(), **change})
    Explorer(course).restore(model.state())


def test_the_path_says_of_each_condition_whether_it_held(model: Explorer) -> None:
    for part in model.answer.decisions:
        drawn = nodes(part, model.answer)
        ids = {node.id for node in drawn}
        assert drawn[0].parent == ""
        assert all(node.parent in ids for node in drawn[1:])
        assert drawn[0].decides
        for node in drawn:
            assert node.words
            assert node.state in {"held", "not", "unknown"}


def test_an_unknown_condition_on_a_path_is_known_after_it_is_set(model: Explorer) -> None:
    part = next(part for part in model.answer.depends if part.needs)
    asked = [node for node in nodes(part, model.answer) if node.state == "unknown" and node.finding]
    assert asked
    model.set("receptors-now", "negative")
    model.set("her2-now", "negative")
    model.set("radiation-chest-wall", True)
    model.ask_why(part.id)
    assert model.asked_about is not None
    after = {node.id: node.state for node in nodes(model.asked_about, model.answer)}
    assert [node.id for node in asked if after[node.id] != "unknown"]


def test_every_change_offered_really_makes_the_change_it_names(model: Explorer) -> None:
    for change in what_if(model.case, model.course, model.layer):
        if change.refused or change.same:
            continue
        before = considered(model)
        model.set(change.finding, change.value)
        gained = {id_ for id_ in change.gained if id_ in considered(model)}
        lost = before - considered(model)
        assert gained <= set(change.gained)
        assert lost <= {*change.lost, *change.ruled_out, *change.possible}
        model.undo()


def test_what_changes_if_counts_every_finding_that_can_be_set(model: Explorer) -> None:
    shown = json.dumps([repr(one) for one in change_blocks(
        what_if(model.case, model.course, model.layer), model.answer)])
    for finding in settable(model.answer):
        assert finding.name in shown or f"try:{finding.id}" in shown, finding.id


def test_a_change_names_treatments_in_a_line_for_each_effect(model: Explorer) -> None:
    model.begin("man-and-lungs")
    changes = what_if(model.case, model.course, "today")
    crisis = {change.value: change for change in changes if change.finding == "visceral-crisis"}
    joins, ruled_out = in_words(crisis[True], model.answer).split("\n")
    assert joins == "Joins: Chemotherapy."
    assert "CDK4/6 inhibitor" in ruled_out
    joins, ruled_out = in_words(crisis[False], model.answer).split("\n")
    assert "CDK4/6 inhibitor" in joins
    assert ruled_out == "Ruled out: Chemotherapy."


def test_a_change_marks_what_only_the_documents_say(model: Explorer) -> None:
    def said(layer: str) -> str:
        model.listen(layer)
        changes = what_if(model.case, model.course, model.layer)
        return " ".join(in_words(one, model.answer) for one in changes if not one.refused)

    assert "Endocrine therapy [the documents]" in said("both")
    assert "[the documents]" not in said("today")


def test_leaving_the_course_is_not_the_strongest_change(model: Explorer) -> None:
    changes = what_if(model.case, model.course, "today")
    in_situ = next(one for one in changes if one.finding == "in-situ-only" and one.value is True)
    receptors = next(one for one in changes if one.finding == "receptors-now")
    assert in_words(in_situ, model.answer) == "It would be outside this course."
    assert strength(in_situ, model.answer) < strength(receptors, model.answer)


def test_a_change_that_was_tried_can_be_taken_back_where_it_was_tried(
    explorer: ExplorerActivity,
) -> None:
    press(explorer.start, "guess", "wish")
    before = explorer.model.case
    press(explorer.changes, "changes")
    press(explorer.changes, "try:receptors-now", "0")
    assert explorer.model.case != before
    press(explorer.changes, "undo")
    assert explorer.model.case == before


def test_beside_the_documents_practice_today_comes_first(explorer: ExplorerActivity) -> None:
    press(explorer.start, "guess", "wish")
    press(explorer.start, "layer", "both")
    shown = words(explorer.plan)
    assert 0 < shown.index("Remove, practice today") < shown.index("Remove, the documents")


def test_side_by_side_marks_where_the_voices_part(model: Explorer) -> None:
    model.listen("both")
    found = explorer_sides.pairs(model.answer)
    assert {"apart", "documents alone"} <= {pair.difference for pair in found}
    order = [pair.difference == "same" for pair in found]
    assert order == sorted(order)


def test_why_opens_the_path_and_back_returns_to_the_part(explorer: ExplorerActivity) -> None:
    press(explorer.start, "guess", "wish")
    part = explorer.model.answer.goals[0]
    press(explorer.plan, f"why:{part.id}")
    assert explorer.path.nodes
    press(explorer.setter, "back")
    assert explorer.path.nodes == []


def test_the_path_sets_only_what_is_drawn_and_can_be_set(explorer: ExplorerActivity) -> None:
    press(explorer.start, "guess", "wish")
    part = next(part for part in explorer.model.answer.depends if part.needs)
    explorer.model.ask_why(part.id)
    explorer.path._heard(explorer.path, {"set": "nonsense"}, None)
    explorer.path._heard(explorer.path, "nonsense", None)
    assert explorer.model.setting == ""
    node = next(node for node in explorer.path.nodes if node["finding"])
    explorer.path._heard(explorer.path, {"set": node["id"]}, None)
    assert explorer.model.setting == node["finding"]


def test_nonsense_from_a_browser_changes_nothing(explorer: ExplorerActivity) -> None:
    press(explorer.start, "guess", "wish")
    before = explorer.model.state()
    for key, value in (
        ("set:receptors-now", "99"), ("set:no-such-finding", "0"), ("start", "nobody"),
        ("layer", "gossip"), ("why:nothing", ""), ("guess", "pregnant"), ("", ""),
    ):
        press(explorer.findings, key, value)
        press(explorer.start, key, value)
    assert explorer.model.state() == before


def test_the_saved_text_of_the_explorer_holds_no_answer(explorer: ExplorerActivity) -> None:
    text = repr(explorer.shown)
    assert len(text) < 400
    assert "provisional" not in text
