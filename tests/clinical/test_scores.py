"""CTS5 and the Nottingham Prognostic Index give what was published, and refuse what they must."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from course_lib.clinical.scores import (
    CTS5_CLAIMS,
    NPI_CLAIMS,
    Cts5Group,
    NpiGroup,
    OutsideRangeError,
    Score,
    cts5,
    cts5_group,
    cts5_group_name,
    npi,
    npi_group,
    npi_group_name,
)
from course_lib.content.course import Course
from course_lib.content.numbers import NumberSet, Value


def example(course: Course, which: str) -> tuple[Score, Decimal]:
    """A published example, worked out here, and the score it was published with."""
    values = {
        name.removeprefix(f"{which}-"): value.value
        for name, value in course.numbers["cts5-examples"].values.items()
        if name.startswith(which)
    }
    score = cts5(
        int(values["nodes"]), values["size"], int(values["grade"]), values["age"], course.numbers
    )
    return score, values["score"]


def with_values(course: Course, **values: Value) -> Mapping[str, NumberSet]:
    """The numbers of the course with other values in the formula of CTS5."""
    formula = course.numbers["cts5-formula"]
    changed = {name.replace("_", "-"): value for name, value in values.items()}
    other = formula.model_copy(update={"values": {**formula.values, **changed}})
    return {**course.numbers, formula.id: other}


def refused(call: Any, *given: Any, **more: Any) -> tuple[str, ...]:
    with pytest.raises(OutsideRangeError) as caught:
        call(*given, **more)
    assert str(caught.value) == " ".join(caught.value.sentences)
    return caught.value.sentences


@pytest.mark.parametrize(
    ("which", "group"), [("first", Cts5Group.LOW), ("second", Cts5Group.HIGH)]
)
def test_the_published_examples_of_cts5_come_out_as_published(
    which: str, group: Cts5Group, course: Course
) -> None:
    score, published = example(course, which)
    assert score.value.quantize(published) == published
    assert score.group is group


def test_the_examples_are_the_ones_that_were_published(course: Course) -> None:
    assert cts5(2, 5, 1, 56, course.numbers).value == Decimal("2.621796")
    assert cts5(9, 15, 3, 78, course.numbers).value == Decimal("4.891548")


def test_the_steps_name_every_term_and_add_up_to_the_score(course: Course) -> None:
    score = cts5(2, 5, 1, 56, course.numbers)
    steps = {step.name: step for step in score.steps}
    assert steps["Nodes"].working == "0.438 × 2 (node group, 2 to 3 nodes)"
    assert steps["Size squared"].working == "−0.001 × 5²"
    assert steps["Bracket of size, grade and age"].working == "0.465 − 0.025 + 0.375 + 0.952"
    assert score.steps[-1].name == "Score"
    assert score.steps[-1].value == score.value
    assert steps["Nodes"].value + steps["Bracket, weighted"].value == score.value


@pytest.mark.parametrize(
    ("nodes", "counts"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (9, 3), (10, 4), (25, 4)]
)
def test_nodes_are_counted_in_five_groups(nodes: int, counts: int, course: Course) -> None:
    [step] = [s for s in cts5(nodes, 20, 2, 60, course.numbers).steps if s.name == "Nodes"]
    assert step.value == Decimal("0.438") * counts


def test_a_size_above_the_cap_counts_as_the_cap(course: Course) -> None:
    at_cap = cts5(0, 30, 2, 60, course.numbers)
    assert cts5(0, 29, 2, 60, course.numbers).value < at_cap.value
    assert cts5(0, 31, 2, 60, course.numbers).value == at_cap.value
    assert cts5(0, 60, 2, 60, course.numbers).value == at_cap.value
    [step] = [s for s in cts5(0, 60, 2, 60, course.numbers).steps if s.name == "Size that counts"]
    assert step.working.startswith("60 mm")
    assert step.value == 30


def test_without_the_cap_another_number_comes_out(course: Course) -> None:
    cap = Value(value=Decimal(1000), unit="mm", label="no cap")
    uncapped = with_values(course, size_cap=cap)
    given = (1, 60, 2, 60)
    assert cts5(*given, uncapped).value != cts5(*given, course.numbers).value
    assert cts5(1, 30, 2, 60, uncapped).value == cts5(1, 30, 2, 60, course.numbers).value


def test_the_version_from_one_trial_gives_another_number(course: Course) -> None:
    from_one_trial = with_values(course, **course.numbers["cts5-atac-formula"].values)
    assert cts5(2, 5, 1, 56, from_one_trial).value != cts5(2, 5, 1, 56, course.numbers).value
    assert cts5(2, 5, 1, 56, from_one_trial).value == Decimal("3.624260")  # 0.471·2 + 0.980·2.737


@pytest.mark.parametrize(
    ("score", "group"),
    [
        ("3.1299", Cts5Group.LOW),
        ("3.13", Cts5Group.INTERMEDIATE),
        ("3.86", Cts5Group.INTERMEDIATE),
        ("3.8601", Cts5Group.HIGH),
    ],
)
def test_both_borders_of_cts5_belong_to_the_middle(
    score: str, group: Cts5Group, course: Course
) -> None:
    assert cts5_group(Decimal(score), course.numbers) is group


@pytest.mark.parametrize(
    ("person", "group"),
    [
        ((0, 12, 3, 63), Cts5Group.LOW),  # 3.129984
        ((0, 12, 3, 64), Cts5Group.INTERMEDIATE),
        ((2, 9, 3, 67), Cts5Group.INTERMEDIATE),  # 3.859760
        ((2, 9, 3, 68), Cts5Group.HIGH),
    ],
)
def test_one_year_of_age_can_change_the_group(
    person: tuple[int, int, int, int], group: Cts5Group, course: Course
) -> None:
    assert cts5(*person, course.numbers).group is group


def test_cts5_gives_a_group_and_no_percentage(course: Course) -> None:
    score = cts5(2, 5, 1, 56, course.numbers)
    said = " ".join((score.predicts, *score.limits, *(step.working for step in score.steps)))
    assert "%" not in said
    assert "not a percentage for one person" in said


def test_cts5_says_where_age_makes_it_doubtful(course: Course) -> None:
    doubt = "after the menopause; in one later trial"
    assert any(doubt in limit for limit in cts5(0, 10, 1, 50, course.numbers).limits)
    assert not any(doubt in limit for limit in cts5(0, 10, 1, 51, course.numbers).limits)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ((-1, 10, 1, 60), "number of nodes"),
        ((1.5, 10, 1, 60), "number of nodes"),
        ((True, 10, 1, 60), "number of nodes"),
        ((0, 0, 1, 60), "no size"),
        ((0, -5, 1, 60), "no size"),
        ((0, float("nan"), 1, 60), "no size"),
        ((0, "10", 1, 60), "no size"),
        ((0, 101, 1, 60), "Is it in millimetres?"),
        ((0, 10, 0, 60), "grade 1 to 3"),
        ((0, 10, 4, 60), "grade 1 to 3"),
        ((0, 10, 2.5, 60), "grade 1 to 3"),
        ((0, 10, 1, 0), "no age"),
        ((0, 10, 1, float("inf")), "no age"),
        ((0, 10, 1, 101), "a published program for the score accepts no more"),
    ],
)
def test_what_cts5_was_not_made_for_is_refused_with_a_reason(
    given: tuple[Any, Any, Any, Any], reason: str, course: Course
) -> None:
    [sentence] = refused(cts5, *given, course.numbers)
    assert reason in sentence


def test_every_reason_is_told_at_once(course: Course) -> None:
    assert len(refused(cts5, -1, 0, 4, -3, course.numbers)) == 4


def test_the_limits_themselves_are_accepted(course: Course) -> None:
    assert cts5(0, 100, 3, 100, course.numbers).value > 0
    assert npi(0, 100, 3, course.numbers, age=70).value > 0


@pytest.mark.parametrize(
    ("person", "group"),
    [
        ((0, 20, 1), NpiGroup.EXCELLENT),  # 2.4
        ((0, 21, 1), NpiGroup.GOOD),
        ((0, 20, 2), NpiGroup.GOOD),  # 3.4
        ((0, 70, 1), NpiGroup.GOOD),  # 3.4, which is above 3.4 in binary numbers
        ((0, 70.5, 1), NpiGroup.MODERATE_ONE),
        ((3, 20, 2), NpiGroup.MODERATE_ONE),  # 4.4
        ((4, 20, 2), NpiGroup.MODERATE_TWO),  # 5.4
        ((1, 20, 3), NpiGroup.MODERATE_TWO),  # 5.4
        ((1, 70, 2), NpiGroup.MODERATE_TWO),  # 5.4
        ((1, 20.5, 3), NpiGroup.POOR),
        ((4, 20, 3), NpiGroup.POOR),
    ],
)
def test_a_border_of_the_index_belongs_to_the_better_group(
    person: tuple[int, float, int], group: NpiGroup, course: Course
) -> None:
    assert npi(*person, course.numbers).group is group


def test_binary_numbers_would_put_the_border_into_the_wrong_group(course: Course) -> None:
    assert 0.2 * 7 + 1 + 1 > 3.4
    assert npi(0, 70, 1, course.numbers).value == Decimal("3.4")
    assert npi_group(Decimal("3.41"), course.numbers) is NpiGroup.MODERATE_ONE


def test_an_index_on_a_border_says_that_sources_differ(course: Course) -> None:
    assert any("exactly on a border" in limit for limit in npi(0, 20, 2, course.numbers).limits)
    assert not any("exactly on a border" in limit for limit in npi(0, 19, 2, course.numbers).limits)


@pytest.mark.parametrize(("nodes", "stage"), [(0, 1), (1, 2), (3, 2), (4, 3), (30, 3)])
def test_the_index_knows_three_stages_of_nodes(nodes: int, stage: int, course: Course) -> None:
    [step] = [s for s in npi(nodes, 20, 2, course.numbers).steps if s.name == "Node stage"]
    assert step.value == stage


def test_the_index_says_that_it_predicts_survival_and_not_recurrence(course: Course) -> None:
    score = npi(0, 20, 2, course.numbers)
    assert "predicts survival" in score.predicts
    assert "does not predict whether cancer comes back" in score.predicts
    assert score.steps[-1].working == "0.4 + 1 + 2"


@pytest.mark.parametrize(
    ("given", "age", "reason"),
    [
        ((-1, 20, 2), None, "number of nodes"),
        ((0, 0, 2), None, "no size"),
        ((0, 101, 2), None, "Is it in millimetres?"),
        ((0, 20, 4), None, "grade 1 to 3"),
        ((0, 20, 2), 71, "no older"),
    ],
)
def test_what_the_index_was_not_made_for_is_refused_with_a_reason(
    given: tuple[int, int, int], age: int | None, reason: str, course: Course
) -> None:
    [sentence] = refused(npi, *given, course.numbers, age=age)
    assert reason in sentence


def test_the_claims_behind_the_scores_exist(course: Course) -> None:
    assert set(CTS5_CLAIMS) | set(NPI_CLAIMS) <= set(course.claims)


def test_every_group_has_a_name() -> None:
    assert all(map(cts5_group_name, Cts5Group))
    assert all(map(npi_group_name, NpiGroup))


def test_a_changed_factor_changes_the_score(course: Course) -> None:
    """No factor stands in the code."""
    before = cts5(2, 5, 1, 56, course.numbers).value
    formula = course.numbers["cts5-formula"].values
    for name in ("nodes", "tumour", "size", "size-squared", "grade", "age", "node-group-two-three"):
        more = formula[name].model_copy(update={"value": formula[name].value + 1})
        assert cts5(2, 5, 1, 56, with_values(course, **{name: more})).value != before, name
