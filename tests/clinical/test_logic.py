"""Three values: held, did not hold, unknown; and nothing is cut short."""

import pytest

from course_lib.clinical.logic import Branch, Leaf, Truth, decisive, explained, joined, missing
from course_lib.content.findings import Finding

T, F, U = True, False, None


def finding(id_: str) -> Finding:
    return Finding.model_validate({
        "id": id_, "group": "the person", "name": id_, "question": f"{id_}?",
        "kind": "yes or no", "values": {"yes": f"{id_} is so", "no": f"{id_} is not so"},
        "ask": "the person", "claims": ["T1"],
    })


A, B = (Leaf(finding(id_), f"{id_} is so", accepted=frozenset({True})) for id_ in ("a", "b"))


@pytest.mark.parametrize(
    ("operator", "truths", "whole"),
    [
        ("all", [T, T], T), ("all", [T, U], U), ("all", [U, F], F), ("all", [F, U], F),
        ("any", [F, F], F), ("any", [F, U], U), ("any", [U, T], T), ("any", [T, U], T),
        ("not", [T], F), ("not", [F], T), ("not", [U], U),
    ],
)
def test_unknown_stays_unknown_unless_the_rest_decides(
    operator: str, truths: list[Truth], whole: Truth
) -> None:
    assert joined(operator, truths) is whole


def test_an_unknown_finding_is_no_no() -> None:
    assert A.truth({}) is None
    assert Branch("not", (A,)).truth({}) is None


def test_a_threshold_holds_at_the_number_itself() -> None:
    least = Leaf(A.finding, "ten or more", threshold=10.0)
    most = Leaf(A.finding, "ten or fewer", threshold=10.0, at_least=False)
    assert [least.truth({"a": n}) for n in (9.0, 10.0, 11.0)] == [False, True, True]
    assert [most.truth({"a": n}) for n in (9.0, 10.0, 11.0)] == [True, True, False]


def test_every_part_is_explained_also_when_the_first_has_decided() -> None:
    step = explained(Branch("all", (A, B)), {"a": False})
    assert (step.truth, [part.truth for part in step.parts]) == (False, [False, None])


def test_only_what_decided_is_given_as_a_reason() -> None:
    step = explained(Branch("any", (A, B)), {"a": True, "b": False})
    assert [part.finding for part in decisive(step)] == ["a"]
    turned = explained(Branch("not", (Branch("any", (A, B)),)), {"a": False, "b": False})
    assert [part.actual for part in decisive(turned)] == ["a is not so", "b is not so"]


def test_what_is_missing_is_only_what_can_still_decide() -> None:
    both = Branch("all", (A, B))
    assert missing(both, {}) == {"a", "b"}
    assert missing(both, {"a": True}) == {"b"}
    assert missing(both, {"a": False}) == frozenset()
