"""Every plan there is: each combination of what the rules of a type read, and all pairs."""

from itertools import combinations as pairs_of
from itertools import product

import case_space as space
import pytest
from plan_invariants import broken

from course_lib.clinical.case import Case, Value
from course_lib.clinical.plan import Plan, plan
from course_lib.clinical.recurrence import ContradictionError
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course

MOST = 3000  # combinations in a group, before its most common findings are shared with others

# What the places of a case always tell.
NEVER_UNKNOWN = {"near node", "near and far", "opposite armpit"}

# What each type's own treatment hangs on, walked as one whole besides the groups.
WHOLE = {
    "local-breast": ("operation", "radiation-breast", "resectable", "skin-or-inflammatory",
                     "nodes-suspicious", "armpit-nodes-left", "receptors-now", "her2-now"),
    "local-chest-wall": ("operation", "radiation-chest-wall", "resectable",
                         "skin-or-inflammatory", "armpit-nodes-left", "receptors-now", "her2-now"),
    "regional": ("axilla-found", "radiation-axilla", "supraclavicular-found",
                 "radiation-supraclavicular", "resectable", "receptors-now", "her2-now"),
    "distant": ("receptors-now", "her2-now", "line", "visceral-crisis", "liver-found",
                "cdk46-before", "fast-growing"),
    "new-primary": ("wish", "could-have-children", "in-situ-only", "tissue"),
}


def walked(case: Case, course: Course) -> Plan | None:
    """The plan of a case, its invariants checked; None where the case contradicts itself."""
    try:
        answer = plan(case, course)
    except ContradictionError:
        return None
    assert not broken(answer), (case, broken(answer))
    return answer


@pytest.mark.parametrize("type_", space.TYPES)
def test_every_combination_that_a_rule_can_tell_apart_has_a_plan(
    type_: str, lasting_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course = lasting_course
    groups = space.groups(course, type_, MOST)
    entries = space.entries_of(course, type_)
    for entry in entries:
        assert any(entry.findings <= set(group) for group in groups), entry.id
    seen: dict[str, set[bool | None]] = {entry.id: set() for entry in entries}
    asked = made = refused = 0
    for group in (*groups, WHOLE[type_]):
        for known in space.combinations(course, group):
            case = space.case_of(type_, known)
            if case is None:
                continue
            asked += 1
            answer = walked(case, course)
            if answer is None:
                refused += 1
                continue
            made += 1
            for part in answer.decisions:
                if part.id in seen:
                    seen[part.id].add(part.truth)
    with capsys.disabled():
        print(f"\n{type_}: {asked} cases in {len(groups)} groups, {made} plans, {refused} refused")
    for entry in [e for e in entries if not e.rule.beside]:  # those need a treatment beside them
        assert True in seen[entry.id], f"{entry.id} is never reached"
        assert not entry.test or False in seen[entry.id], f"{entry.id} always holds"
        if any(course.findings[id_].derived not in NEVER_UNKNOWN for id_ in entry.findings):
            assert None in seen[entry.id], f"{entry.id} is never open"


def test_every_pair_of_findings_across_the_types_has_a_plan(
    lasting_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course = lasting_course
    made = refused = 0
    for type_ in space.TYPES:
        # A pair of which the type's rules read only one is the same case as that one alone.
        read = {f for entry in space.entries_of(course, type_) for f in entry.findings}
        for one, two in pairs_of(sorted(read), 2):
            values = (space.values_of(course, one)[1:], space.values_of(course, two)[1:])
            for first, second in product(*values):
                case = space.case_of(type_, {one: first, two: second})
                if case is None:
                    continue
                answer = walked(case, course)
                made += answer is not None
                refused += answer is None
    with capsys.disabled():
        print(f"\npairs of findings: {made} plans, {refused} refused")
    assert made > 10_000


def test_learning_a_fact_never_removes_an_emergency(course: Course) -> None:
    """Every combination of the red flags, and every fact that can be learned in each."""
    entries = [e for e in rulebook(course).entries if e.rule.role == "emergency"]
    reads = space.groups(course, "new-primary", MOST)
    flags = {f for entry in entries for f in entry.findings}
    steps = 0
    for group in [tuple(f for f in g if f in flags) for g in reads if set(g) & flags]:
        for known in space.combinations(course, group):
            before = {e.id for e in entries if e.truth(_known(known))}
            for finding in [f for f in group if known[f] is None]:
                for value in space.values_of(course, finding)[1:]:
                    after = {e.id for e in entries if e.truth(_known({**known, finding: value}))}
                    assert before <= after
                    steps += 1
    assert steps > 200


def _known(values: dict[str, Value | None]) -> dict[str, Value]:
    return {id_: value for id_, value in values.items() if value is not None}


@pytest.mark.parametrize("layer", ["sources", "today"])
@pytest.mark.parametrize("type_", space.TYPES)
def test_each_layer_alone_has_the_same_emergencies_and_no_dead_end(
    type_: str, layer: str, course: Course
) -> None:
    for flag in ("back-pain", "leg-weakness", "head-signs", "face-swelling", "calcium-signs"):
        case = space.case_of(type_, {flag: True, "resectable": False})
        assert case is not None
        alone, both = plan(case, course, layer), plan(case, course)  # type: ignore[arg-type]
        assert [c.id for c in alone.emergencies] == [c.id for c in both.emergencies] != []
        assert not broken(alone)
        assert {c.rule.layer for c in alone.considered} <= {layer}
        assert alone.considered or alone.depends or alone.open
