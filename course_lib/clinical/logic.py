"""Logic with three values: held, did not hold, unknown.

Everything is evaluated and nothing cut short, so that the explanation is complete.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from course_lib.clinical.case import Value
from course_lib.content.conditions import Condition
from course_lib.content.findings import Finding
from course_lib.content.numbers import NumberSet
from course_lib.content.rule_checks import number_named
from course_lib.language import _

Truth = bool | None
Facts = Mapping[str, Value]


@dataclass(frozen=True)
class Leaf:
    """A test of one finding: its value is among `accepted`, or stands to `threshold` as it must.

    `otherwise` says what is so of a number that does not pass.
    """

    finding: Finding
    words: str
    otherwise: str = ""
    accepted: frozenset[Value] = frozenset()
    threshold: float | None = None
    at_least: bool = True

    def truth(self, facts: Facts) -> Truth:
        """Return whether the test holds; None while the finding is unknown."""
        value = facts.get(self.finding.id)
        if value is None:
            return None
        if self.threshold is None:
            return value in self.accepted
        number = float(value)
        return number >= self.threshold if self.at_least else number <= self.threshold


@dataclass(frozen=True)
class Branch:
    """`all`, `any` or `not` of its parts."""

    operator: str
    parts: "tuple[Leaf | Branch, ...]"

    def truth(self, facts: Facts) -> Truth:
        """Return whether the whole holds, after every part has been looked at."""
        return joined(self.operator, [part.truth(facts) for part in self.parts])


Test = Leaf | Branch


@dataclass(frozen=True)
class Step:
    """One node of an explanation: what was tested, whether it held, and what is so in this case.

    `actual` is None where the finding is unknown, and for all, any and not.
    """

    words: str
    truth: Truth
    operator: str
    finding: str | None = None
    actual: str | None = None
    parts: "tuple[Step, ...]" = ()


def joined(operator: str, truths: list[Truth]) -> Truth:
    """Return the truth of `all`, `any` or `not` over `truths`."""
    if operator == "not":
        return None if truths[0] is None else not truths[0]
    decisive = operator == "any"
    if decisive in truths:
        return decisive
    return None if None in truths else not decisive


def test_of(
    condition: Condition, findings: Mapping[str, Finding], numbers: Mapping[str, NumberSet]
) -> Test:
    """Return `condition` ready to be evaluated, its thresholds read from `numbers`."""
    if condition.parts:
        operator = "all" if condition.all else "any" if condition.any else "not"
        parts = tuple(test_of(part, findings, numbers) for part in condition.parts)
        return Branch(operator, parts)
    finding = findings[condition.finding]
    if condition.number is None:
        words = _(" or ").join(finding.words(value) for value in condition.accepted)
        return Leaf(finding, words, accepted=frozenset(condition.accepted))
    number = number_named(numbers, condition.number)
    assert number is not None, "the loader has checked the names of numbers"
    at_least = condition.at_least is not None
    forms = (_("{what} is {number} or more"), _("{what} is below {number}")) if at_least else (
        _("{what} is {number} or fewer"), _("{what} is above {number}"))
    words, otherwise = (
        form.format(what=finding.subject, number=finding.with_unit(number.number)) for form in forms
    )
    threshold = float(number.value)
    return Leaf(finding, words, otherwise, threshold=threshold, at_least=at_least)


def explained(test: Test, facts: Facts) -> Step:
    """Return the whole explanation of `test`: every condition, with what it found."""
    if isinstance(test, Leaf):
        value = facts.get(test.finding.id)
        actual = None if value is None else test.finding.words(value)
        return Step(test.words, test.truth(facts), "test", test.finding.id, actual)
    parts = tuple(explained(part, facts) for part in test.parts)
    words = {"all": _("all of these"), "any": _("at least one of these"), "not": _("not this")}
    truth = joined(test.operator, [part.truth for part in parts])
    return Step(words[test.operator], truth, test.operator, parts=parts)


def missing(test: Test, facts: Facts) -> frozenset[str]:
    """Return the unknown findings that keep `test` from being decided; none once it is."""
    if test.truth(facts) is not None:
        return frozenset()
    if isinstance(test, Leaf):
        return frozenset({test.finding.id})
    return frozenset().union(*(missing(part, facts) for part in test.parts))


def decisive(step: Step) -> Iterator[Step]:
    """Yield the tests that make `step` as true, false or unknown as it is."""
    if not step.parts:
        yield step
    for part in step.parts:
        if step.operator == "not" or part.truth is step.truth:
            yield from decisive(part)
