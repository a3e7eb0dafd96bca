"""The rules made ready to be evaluated: one entry for each rule and region."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from course_lib.clinical.case import Value
from course_lib.clinical.logic import Facts, Leaf, Test, Truth, missing, test_of
from course_lib.content.conditions import Condition
from course_lib.content.course import Course
from course_lib.content.findings import Finding, Needed
from course_lib.content.rule_checks import instances
from course_lib.content.rules import ALWAYS, Rule
from course_lib.language import _

ORDER = ("before", "main", "instead", "afterwards", "alongside")
"""The roles of what is considered, in the order of a plan."""

MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Choice:
    """A value that a finding can have, with its words; of a number, one value on each side."""

    value: Value
    words: str


class Remembered:
    """A test that remembers whether it held: the same few values come again and again."""

    def __init__(self, test: Test) -> None:
        self._test = test
        self._findings = tuple(dict.fromkeys(leaf.finding.id for leaf in leaves_of(test)))
        self._held: dict[tuple[Value | None, ...], Truth] = {}

    def truth(self, facts: Facts) -> Truth:
        """Return whether it holds where `facts` are known."""
        key = tuple(map(facts.get, self._findings))
        try:
            return self._held[key]
        except KeyError:
            if len(self._held) >= MOST_REMEMBERED:
                self._held.clear()
            truth = self._held[key] = self._test.truth(facts)
            return truth


@dataclass(frozen=True)
class Standing:
    """Whether a rule holds, which unknown findings keep it open, and which decide it alone."""

    truth: Truth
    missing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One rule, in one region if it speaks of regions; `test` is None where it always holds.

    `choices` has the values of the findings it reads. What stood once is remembered: the same
    values come again and again, and a rule reads few of them.
    """

    id: str
    rule: Rule
    region: str | None
    test: Test | None
    choices: Mapping[str, tuple[Choice, ...]]
    _stood: dict[tuple[Value | None, ...], Standing] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def findings(self) -> frozenset[str]:
        """The findings it reads."""
        return frozenset(self.choices)

    def truth(self, facts: Facts) -> Truth:
        """Return whether its condition holds."""
        return self.standing(facts).truth

    def standing(self, facts: Facts) -> Standing:
        """Return how the rule stands where `facts` are known."""
        key = tuple(map(facts.get, self.choices))
        standing = self._stood.get(key)
        if standing is None:
            if len(self._stood) >= MOST_REMEMBERED:
                self._stood.clear()
            standing = self._stood[key] = self._look(facts)
        return standing

    def _look(self, facts: Facts) -> Standing:
        if self.test is None:
            return Standing(True)
        test, open_ = self.test, missing(self.test, facts)
        lacking = tuple(id_ for id_ in self.choices if id_ in open_)
        deciding = tuple(
            id_ for id_ in lacking
            if any(test.truth({**facts, id_: c.value}) is not None for c in self.choices[id_])
        )
        return Standing(test.truth(facts), lacking, deciding)

    def speaks_in(self, layer: str) -> bool:
        """Tell whether it is shown in `layer`: what must never be lost is shown in every one."""
        rule = self.rule
        return layer in {"both", rule.layer} or (rule.layer == "today" and rule.role in ALWAYS)


@dataclass(frozen=True)
class Chapter:
    """The entries that speak of a case of some types in a layer, by their places in `entries`."""

    entries: tuple[Entry, ...]
    needed: Mapping[str, Needed]
    """The findings without which a plan of these types is provisional."""

    @cached_property
    def of_role(self) -> Mapping[str, tuple[int, ...]]:
        """The entries of each role."""
        of_role: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for index, entry in enumerate(self.entries):
            of_role[entry.rule.role] += (index,)
        return of_role

    @cached_property
    def planned(self) -> tuple[int, ...]:
        """What can be considered, in the order in which it would come, practice today first."""
        return tuple(
            index for role in ORDER
            for index in sorted(
                self.of_role[role], key=lambda i: self.entries[i].rule.layer != "today")
        )

    @cached_property
    def beside(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """What speaks only beside some treatments, with those."""
        return tuple((index, frozenset(entry.rule.beside))
                     for index, entry in enumerate(self.entries) if entry.rule.beside)

    @cached_property
    def read(self) -> frozenset[str]:
        """The findings that its entries read."""
        return frozenset().union(*(entry.findings for entry in self.entries))


@dataclass(frozen=True)
class Rulebook:
    """All entries in the order of their files, and what each finding can be."""

    entries: tuple[Entry, ...]
    named: Mapping[str, Entry]
    reading: Mapping[str, tuple[Entry, ...]]
    """The entries that read a finding, by its id."""
    choices: Mapping[str, tuple[Choice, ...]]
    """The values of each finding; for a number one value on each side of every threshold."""
    impossible: tuple[tuple[Remembered, str, frozenset[str]], ...]
    derived: tuple[Finding, ...]
    """The findings that are read from the places and the first cancer of a case."""
    accepts: Mapping[str, frozenset[tuple[type, Value]]]
    """What can be written of each finding that is written and is no number."""
    order: Mapping[str, int]
    """The place of each finding in data/findings.yaml."""
    red_flags: frozenset[str]
    """The findings that an emergency reads."""
    first_when: Mapping[str, Remembered]
    needed_when: Mapping[str, Remembered]
    _needed: Mapping[str, Needed]
    _chapters: dict[tuple[tuple[str, ...], str], Chapter] = field(default_factory=dict)

    def chapter(self, types: tuple[str, ...], layer: str) -> Chapter:
        """Return what speaks of a case of these types in this layer."""
        key = (types, layer)
        if key not in self._chapters:
            self._chapters[key] = Chapter(
                tuple(
                    entry for entry in self.entries
                    if entry.speaks_in(layer)
                    and (not entry.rule.types or set(types).intersection(entry.rule.types))
                ),
                {id_: needed for id_, needed in self._needed.items()
                 if set(types).intersection(needed.types)},
            )
        return self._chapters[key]


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

    tests = [
        (id_, rule, region, ready(condition) if condition else None)
        for rule in course.rules.values()
        for id_, region, condition in instances(rule)
    ]
    leaves = [leaf for *_rule, test in tests if test for leaf in leaves_of(test)]
    choices = {f.id: _choices(f, leaves) for f in course.findings.values()}
    entries = tuple(
        Entry(id_, rule, region, test, {
            leaf.finding.id: choices[leaf.finding.id] for leaf in (leaves_of(test) if test else ())
        })
        for id_, rule, region, test in tests
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
        choices=choices,
        impossible=tuple(
            (Remembered(ready(impossible.when)), impossible.says, impossible.when.findings)
            for f in findings for impossible in f.impossible
        ),
        derived=tuple(f for f in findings if f.derived),
        accepts={
            f.id: frozenset((type(value), value) for value in f.choices)
            for f in findings if not f.derived and f.kind != "number"
        },
        order={id_: index for index, id_ in enumerate(course.findings)},
        red_flags=frozenset(
            id_ for entry in entries if entry.rule.role == "emergency" for id_ in entry.findings
        ),
        first_when={f.id: Remembered(ready(f.first_when)) for f in findings if f.first_when},
        needed_when={
            f.id: Remembered(ready(f.needed.when)) for f in findings if f.needed and f.needed.when
        },
        _needed={f.id: f.needed for f in findings if f.needed},
    )


def _choices(finding: Finding, leaves: list[Leaf]) -> tuple[Choice, ...]:
    if finding.kind != "number":
        return tuple(Choice(value, finding.words(value)) for value in finding.choices)
    assert finding.step is not None, "the model asks every number for its step"
    tests = [leaf for leaf in leaves if leaf.finding.id == finding.id]
    values: set[float] = set()
    for leaf in tests:
        assert leaf.threshold is not None, "the loader compares numbers with thresholds only"
        beyond = -finding.step if leaf.at_least else finding.step
        values |= {leaf.threshold, round(leaf.threshold + beyond, 6)}
    return tuple(Choice(value, _side(tests, value)) for value in sorted(values))


def _side(tests: list[Leaf], value: float) -> str:
    """Say on which side of each threshold a number stands, once each."""
    words = [leaf.words if leaf.truth({leaf.finding.id: value}) else leaf.otherwise
             for leaf in tests]
    return _(" and ").join(dict.fromkeys(words))


def leaves_of(test: Test) -> tuple[Leaf, ...]:
    """Return the tests of single findings inside `test`."""
    if isinstance(test, Leaf):
        return (test,)
    return tuple(leaf for part in test.parts for leaf in leaves_of(part))
