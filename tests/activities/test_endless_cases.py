"""A learner works through made-up cases, one after the other, or one that a class shares."""

import random

import pytest

from course_lib.activities.endless_cases import (
    MOST_SEEN,
    CaseBook,
    EndlessCases,
    EndlessCasesActivity,
    standing,
)
from course_lib.clinical.clinic import best
from course_lib.content.course import Course
from course_lib.learning.case_code import CASES, CaseNumber
from course_lib.learning.learner import LOCAL
from course_lib.learning.visit import Memory, Visit


def learner(course: Course, seed: int = 1) -> EndlessCases:
    model = EndlessCases(course)
    model.chance = random.Random(seed)
    return model


def with_a_case(course: Course, seed: int = 1) -> EndlessCases:
    model = learner(course, seed)
    model.another()
    return model


def visit(memory: Memory, seed: int = 1) -> Visit:
    return Visit(LOCAL, memory, random.Random(seed))


def answer_rightly(model: EndlessCases) -> None:
    step = model.step
    assert step
    for id_ in best(step):
        model.choose(id_)
    model.look()


def words(activity: EndlessCasesActivity) -> str:
    return str(activity.panel.blocks)


def press(activity: EndlessCasesActivity, key: str, value: str = "") -> None:
    activity.panel._heard(activity.panel, {"key": key, "value": value}, None)


def test_nothing_is_drawn_before_somebody_asks_for_a_case(course: Course) -> None:
    model = EndlessCases(course)
    assert model.case is None
    assert model.step is None
    assert not model.code


def test_another_case_is_never_one_met_before(course: Course) -> None:
    model = learner(course)
    cases = []
    for _ in range(40):
        model.another()
        assert model.case
        cases.append(model.case.made_up.case)
    assert len(set(model.seen)) == 40
    assert all(case not in cases[:index] for index, case in enumerate(cases))


def test_a_number_that_gives_a_case_met_before_is_passed_over(course: Course) -> None:
    class Loaded(random.Random):
        """Throws the same number twice before another."""

        throws = iter((11, 11, 12))

        def randrange(self, *_args: int) -> int:  # type: ignore[override]
            return next(self.throws)

    model = EndlessCases(course)
    model.chance = Loaded()
    model.another()
    model.another()
    assert model.seen == [model.book.code(CaseNumber(1, n)) for n in (11, 12)]


def test_two_learners_with_the_same_code_see_the_same(course: Course) -> None:
    first, second = with_a_case(course, 1), learner(course, 2)
    second.typed = first.code
    second.bring_back()
    assert second.case == first.case
    assert second.code == first.code


def test_a_mistyped_code_is_answered_kindly_and_the_case_stays(course: Course) -> None:
    model = with_a_case(course)
    code = model.code
    model.typed = code[:-1] + ("A" if code[-1] != "A" else "C")
    model.bring_back()
    assert "slip" in model.trouble
    assert model.code == code
    model.typed = code
    model.bring_back()
    assert not model.trouble


@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_the_chosen_difficulty_is_the_one_of_the_next_case(
    course: Course, difficulty: int
) -> None:
    model = learner(course)
    model.choose_difficulty(difficulty)
    model.another()
    assert model.case
    assert model.case.made_up.difficulty == difficulty


@pytest.mark.parametrize("difficulty", [0, 4])
def test_no_other_difficulty_can_be_chosen(course: Course, difficulty: int) -> None:
    with pytest.raises(ValueError, match="no difficulty"):
        learner(course).choose_difficulty(difficulty)


def test_right_answers_lead_through_the_case_to_full_marks(course: Course) -> None:
    model = with_a_case(course)
    case = model.case
    assert case
    for step in case.steps:
        assert model.step == step
        answer_rightly(model)
        marks = model.marks(step)
        assert marks
        assert {one.kind for one in marks} == {"well"}
        model.go_on()
    assert model.step is None


def test_a_wrong_answer_is_told_with_its_reason(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    activity.model.chance = random.Random(1)
    press(activity, "another")
    step = activity.model.step
    assert step
    wrong = next(o for o in step.options if o.fit not in {"must", "may"})
    press(activity, f"step:{step.id}", wrong.id)
    press(activity, "look")
    assert wrong.reason in words(activity)
    assert "more than is needed" in words(activity) or "not here" in words(activity)
    missed = step.options[[o.id for o in step.options].index(best(step)[0])]
    assert missed.text in words(activity)


def test_too_slow_an_answer_is_called_too_little_and_stands_out(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    activity.model.chance = random.Random(1)
    press(activity, "another")
    while activity.model.step and activity.model.step.stage != "escalate":
        answer_rightly(activity.model)
        press(activity, "on")
    press(activity, "step:escalate", "reassure")
    press(activity, "look")
    assert "Reassure – too little." in words(activity)


def test_the_end_counts_each_step_and_names_the_most_dangerous_first(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    activity.model.chance = random.Random(1)
    press(activity, "another")
    while activity.model.step:
        if activity.model.step.stage == "escalate":
            press(activity, "step:escalate", "reassure")
            press(activity, "look")
        else:
            answer_rightly(activity.model)
        press(activity, "on")
    shown = words(activity)
    assert "You have gone through this case." in shown
    assert "0 of 1" in shown
    assert "Reassure – too little." in shown
    assert "The chart" not in shown


def test_the_reasons_come_only_once_the_step_is_answered(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    activity.model.chance = random.Random(1)
    press(activity, "another")
    step = activity.model.step
    assert step
    assert not any(o.reason in words(activity) for o in step.options)
    assert "answers when asked" not in words(activity)
    answer_rightly(activity.model)
    assert all(o.reason in words(activity) for o in step.options if o.fit == "must")
    assert "answers when asked" in words(activity)


def test_an_answered_step_no_longer_changes_and_an_open_one_does(course: Course) -> None:
    model = with_a_case(course)
    step = model.step
    assert step
    first = step.options[0].id
    model.choose(first)
    model.choose(first)
    assert model.chosen[step.id] == []
    model.look()
    assert not model.marked
    answer_rightly(model)
    before = dict(model.chosen)
    model.choose(first)
    assert model.chosen == before


def test_nobody_goes_on_before_the_step_is_marked(course: Course) -> None:
    model = with_a_case(course)
    model.go_on()
    assert model.at == 0
    answer_rightly(model)
    model.go_on()
    assert model.at == 1
    model.go_back()
    model.go_back()
    assert model.at == 0


def test_an_answer_that_the_step_does_not_have_is_refused(course: Course) -> None:
    with pytest.raises(KeyError):
        with_a_case(course).choose("<img>")


def test_beginning_again_keeps_the_case_and_forgets_the_answers(course: Course) -> None:
    model = with_a_case(course)
    code = model.code
    answer_rightly(model)
    model.go_on()
    model.again()
    assert (model.code, model.at, model.chosen, model.marked) == (code, 0, {}, [])


def test_a_learner_comes_back_to_the_step_they_were_at(course: Course) -> None:
    memory = Memory()
    before = EndlessCasesActivity(course, course.lessons["07"])
    before.open(visit(memory))
    before.model.another()
    answer_rightly(before.model)
    before.model.go_on()
    after = EndlessCasesActivity(course, course.lessons["07"])
    after.open(visit(memory, 2))
    assert after.model.state() == before.model.state()
    assert after.model.step == before.model.step
    assert words(after) == words(before)


@pytest.mark.parametrize(
    "change",
    [{"code": "AAAA-AAAA"}, {"at": 99}, {"difficulty": 4}, {"chosen": {"listen": ["no"]}},
     {"chosen": {"nowhere": []}}, {"marked": ["type"]}, {"seen": ["AAAA"]}],
)
def test_a_place_that_is_no_more_is_not_gone_back_to(
    course: Course, change: dict[str, object]
) -> None:
    state = with_a_case(course).state()
    with pytest.raises((ValueError, KeyError)):
        EndlessCases(course).restore({**state, **change})


def test_only_so_many_cases_are_remembered(course: Course) -> None:
    model = learner(course)
    book = CaseBook(course)
    seen = [book.code(CaseNumber(1, n)) for n in range(MOST_SEEN + 5)]
    model.restore({**model.state(), "seen": seen})
    assert model.seen == seen[5:]


def test_what_the_cell_saves_depends_on_no_case(course: Course) -> None:
    lesson = course.lessons["07"]
    first, second = (EndlessCasesActivity(course, lesson).shown for _ in range(2))
    assert repr(first) == repr(second)


def test_a_press_of_something_that_is_not_there_changes_nothing(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    for key, value in (("on", ""), ("look", ""), ("step:listen", "x"), ("difficulty", "9")):
        press(activity, key, value)
    assert activity.model.case is None
    assert activity.model.difficulty == 1


def test_practice_is_called_not_reviewed_until_every_rule_is_signed_off(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = with_a_case(course).case
    assert case
    assert standing(course, case)[0] == "Practice, not yet reviewed"
    assert standing(course, None)[0] == "Practice, not yet reviewed"
    signed = set(case.rules)
    monkeypatch.setattr(type(course), "signed_off",
                        lambda _self, kind, id_: kind == "rules" and id_ in signed)
    assert standing(course, case)[0] == "Practice"
    signed.discard(case.rules[0])
    assert standing(course, case)[0] == "Practice, not yet reviewed"


def test_every_claim_that_a_case_shows_is_named(course: Course) -> None:
    activity = EndlessCasesActivity(course, course.lessons["07"])
    book, chance = CaseBook(course), random.Random(6)
    for difficulty in (1, 2, 3) * 30:
        case = book.worked(CaseNumber(difficulty, chance.randrange(CASES)))
        shown = {c for step in case.steps for o in step.options for c in o.claims}
        assert shown <= set(activity.claims), shown - set(activity.claims)
