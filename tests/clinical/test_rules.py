"""Each rule on both sides of its conditions, and every seeded change of a rule caught."""

from functools import cache
from pathlib import Path
from typing import Any

import case_space as space
import pytest
import yaml
from rule_mutants import alone, mutants

from course_lib.clinical.case import Value
from course_lib.clinical.plan import plan
from course_lib.clinical.recurrence import ContradictionError
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course

CASES = Path(__file__).parent / "cases"
STANDS: dict[bool | None, str] = {True: "holds", False: "fails", None: "open"}


@cache
def written() -> dict[str, list[dict[str, Any]]]:
    rules = {}
    for path in sorted(CASES.glob("rules_*.yaml")):
        for record in yaml.safe_load(path.read_text(encoding="utf-8")):
            rules[record["rule"]] = record["cases"]
    return rules


def known(when: dict[str, Any]) -> dict[str, Value | None]:
    return {id_: None if value == "unknown" else value for id_, value in when.items()}


def stands(rule: str, case: dict[str, Any], course: Course) -> str:
    """Say how `rule` stands in a written case: holds, fails, open or silent."""
    id_ = f"{rule}-{case['at']}" if "at" in case else rule
    person = space.case_of(case["type"], known(case["when"]))
    assert person is not None, case
    try:
        answer = plan(person, course, case.get("layer", "both"))
    except ContradictionError as refusal:
        return str(refusal)
    assert case["type"] in answer.types, case
    return next((STANDS[c.truth] for c in answer.decisions if c.id == id_), "silent")


def test_every_rule_is_written_about(course: Course) -> None:
    assert set(written()) == set(course.rules)
    for rule, cases in written().items():
        ids = {entry.id for entry in rulebook(course).entries if entry.rule.id == rule}
        held = {f"{rule}-{c['at']}" if "at" in c else rule for c in cases if c["then"] == "holds"}
        assert held == ids, rule


@pytest.mark.parametrize("rule", sorted(written()))
def test_a_rule_holds_where_it_should_and_nowhere_else(rule: str, course: Course) -> None:
    for case in written()[rule]:
        assert stands(rule, case, course) == case["then"], case


def test_every_seeded_change_of_every_rule_is_caught(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    total = 0
    missed = []
    for rule in course.rules.values():
        itself = alone(course, rule)
        cases = [c for c in written()[rule.id] if stands(rule.id, c, itself) == c["then"]]
        assert cases, rule.id
        for what, changed in mutants(rule, course):
            total += 1
            if all(stands(rule.id, case, changed) == case["then"] for case in cases):
                missed.append(f"{rule.id}: {what}")
    with capsys.disabled():
        print(f"\n{total} seeded changes of {len(course.rules)} rules, {len(missed)} not caught")
    assert not missed
