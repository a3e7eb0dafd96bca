"""Every plan there is: each combination of what the rules of a type read, and all pairs."""

from collections.abc import Iterator
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

# Two rules that cannot act on one another are walked together up to so many combinations.
MOST = 100
MOST_IN_A_SOAK = 1000

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
def test_every_combination_that_rules_can_tell_apart_has_a_plan(
    type_: str, lasting_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        walk(type_, MOST, lasting_course)


@pytest.mark.soak
@pytest.mark.parametrize("type_", space.TYPES)
def test_still_more_rules_are_walked_together(type_: str, lasting_course: Course) -> None:
    walk(type_, MOST_IN_A_SOAK, lasting_course)


def walk(type_: str, most: int, course: Course) -> None:
    """Plan every combination in the groups of `type_`; each rule holds, fails and is open there."""
    entries = space.entries_of(course, type_)
    groups = [*space.groups(course, type_, most), space.group(course, WHOLE[type_], entries)]
    seen: dict[str, set[bool | None]] = {entry.id: set() for entry in entries}
    made = refused = 0
    for case in cases_of(type_, groups):
        answer = walked(case, course)
        if answer is None:
            refused += 1
            continue
        made += 1
        for part in answer.decisions:
            if part.id in seen:
                seen[part.id].add(part.truth)
    read = {finding for entry in entries for finding in entry.findings}
    pairs = [{one.id, other.id} for one, other in pairs_of(entries, 2)
             if one.findings and other.findings]
    together = sum(any(pair <= group.entries for group in groups) for pair in pairs)
    print(f"\n{type_}: {len(entries)} rules read {len(read)} findings, which have "
          f"{space.size(course, read):.1e} combinations. Walked: every combination of each rule, "
          f"and of {together:,} of {len(pairs):,} pairs of rules: {made:,} plans, "
          f"{refused:,} refused")
    for entry in [e for e in entries if not e.rule.beside]:  # those need a treatment beside them
        assert True in seen[entry.id], f"{entry.id} is never reached"
        assert not entry.test or False in seen[entry.id], f"{entry.id} always holds"
        if any(course.findings[id_].derived not in NEVER_UNKNOWN for id_ in entry.findings):
            assert None in seen[entry.id], f"{entry.id} is never open"


def cases_of(type_: str, groups: list[space.Group]) -> Iterator[Case]:
    """Yield the cases of all combinations in `groups`, each once."""
    before: set[frozenset[tuple[str, Value | None]]] = set()
    for group in groups:
        for known in space.combinations(group.values):
            told = frozenset(pair for pair in known.items() if pair[1] is not None)
            case = None if told in before else space.case_of(type_, known)
            before.add(told)
            if case is not None:
                yield case


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
    """Every combination in which an emergency stands, and every fact that can be learned there."""
    steps = 0
    for entry in rulebook(course).entries:
        if entry.rule.role != "emergency":
            continue
        values = {finding: space.values_of(course, finding) for finding in entry.findings}
        for known in space.combinations(values):
            if not entry.truth(_known(known)):
                continue
            for finding in [f for f in values if known[f] is None]:
                for value in values[finding][1:]:
                    assert entry.truth(_known({**known, finding: value})), (entry.id, known)
                    steps += 1
    assert steps > 30


def _known(values: space.Known) -> dict[str, Value]:
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
