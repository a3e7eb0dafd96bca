"""Two published scores, worked out step by step: CTS5 and the Nottingham Prognostic Index.

Only the arithmetic stands here; factors, groups and cut-offs stand in data/numbers/scores.yaml.
Everything is computed in decimal numbers, so that a score on a border is exactly on it. A score
names a group of people; neither function turns it into a percentage for one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from course_lib.content.numbers import NumberSet, Value
from course_lib.language import _

Number = int | float | Decimal
Numbers = Mapping[str, NumberSet]

MM_IN_CM = 10

# From which number of nodes on a group begins (None: from no node on), and what it counts.
CTS5_NODE_GROUPS = (
    (None, "node-group-none"),
    ("nodes-from-one", "node-group-one"),
    ("nodes-from-two-three", "node-group-two-three"),
    ("nodes-from-four-nine", "node-group-four-nine"),
    ("nodes-from-ten", "node-group-ten"),
)
NPI_NODE_STAGES = (
    (None, "nodes-none"),
    ("nodes-from-one-three", "nodes-one-three"),
    ("nodes-from-four", "nodes-four"),
)

CTS5_CLAIMS = (
    "cts5-what-it-counts",
    "cts5-what-it-estimates",
    "cts5-cut-offs-secondary",
    "cts5-not-treatment-benefit",
    "cts5-misses-both-ways",
)
NPI_CLAIMS = ("npi-predicts-survival", "npi-borders-differ")


class Cts5Group(StrEnum):
    """The groups of CTS5."""

    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"


class NpiGroup(StrEnum):
    """The groups of the Nottingham Prognostic Index, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    MODERATE_ONE = "moderate-one"
    MODERATE_TWO = "moderate-two"
    POOR = "poor"


class OutsideRangeError(ValueError):
    """Raised when a score does not hold for what was given; `sentences` names every reason."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Step:
    """One line of the computation: what it is, how it is worked out, and what comes of it."""

    name: str
    working: str
    value: Decimal


@dataclass(frozen=True)
class Score:
    """A score with its group, the steps that lead to it, what it predicts, and its limits."""

    name: str
    value: Decimal
    group: Cts5Group | NpiGroup
    group_name: str
    steps: tuple[Step, ...]
    predicts: str
    limits: tuple[str, ...]
    claims: tuple[str, ...]


def cts5(nodes: int, size_mm: Number, grade: int, age: Number, numbers: Numbers) -> Score:
    """Return CTS5 for a woman after the menopause, five years into endocrine therapy.

    `age` is the age in years at the start of endocrine therapy. Raises OutsideRangeError, with a
    sentence for each reason, where the score does not hold.
    """
    formula = numbers["cts5-formula"].values
    limits = numbers["cts5-input-limits"].values
    given = _Given()
    count = given.nodes(nodes)
    size = given.size(size_mm, limits["largest-size"])
    level = given.grade(grade, formula)
    years = given.age(age, limits["oldest"], _("a published program for the score accepts no more"))
    given.refuse()

    group, group_label = _node_group(count, formula, CTS5_NODE_GROUPS)
    counted = min(size, formula["size-cap"].value)
    terms = (
        _times(_("Nodes"), formula["nodes"], group, group_label),
        _at_most(_("Size that counts"), size, formula["size-cap"]),
        _times(_("Size"), formula["size"], counted),
        Step(
            _("Size squared"),
            f"{_plain(formula['size-squared'].value)} × {_plain(counted)}²",
            formula["size-squared"].value * counted * counted,
        ),
        _times(_("Grade"), formula["grade"], level),
        _times(_("Age"), formula["age"], years),
    )
    bracket = _sum(_("Bracket of size, grade and age"), terms[2:])
    tumour = _times(_("Bracket, weighted"), formula["tumour"], bracket.value)
    total = _sum(_("Score"), (terms[0], tumour))
    found = cts5_group(total.value, numbers)
    return Score(
        name=_("CTS5"),
        value=total.value,
        group=found,
        group_name=cts5_group_name(found),
        steps=(*terms, bracket, tumour, total),
        predicts=_(
            "It sorts people by how often cancer came back far away from year {first} to year "
            "{last}. It says nothing about coming back nearby, and not who gains from more "
            "treatment."
        ).format(
            first=numbers["cts5-risk-bands"].values["from"].number,
            last=numbers["cts5-risk-bands"].values["to"].number,
        ),
        limits=(
            *_young(years, numbers["cts5-tailorx-age"].values["age"]),
            *_limits(numbers, "cts5-formula", "cts5-cut-offs"),
        ),
        claims=CTS5_CLAIMS,
    )


def cts5_group(score: Decimal, numbers: Numbers) -> Cts5Group:
    """Return the group of a CTS5 score; both borders belong to the intermediate group."""
    cut_offs = numbers["cts5-cut-offs"].values
    if score < cut_offs["low"].value:
        return Cts5Group.LOW
    return Cts5Group.HIGH if score > cut_offs["high"].value else Cts5Group.INTERMEDIATE


def cts5_group_name(group: Cts5Group) -> str:
    """Return what `group` is called."""
    return {
        Cts5Group.LOW: _("Low"),
        Cts5Group.INTERMEDIATE: _("Intermediate"),
        Cts5Group.HIGH: _("High"),
    }[group]


def npi(
    nodes: int, size_mm: Number, grade: int, numbers: Numbers, age: Number | None = None
) -> Score:
    """Return the Nottingham Prognostic Index of an operable primary cancer.

    `age` in years is no part of the index; where it is given, it is held against the women whom
    the index was made from. Raises OutsideRangeError, with a sentence for each reason, where the
    index does not hold.
    """
    formula = numbers["npi-formula"].values
    oldest = numbers["npi-made-from"].values["oldest"]
    given = _Given()
    count = given.nodes(nodes)
    size = given.size(size_mm, numbers["cts5-input-limits"].values["largest-size"])
    level = given.grade(grade, formula)
    if age is not None:
        given.age(age, oldest, _("the women whom the index was made from were no older"))
    given.refuse()

    stage, stage_label = _node_group(count, formula, NPI_NODE_STAGES)
    centimetres = size / MM_IN_CM
    terms = (
        _times(_("Size in centimetres"), formula["size"], centimetres),
        Step(_("Node stage"), stage_label, stage),
        _times(_("Grade"), formula["grade"], level),
    )
    total = _sum(_("Index"), terms)
    found = npi_group(total.value, numbers)
    return Score(
        name=_("Nottingham Prognostic Index"),
        value=total.value,
        group=found,
        group_name=npi_group_name(found),
        steps=(*terms, total),
        predicts=_(
            "It predicts survival after an operable first breast cancer. It does not predict "
            "whether cancer comes back."
        ),
        limits=(
            *_on_a_border(total.value, numbers),
            _("It was made from {people}.").format(people=numbers["npi-made-from"].population),
            *_limits(numbers, "npi-formula", "npi-cut-offs"),
        ),
        claims=NPI_CLAIMS,
    )


def npi_group(index: Decimal, numbers: Numbers) -> NpiGroup:
    """Return the group of an index; a border belongs to the better group."""
    cut_offs = numbers["npi-cut-offs"].values
    for group in (g for g in NpiGroup if g is not NpiGroup.POOR):
        if index <= cut_offs[group].value:
            return group
    return NpiGroup.POOR


def npi_group_name(group: NpiGroup) -> str:
    """Return what `group` is called."""
    return {
        NpiGroup.EXCELLENT: _("Excellent"),
        NpiGroup.GOOD: _("Good"),
        NpiGroup.MODERATE_ONE: _("Moderate I"),
        NpiGroup.MODERATE_TWO: _("Moderate II"),
        NpiGroup.POOR: _("Poor"),
    }[group]


class _Given:
    """Read what was given as decimal numbers, and collect every reason to refuse it."""

    def __init__(self) -> None:
        self._reasons: list[str] = []

    def refuse(self) -> None:
        if self._reasons:
            raise OutsideRangeError(self._reasons)

    def nodes(self, given: Number) -> Decimal:
        count = _exact(given)
        if count is not None and count >= 0 and count == count.to_integral_value():
            return count
        return self._refused(
            _("“{given}” is no number of nodes: involved nodes are counted, so 0, 1, 2 and so on."),
            given,
        )

    def size(self, given: Number, largest: Value) -> Decimal:
        size = _exact(given)
        if size is None or size <= 0:
            return self._refused(
                _("“{given}” is no size: it is measured in millimetres and more than nothing."),
                given,
            )
        if size > largest.value:
            return self._refused(
                _(
                    "A size of {given} mm is above {largest}, the most that a published program "
                    "for such a score accepts. Is it in millimetres?"
                ),
                given,
                largest=largest,
            )
        return size

    def grade(self, given: Number, formula: Mapping[str, Value]) -> Decimal:
        grade = _exact(given)
        lowest, highest = formula["grade-lowest"].value, formula["grade-highest"].value
        whole = grade is not None and grade == grade.to_integral_value()
        if grade is not None and whole and lowest <= grade <= highest:
            return grade
        return self._refused(
            _("“{given}” is no grade: the score knows grade {lowest} to {highest} only."),
            given,
            lowest=lowest,
            highest=highest,
        )

    def age(self, given: Number, oldest: Value, why: str) -> Decimal:
        age = _exact(given)
        if age is None or age <= 0:
            return self._refused(_("“{given}” is no age in years."), given)
        if age > oldest.value:
            return self._refused(
                _("An age of {given} years is above {oldest}: {why}."),
                given,
                oldest=oldest,
                why=why,
            )
        return age

    def _refused(self, sentence: str, given: Number, **words: object) -> Decimal:
        self._reasons.append(sentence.format(given=given, **words))
        return Decimal(0)


def _exact(given: object) -> Decimal | None:
    """Return `given` as it would be written down, or None where it is no finite number."""
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        return None
    exact = Decimal(str(given))
    return exact if exact.is_finite() else None


def _node_group(
    count: Decimal, formula: Mapping[str, Value], groups: tuple[tuple[str | None, str], ...]
) -> tuple[Decimal, str]:
    """Return what counts for `count` nodes, and what the group is called."""
    group = groups[0][1]
    for begin, name in groups:
        if begin is not None and count >= formula[begin].value:
            group = name
    return formula[group].value, formula[group].label


def _times(name: str, factor: Value, what: Decimal, label: str = "") -> Step:
    working = f"{_plain(factor.value)} × {_plain(what)}"
    return Step(name, f"{working} ({label})" if label else working, factor.value * what)


def _at_most(name: str, given: Decimal, cap: Value) -> Step:
    working = _("{given} mm, of which at most {cap} count").format(given=_plain(given), cap=cap)
    return Step(name, working, min(given, cap.value))


def _sum(name: str, steps: tuple[Step, ...]) -> Step:
    working = _plain(steps[0].value)
    for _before, step in pairwise(steps):
        sign = "+" if step.value >= 0 else "−"
        working += f" {sign} {_plain(abs(step.value))}"
    return Step(name, working, sum((step.value for step in steps), Decimal(0)))


def _plain(number: Decimal) -> str:
    return f"{number:f}".replace("-", "−")


def _young(age: Decimal, border: Value) -> tuple[str, ...]:
    if age > border.value:
        return ()
    return (
        _(
            "The score was made for women after the menopause; in one later trial it sorted risk "
            "only above the age of {age}."
        ).format(age=border.number),
    )


def _on_a_border(index: Decimal, numbers: Numbers) -> tuple[str, ...]:
    if all(index != cut_off.value for cut_off in numbers["npi-cut-offs"].values.values()):
        return ()
    return (
        _(
            "The index stands exactly on a border; sources differ on which group that is, and here "
            "it counts as the better one."
        ),
    )


def _limits(numbers: Numbers, *sets: str) -> tuple[str, ...]:
    return tuple(numbers[name].not_for for name in sets)
