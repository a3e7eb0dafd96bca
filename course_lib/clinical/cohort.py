"""The women of GBSG2, and the survival curves, tests and models that are worked out from them.

The data are read from the file that lifelines ships; lifelines itself, which takes seconds to
import, is needed only by the tests, which hold every result here against it.
"""

import csv
import hashlib
import importlib.util
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_lib.language import _, upper_first

FILE = "datasets/lymph_node.csv"
SHA256 = "e04343c3f26f193f787df61980495fb7c5d397d42a0cb6f46d1524c008fa337c"
YEAR = 365.25  # days
Z = 1.959963984540054  # of a 95 % interval
ROUNDS = 50
CLOSE = 1e-9

Numbers = NDArray[np.float64]


class OtherDataError(Exception):
    """Raised when the file of the cohort is missing or is not the one that was checked."""


@dataclass(frozen=True)
class Woman:
    """One woman of the cohort.

    `days` run from the diagnosis to recurrence, death or the last visit, whichever came first;
    `event` tells that it was recurrence or death. `days_alive` and `died` are about death alone.
    Receptors are in fmol, size in mm, age in years.
    """

    age: int
    after_menopause: bool
    hormone_therapy: bool
    size: int
    grade: int
    nodes: int
    oestrogen_receptor: int
    progesterone_receptor: int
    days: int
    event: bool
    days_alive: int
    died: bool

    @property
    def died_without_recurrence(self) -> bool:
        """Tell whether the event was her death."""
        return self.event and self.died and self.days_alive == self.days


@dataclass(frozen=True)
class Time:
    """How long somebody was watched, in years, and whether the event came at its end."""

    years: float
    event: bool


@dataclass(frozen=True)
class Point:
    """The curve from `years` on: the share still free of the event, with its 95 % interval."""

    years: float
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve; the first point stands at the beginning, where all are free."""

    times: tuple[Time, ...]
    points: tuple[Point, ...]

    @property
    def people(self) -> int:
        """How many people the curve begins with."""
        return len(self.times)

    @property
    def events(self) -> int:
        """How many of them had the event."""
        return sum(time.event for time in self.times)

    @property
    def last(self) -> float:
        """The longest time, in years, that anybody was watched."""
        return max(time.years for time in self.times)

    def at(self, years: float) -> Point:
        """Return the point that holds at `years`."""
        return [point for point in self.points if point.years <= years][-1]

    def at_risk(self, years: float) -> int:
        """Return how many were still watched, and free of the event, just before `years`."""
        return sum(time.years >= years for time in self.times)

    @property
    def median(self) -> float | None:
        """The first time, in years, at which half or fewer are free; None if never reached."""
        return next((point.years for point in self.points if point.share <= 0.5), None)


@dataclass(frozen=True)
class LogRank:
    """A log-rank test of two or more curves."""

    chi_squared: float
    degrees: int
    p: float


@dataclass(frozen=True)
class Ratio:
    """A hazard ratio with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """Some of the women, by a name a learner reads."""

    id: str
    name: str
    holds: Callable[[Woman], bool]


@dataclass(frozen=True)
class Split:
    """The women told apart by one factor; every woman is in exactly one group.

    `reference` is the id of the group that the others are compared with.
    """

    id: str
    name: str
    groups: tuple[Group, ...]
    reference: str

    def label(self, group: Group) -> str:
        """Return the name of `group` where it stands among groups of other factors."""
        if self.name.casefold() in group.name.casefold():
            return upper_first(group.name)
        return _("{factor}: {group}").format(factor=self.name, group=group.name)

    @property
    def compared(self) -> tuple[Group, ...]:
        """The groups that are compared with the reference."""
        return tuple(group for group in self.groups if group.id != self.reference)

    def members(self, group: Group, women: Sequence[Woman]) -> tuple[Woman, ...]:
        """Return those of `women` who are in `group`."""
        return tuple(woman for woman in women if group.holds(woman))


@cache
def women() -> tuple[Woman, ...]:
    """Return the 686 women; raises OtherDataError if the file is not the one that was checked."""
    package = importlib.util.find_spec("lifelines")
    if package is None or not package.submodule_search_locations:
        raise OtherDataError("The package lifelines, which holds the cohort, is not installed.")
    content = (Path(package.submodule_search_locations[0]) / FILE).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise OtherDataError(f"{FILE} of lifelines is not the file that this course was made with.")
    return tuple(_woman(row) for row in csv.DictReader(content.decode().splitlines()))


def _woman(row: dict[str, str]) -> Woman:
    return Woman(
        age=int(row["age"]),
        after_menopause=row["menopause"] == "2",
        hormone_therapy=row["hormone"] == "2",
        size=int(row["size"]),
        grade=int(row["grade"]),
        nodes=int(row["nodes"]),
        oestrogen_receptor=int(row["estrg_recp"]),
        progesterone_receptor=int(row["prog_recp"]),
        days=int(row["rectime"]),
        event=row["censrec"] == "1",
        days_alive=int(row["survtime"]),
        died=row["censdead"] == "1",
    )


def recurrence_free(some: Sequence[Woman]) -> list[Time]:
    """Return the times from diagnosis to recurrence or death, whichever came first."""
    return [Time(woman.days / YEAR, woman.event) for woman in some]


def after_recurrence(some: Sequence[Woman]) -> list[tuple[Woman, Time]]:
    """Return the women watched beyond a recurrence, with the time from it to death."""
    return [
        (woman, Time((woman.days_alive - woman.days) / YEAR, woman.died))
        for woman in some
        if woman.event and woman.days_alive > woman.days
    ]


def curve(times: Sequence[Time]) -> Curve:
    """Return the Kaplan-Meier curve of `times`; raises ValueError if there are none.

    The interval is Greenwood's on the scale of log(-log): it never leaves 0 to 1.
    """
    if not times:
        raise ValueError("a curve needs at least one person")
    points = [Point(0.0, 1.0, 1.0, 1.0)]
    share, greenwood, at_risk = 1.0, 0.0, len(times)
    ordered = sorted(times, key=lambda time: time.years)
    for moment, ending in groupby(ordered, key=lambda time: time.years):
        here = list(ending)
        events = sum(time.event for time in here)
        if 0 < events < at_risk:
            share *= 1 - events / at_risk
            greenwood += events / (at_risk * (at_risk - events))
            spread = Z * math.sqrt(greenwood) / math.log(share)
            low, high = share ** math.exp(-spread), share ** math.exp(spread)
            points.append(Point(moment, share, low, high))
        elif events:
            points.append(Point(moment, 0.0, 0.0, 0.0))
        at_risk -= len(here)
    return Curve(tuple(times), tuple(points))


def log_rank(groups: Sequence[Sequence[Time]]) -> LogRank:
    """Return the log-rank test of two or more groups."""
    everyone = [time for group in groups for time in group]
    kinds = len(groups)
    difference, variance = np.zeros(kinds), np.zeros((kinds, kinds))
    for moment in sorted({time.years for time in everyone if time.event}):
        at_risk = np.array([sum(t.years >= moment for t in group) for group in groups], float)
        events = np.array(
            [sum(t.event and t.years == moment for t in group) for group in groups], float
        )
        n, d = at_risk.sum(), events.sum()
        share = at_risk / n
        difference += events - d * share
        if n > 1:
            variance += (np.diag(share) - np.outer(share, share)) * d * (n - d) / (n - 1)
    apart = difference[:-1]
    chi_squared = float(apart @ np.linalg.solve(variance[:-1, :-1], apart))
    return LogRank(chi_squared, kinds - 1, _chi_squared_tail(chi_squared, kinds - 1))


def _chi_squared_tail(value: float, degrees: int) -> float:
    """Return the chance of more than `value`; exact for one and two degrees of freedom."""
    if degrees == 1:
        return math.erfc(math.sqrt(value / 2))
    if degrees == 2:
        return math.exp(-value / 2)
    raise ValueError("no more than three groups are compared here")


def cox(times: Sequence[Time], factors: Sequence[Sequence[float]]) -> list[Ratio]:
    """Return one hazard ratio a factor, each adjusted for the others; ties as Efron has them.

    `factors` has one row a person. Raises ValueError if the model finds no answer.
    """
    longest_first = np.argsort([-time.years for time in times], kind="stable")
    matrix = np.array(factors, dtype=float)[longest_first]
    matrix -= matrix.mean(axis=0)
    years = np.array([time.years for time in times])[longest_first]
    event = np.array([time.event for time in times])[longest_first]
    beta = np.zeros(matrix.shape[1])
    for _round in range(ROUNDS):
        gradient, information = _efron(matrix, years, event, beta)
        step = np.linalg.solve(information, gradient)
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            errors = np.sqrt(np.diag(np.linalg.inv(information)))
            return [
                Ratio(math.exp(b), math.exp(b - Z * e), math.exp(b + Z * e))
                for b, e in zip(beta.tolist(), errors.tolist(), strict=True)
            ]
    raise ValueError("the model finds no answer")


def _efron(
    matrix: Numbers, years: Numbers, event: NDArray[np.bool_], beta: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the gradient and the information of Efron's partial likelihood.

    Rows run from the longest time to the shortest, so that a running sum is a sum over those still
    at risk.
    """
    weight = np.exp(matrix @ beta)
    weighted = weight[:, None] * matrix
    squared = weighted[:, :, None] * matrix[:, None, :]
    moments, at, tied = np.unique(-years[event], return_inverse=True, return_counts=True)
    part = (np.arange(len(at)) - (np.cumsum(tied) - tied)[at]) / tied[at]
    last = np.searchsorted(-years, moments, side="right") - 1

    def still_at_risk(values: Numbers) -> Numbers:
        """Return the sum of `values` at each event, less the part of those who fail with it."""
        failing = np.zeros((len(moments), *values.shape[1:]))
        np.add.at(failing, at, values[event])
        shape = (-1, *(1 for _axis in values.shape[1:]))
        return np.asarray(values.cumsum(axis=0)[last][at] - part.reshape(shape) * failing[at])

    total = still_at_risk(weight)
    mean = still_at_risk(weighted) / total[:, None]
    spread = still_at_risk(squared) / total[:, None, None]
    return (matrix[event] - mean).sum(axis=0), spread.sum(axis=0) - mean.T @ mean
