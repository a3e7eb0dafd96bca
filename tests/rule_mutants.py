"""Seeded changes of a rule: a condition dropped or turned round, a value or a threshold moved."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from course_lib.content.conditions import Condition
from course_lib.content.course import Course
from course_lib.content.rules import Rule

TYPES = ("local-breast", "local-chest-wall", "regional", "distant", "new-primary")
Raw = dict[str, Any]


def mutants(rule: Rule, course: Course) -> Iterator[tuple[str, Course]]:
    """Yield what was changed, and a course whose only rules are the changed one and the treatments
    that it stands beside.
    """
    if rule.when:
        raw = _raw(rule.when)
        yield "without its condition", _with(course, rule, {"when": None})
        for what, changed in _changes(raw, rule, course):
            yield what, _with(course, rule, {"when": changed})
        for name in {leaf.number for leaf in rule.when.leaves if leaf.number}:
            for step in (Decimal(-1), Decimal(1)):
                yield f"{name} moved by {step}", _moved(course, rule, name, step)
    if rule.types:
        for type_ in TYPES:
            others = [t for t in rule.types if t != type_]
            if type_ not in rule.types and _could_stand_in(type_, rule, course):
                yield f"also {type_}", _with(course, rule, {"types": [*rule.types, type_]})
            elif type_ in rule.types and others:
                yield f"not {type_}", _with(course, rule, {"types": others})
    for treatment in rule.beside:
        less = [t for t in rule.beside if t != treatment]
        if less:
            yield f"not beside {treatment}", _with(course, rule, {"beside": less})
    if rule.beside:
        yield "beside anything", _with(course, rule, {"beside": []})


def _could_stand_in(type_: str, rule: Rule, course: Course) -> bool:
    """Tell whether a plan of `type_` has anything that `rule` stands beside, if it needs that."""
    return not rule.beside or any(
        set(rule.beside) & set(other.treatment) and type_ in other.types
        for other in course.rules.values()
    )


def alone(course: Course, rule: Rule) -> Course:
    """Return `course` with `rule` and the rules it can stand beside as its only rules."""
    rules = {
        id_: other for id_, other in course.rules.items()
        if set(rule.beside) & set(other.treatment) or id_ == rule.id
    }
    return dataclasses.replace(course, rules=MappingProxyType({**rules, rule.id: rule}))


def _with(course: Course, rule: Rule, changed: Raw) -> Course:
    whole = {**rule.model_dump(by_alias=True, exclude_none=True), **changed}
    return alone(course, Rule.model_validate(whole))


def _moved(course: Course, rule: Rule, name: str, step: Decimal) -> Course:
    set_id, value_id = name.split(".")
    numbers = course.numbers[set_id]
    value = numbers.values[value_id]
    moved = value.model_copy(update={"value": value.value + step})
    changed = numbers.model_copy(update={"values": {**numbers.values, value_id: moved}})
    return dataclasses.replace(
        alone(course, rule), numbers=MappingProxyType({**course.numbers, set_id: changed})
    )


def _raw(condition: Condition) -> Raw:
    return condition.model_dump(by_alias=True, exclude_none=True)


def _changes(raw: Raw, rule: Rule, course: Course) -> Iterator[tuple[str, Raw]]:
    """Yield `raw` with one change at one place, for every place and every change."""
    [(operator, inner)] = raw.items()
    yield f"turned round: {raw}", inner if operator == "not" else {"not": raw}
    match operator:
        case "all" | "any":
            yield f"{operator} swapped", {"any" if operator == "all" else "all": inner}
            yield from _changes_within(operator, inner, rule, course)
        case "not":
            for what, changed in _changes(inner, rule, course):
                yield what, {"not": changed}
        case "is":
            [(finding, value)] = inner.items()
            for other in _values(finding, rule, course):
                if other != value:
                    yield f"{finding}: {value} became {other}", {"is": {finding: other}}
        case "in":
            [(finding, values)] = inner.items()
            for value in _values(finding, rule, course):
                if value not in values:
                    yield f"{finding}: {value} added", {"in": {finding: [*values, value]}}
                elif len(values) > 1:
                    less = [v for v in values if v != value]
                    yield f"{finding}: {value} taken away", {"in": {finding: less}}
        case "at_least":
            yield "at_least became at_most", {"at_most": inner}
        case "at_most":
            yield "at_most became at_least", {"at_least": inner}


def _changes_within(
    operator: str, parts: list[Raw], rule: Rule, course: Course
) -> Iterator[tuple[str, Raw]]:
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if before or after:
            yield f"dropped: {part}", {operator: [*before, *after]}
        for what, changed in _changes(part, rule, course):
            yield what, {operator: [*before, changed, *after]}


def _values(finding: str, rule: Rule, course: Course) -> tuple[bool | str, ...]:
    region = rule.regions[0] if rule.regions else ""
    return course.findings[finding.replace("<region>", region)].choices
