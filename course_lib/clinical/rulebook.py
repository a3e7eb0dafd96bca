"""The rules made ready to be evaluated: one entry for each rule and region."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from course_lib.clinical.case import Value
from course_lib.clinical.logic import Facts, Leaf, Test, Truth, test_of
from course_lib.content.conditions import Condition
from course_lib.content.course import Course
from course_lib.content.rule_checks import instances
from course_lib.content.rules import ALWAYS, Rule
from course_lib.language import _

ORDER = ("before", "main", "instead", "afterwards", "alongside")
"""The roles of what is considered, in the order of a plan."""


@dataclass(frozen=True)
class Entry:
    """One rule, in one region if it speaks of regions; `test` is None where it always holds."""

    id: str
    rule: Rule
    region: str | None
    test: Test | None
    findings: frozenset[str]

    def truth(self, facts: Facts) -> Truth:
        """Return whether its condition holds."""
        return True if self.test is None else self.test.truth(facts)

    def speaks_in(self, layer: str) -> bool:
        """Tell whether it is shown in `layer`: what must never be lost is shown in every one."""
        rule = self.rule
        return layer in {"both", rule.layer} or (rule.layer == "today" and rule.role in ALWAYS)


@dataclass(frozen=True)
class Choice:
    """A value that a finding can have, with its words; of a number, one value on each side."""

    value: Value
    words: str


@dataclass(frozen=True)
class Rulebook:
    """All entries in the order of their files, and what each finding can be."""

    entries: tuple[Entry, ...]
    named: Mapping[str, Entry]
    reading: Mapping[str, tuple[Entry, ...]]
    """The entries that read a finding, by its id."""
    choices: Mapping[str, tuple[Choice, ...]]
    """The values of each finding; for a number one value on each side of every threshold."""
    impossible: tuple[tuple[Test, str, frozenset[str]], ...]
    first_when: Mapping[str, Test]
    needed_when: Mapping[str, Test]
    _speaking: dict[tuple[tuple[str, ...], str], tuple[Entry, ...]] = field(default_factory=dict)

    def speaking(self, types: tuple[str, ...], layer: str) -> tuple[Entry, ...]:
        """Return the entries that speak of a case of these types in this layer."""
        key = (types, layer)
        if key not in self._speaking:
            self._speaking[key] = tuple(
                entry for entry in self.entries
                if entry.speaks_in(layer)
                and (not entry.rule.types or set(types).intersection(entry.rule.types))
            )
        return self._speaking[key]


class _Same:
    """A course as the key of a cache: the same one, not an equal one."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __hash__(self) -> int:
        return id(self.course)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.course is self.course


def rulebook(course: Course) -> Rulebook:
    """Return the rules of `course`, made ready once."""
    return _made(_Same(course))


@lru_cache(maxsize=4)
def _made(key: _Same) -> Rulebook:
    course = key.course

    def ready(condition: Condition) -> Test:
        return test_of(condition, course.findings, course.numbers)

    entries = tuple(
        Entry(id_, rule, region, ready(condition) if condition else None,
              condition.findings if condition else frozenset())
        for rule in course.rules.values()
        for id_, region, condition in instances(rule)
    )
    reading: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for finding in entry.findings:
            reading[finding].append(entry)
    findings = course.findings.values()
    return Rulebook(
        entries=entries,
        named={entry.id: entry for entry in entries},
        reading={id_: tuple(reading.get(id_, ())) for id_ in course.findings},
        choices={f.id: _choices(f.id, course, entries) for f in findings},
        impossible=tuple(
            (ready(impossible.when), impossible.says, impossible.when.findings)
            for f in findings for impossible in f.impossible
        ),
        first_when={f.id: ready(f.first_when) for f in findings if f.first_when},
        needed_when={f.id: ready(f.needed.when) for f in findings if f.needed and f.needed.when},
    )


def _choices(id_: str, course: Course, entries: tuple[Entry, ...]) -> tuple[Choice, ...]:
    finding = course.findings[id_]
    if finding.kind != "number":
        return tuple(Choice(value, finding.words(value)) for value in finding.choices)
    assert finding.step is not None, "the model asks every number for its step"
    tests = [leaf for entry in entries if entry.test for leaf in leaves(entry.test)
             if leaf.finding.id == id_ and leaf.threshold is not None]
    values: set[float] = set()
    for leaf in tests:
        assert leaf.threshold is not None
        beyond = -finding.step if leaf.at_least else finding.step
        values |= {leaf.threshold, round(leaf.threshold + beyond, 6)}
    return tuple(Choice(value, _side(tests, value)) for value in sorted(values))


def _side(tests: list[Leaf], value: float) -> str:
    """Say on which side of each threshold a number stands, once each."""
    words = [leaf.words if leaf.truth({leaf.finding.id: value}) else
             leaf.otherwise for leaf in tests]
    return _(" and ").join(dict.fromkeys(words))


def leaves(test: Test) -> tuple[Leaf, ...]:
    """Return the tests of single findings inside `test`."""
    if isinstance(test, Leaf):
        return (test,)
    return tuple(leaf for part in test.parts for leaf in leaves(part))
