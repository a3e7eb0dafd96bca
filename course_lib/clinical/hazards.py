"""Recurrence over time from published yearly rates: each rate holds for a span of years."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.content.numbers import NumberSet

OUT_OF = 100


@dataclass(frozen=True)
class Span:
    """The years from `start` to `end`, and the recurrences a year in each hundred people."""

    start: int
    end: int
    rate: float


def spans(numbers: NumberSet, group: str) -> tuple[Span, ...]:
    """Return the spans of `group`, named GROUP-START-END in `numbers`, the first years first.

    Raises ValueError where a year is left out or counted twice, or the group is not there.
    """
    named = {re.fullmatch(rf"{re.escape(group)}-(\d+)-(\d+)", id_): value
             for id_, value in numbers.values.items()}
    found = sorted(
        (Span(int(match[1]), int(match[2]), float(value.value))
         for match, value in named.items() if match),
        key=lambda span: span.start,
    )
    starts = [0, *(span.end for span in found)]
    if not found or any(s.start != start for s, start in zip(found, starts, strict=False)):
        raise ValueError(f"the spans of “{group}” in {numbers.id} do not follow one another from 0")
    return tuple(found)


def rate(of: Sequence[Span], year: int) -> float:
    """Return the yearly rate, in per cent, in the year that follows `year` full years.

    Raises ValueError for a year that no span holds.
    """
    for span in of:
        if span.start <= year < span.end:
            return span.rate
    raise ValueError(f"nothing is known of the year after year {year}")


def share(of: Sequence[Span], years: float) -> float:
    """Return who has had a recurrence after `years`, in per cent of those who began.

    With rates h₁, h₂ … over the years t₁, t₂ … so far this is 100 · (1 − exp(−Σ hᵢ tᵢ / 100)), the
    usual sum of a steady rate within each span, as if nobody died of anything else before.
    Raises ValueError for years beyond the last span.
    """
    if not 0 <= years <= of[-1].end:
        raise ValueError(f"nothing is known of {years} years")
    total = sum(span.rate * max(0.0, min(years, span.end) - span.start) for span in of)
    return OUT_OF * -math.expm1(-total / 100)


def whole_people(percent: float) -> int:
    """Return how many of a hundred people that is: the nearest whole number, halves up."""
    return math.floor(percent + 0.5)


def first_year_above(
    one: Sequence[Span], other: Sequence[Span], of: str = "share"
) -> int | None:
    """Return the first full year at which `one` lies above `other`, or None if it never does.

    `of` names what is compared: the yearly “rate” in the year that follows, or the “share” so far.
    """
    last = min(one[-1].end, other[-1].end)
    if of == "rate":
        years = (year for year in range(last) if rate(one, year) > rate(other, year))
    else:
        years = (year for year in range(last + 1) if share(one, year) > share(other, year))
    return next(years, None)
