"""Cases by chance, with several places at once and any fact known or not."""

import random
from typing import Any

import pytest
from plan_invariants import broken

from course_lib.clinical.case import Case, Value
from course_lib.clinical.plan import Plan, plan
from course_lib.clinical.recurrence import ContradictionError, Type
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course

CASES = 25_000  # in each quarter
COHERENT = 0.95  # the share of cases from which the usual contradictions are taken out

# What cannot be said once the fact before it is: see `impossible` in data/findings.yaml.
UNSAID: dict[tuple[str, Value], tuple[str, ...]] = {
    ("sex", "man"): ("menopause", "pregnant", "could-have-children"),
    ("menopause", "after"): ("pregnant",),
    ("could-have-children", False): ("pregnant",),
    ("line", "first"): ("chemotherapy-lines",),
    ("in-situ-only", True): ("in-situ-only",),
}


def coherent(findings: dict[str, Value]) -> dict[str, Value]:
    """Take out what contradicts another finding."""
    out = {id_ for fact, unsaid in UNSAID.items() if findings.get(fact[0]) == fact[1]
           for id_ in unsaid}
    return {id_: value for id_, value in findings.items() if id_ not in out}


def by_chance(chance: random.Random, course: Course) -> Case:
    """A case of one to three places; each fact is known with a probability of its own."""
    side = chance.choice(["left", "right"])
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for place in chance.sample(list(course.sites), chance.choice([1, 1, 2, 3])):
        on = chance.choice([side, side, "left", "right"]) if course.sites[place].paired else None
        found[place, on] = {
            "place": place, "side": on, "proven": chance.choice([True, True, None]),
            "team_says": chance.choice(["recurrence", None, None]),
        }
    known = chance.random()
    written = [id_ for id_, finding in course.findings.items() if not finding.derived]
    choices = rulebook(course).choices
    findings = {
        id_: choices[id_][int(chance.random() * len(choices[id_]))].value
        for id_ in written if chance.random() < known
    }
    if chance.random() < COHERENT:
        findings = coherent(findings)
    return Case.model_validate({
        "first": {"side": side, "operation": chance.choice(["lumpectomy", "mastectomy", None])},
        "found": list(found.values()), "findings": findings,
    })


class Quarter:
    """A quarter of a hundred thousand cases; each is a class, so that two cores share the work."""

    seed: int

    def test_cases_by_chance_keep_every_promise(
        self, lasting_course: Course, capsys: pytest.CaptureFixture[str]
    ) -> None:
        keeps_every_promise(self.seed, lasting_course, capsys)


class TestTheFirstQuarter(Quarter):
    seed = 7


class TestTheSecondQuarter(Quarter):
    seed = 8


class TestTheThirdQuarter(Quarter):
    seed = 9


class TestTheFourthQuarter(Quarter):
    seed = 10


def keeps_every_promise(
    seed: int, course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    made = refused = learned = 0
    types: set[Type] = set()
    for _ in range(CASES):
        case = by_chance(chance, course)
        try:
            answer = plan(case, course)
        except ContradictionError:
            refused += 1
            continue
        made += 1
        types.add(answer.type)
        assert not broken(answer), (case, broken(answer))
        if made % 8 == 0:
            learned += _learning_keeps_emergencies(case, answer, chance, course)
    with capsys.disabled():
        print(f"\nby chance (seed {seed}): {made} plans, {refused} refused, "
              f"{learned} facts learned")
    assert types == set(Type)
    assert made > CASES * 0.85
    assert refused > CASES * 0.01


def _learning_keeps_emergencies(
    case: Case, answer: Plan, chance: random.Random, course: Course
) -> int:
    open_questions = [q for q in answer.ask_first if q.id in course.findings
                      and not course.findings[q.id].derived and q.choices]
    if not open_questions:
        return 0
    question = chance.choice(open_questions)
    value = chance.choice(question.choices).value
    wiser = case.model_copy(update={"findings": {**case.findings, question.id: value}})
    try:
        after = plan(wiser, course)
    except ContradictionError:
        return 0
    assert {c.id for c in answer.emergencies} <= {c.id for c in after.emergencies}
    return 1
