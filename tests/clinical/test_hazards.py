"""Published yearly rates add up to the share who have had a recurrence."""

from decimal import Decimal
from typing import Any

import pytest
from scipy.integrate import solve_ivp

from course_lib.clinical.hazards import (
    Span,
    first_year_above,
    rate,
    share,
    spans,
    whole_people,
)
from course_lib.content.course import Course
from course_lib.content.numbers import NumberSet

LAST = 25


@pytest.fixture(scope="module")
def numbers(course: Course) -> NumberSet:
    return course.numbers["yearly-hazard-colleoni"]


@pytest.fixture(scope="module")
def positive(numbers: NumberSet) -> tuple[Span, ...]:
    return spans(numbers, "er-positive")


@pytest.fixture(scope="module")
def negative(numbers: NumberSet) -> tuple[Span, ...]:
    return spans(numbers, "er-negative")


def test_the_five_spans_of_a_group_follow_one_another(positive: tuple[Span, ...]) -> None:
    assert [(span.start, span.end) for span in positive] == [
        (0, 5), (5, 10), (10, 15), (15, 20), (20, 25)
    ]


@pytest.mark.parametrize("group", ["er-positive", "er-negative"])
@pytest.mark.parametrize("year", [5, 10, 25])
def test_the_shares_are_those_worked_out_for_the_course(
    course: Course, numbers: NumberSet, group: str, year: int
) -> None:
    told = course.numbers["cumulative-from-colleoni"].values[f"{group}-{year}"].value
    assert whole_people(share(spans(numbers, group), year)) == told


def integrated(of: tuple[Span, ...], year: int) -> float:
    """The same share by a solver: those still free leave at the rate of their year."""
    free = 1.0
    for span in of:
        until = min(year, span.end)
        if until <= span.start:
            break
        solved = solve_ivp(lambda _t, y, h=span.rate / 100: [-h * y[0]], (span.start, until),
                           [free], rtol=1e-10, atol=1e-12)
        free = float(solved.y[0, -1])
    return 100 * (1 - free)


@pytest.mark.parametrize("year", range(LAST + 1))
def test_every_year_agrees_with_a_solver_of_the_same_rates(
    positive: tuple[Span, ...], negative: tuple[Span, ...], year: int
) -> None:
    for group in (positive, negative):
        assert share(group, year) == pytest.approx(integrated(group, year), abs=1e-6)


def test_nobody_has_had_a_recurrence_at_the_start(positive: tuple[Span, ...]) -> None:
    assert share(positive, 0) == 0


def test_the_share_never_falls(positive: tuple[Span, ...], negative: tuple[Span, ...]) -> None:
    for group in (positive, negative):
        shares = [share(group, year) for year in range(LAST + 1)]
        assert shares == sorted(shares)


def test_the_rate_changes_with_the_fifth_birthday_and_not_a_year_before(
    positive: tuple[Span, ...]
) -> None:
    assert rate(positive, 4) == 9.9
    assert rate(positive, 5) == 5.4


@pytest.mark.parametrize("year", [-1, LAST])
def test_no_rate_is_made_up_outside_the_years_published(
    positive: tuple[Span, ...], year: int
) -> None:
    with pytest.raises(ValueError, match="nothing is known"):
        rate(positive, year)


@pytest.mark.parametrize("years", [-0.1, LAST + 0.1])
def test_no_share_is_made_up_outside_the_years_published(
    positive: tuple[Span, ...], years: float
) -> None:
    with pytest.raises(ValueError, match="nothing is known"):
        share(positive, years)


def test_the_yearly_risks_cross_at_five_years_the_shares_only_near_ten(
    course: Course, positive: tuple[Span, ...], negative: tuple[Span, ...]
) -> None:
    told = course.numbers["cumulative-from-colleoni"].values
    assert first_year_above(positive, negative, "rate") == told["yearly-cross"].value
    found = first_year_above(positive, negative, "share")
    assert found is not None
    assert abs(found - told["total-cross"].value) <= 1


def test_a_group_that_is_never_above_crosses_in_no_year(positive: tuple[Span, ...]) -> None:
    assert first_year_above(positive, positive, "rate") is None
    assert first_year_above(positive, positive, "share") is None


@pytest.mark.parametrize(
    ("percent", "people"), [(0.0, 0), (11.49, 11), (11.5, 12), (11.51, 12), (100.0, 100)]
)
def test_people_are_whole_and_half_a_person_counts(percent: float, people: int) -> None:
    assert whole_people(percent) == people


def changed(numbers: NumberSet, without: str) -> NumberSet:
    values: dict[str, Any] = {k: v for k, v in numbers.values.items() if k != without}
    return numbers.model_copy(update={"values": values})


@pytest.mark.parametrize("gone", ["er-positive-0-5", "er-positive-10-15"])
def test_a_span_that_is_missing_is_noticed(numbers: NumberSet, gone: str) -> None:
    with pytest.raises(ValueError, match="do not follow one another"):
        spans(changed(numbers, gone), "er-positive")


def test_a_group_that_is_not_there_is_noticed(numbers: NumberSet) -> None:
    with pytest.raises(ValueError, match="er-unknown"):
        spans(numbers, "er-unknown")


def test_a_group_within_another_is_not_mistaken_for_it(numbers: NumberSet) -> None:
    assert numbers.values["er-positive-n0-10-15"].value == Decimal("2.0")
    assert all(span.rate != 2.0 for span in spans(numbers, "er-positive"))
