"""What must hold between rules, findings, numbers and claims before a plan may be made."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from course_lib.content.claims import Claim
from course_lib.content.conditions import Condition, in_region
from course_lib.content.findings import Finding
from course_lib.content.numbers import NumberSet, Value
from course_lib.content.rules import Rule
from course_lib.content.sites import Site
from course_lib.content.sources import Source


class Parts(Protocol):
    """The parts of the course that the rules are checked against."""

    @property
    def numbers(self) -> Mapping[str, NumberSet]: ...  # noqa: D102
    @property
    def sources(self) -> Mapping[str, Source]: ...  # noqa: D102
    @property
    def claims(self) -> Mapping[str, Claim]: ...  # noqa: D102
    @property
    def sites(self) -> Mapping[str, Site]: ...  # noqa: D102
    @property
    def findings(self) -> Mapping[str, Finding]: ...  # noqa: D102
    @property
    def rules(self) -> Mapping[str, Rule]: ...  # noqa: D102
    def place(self, collection: str, id_: str) -> tuple[str, int]: ...  # noqa: D102


# Collection, id, what is wrong, how to mend it, and the value on whose line it stands.
Blame = tuple[str, str, str, str, str | None]


def number_named(numbers: Mapping[str, NumberSet], name: str) -> Value | None:
    """Return the number called set.value, or None."""
    set_id, value_id = name.split(".")
    return numbers[set_id].values.get(value_id) if set_id in numbers else None


def instances(rule: Rule) -> Iterator[tuple[str, str | None, Condition | None]]:
    """Yield id, region and condition of `rule`, once for each of its regions."""
    if not rule.regions:
        yield rule.id, rule.region, rule.when
    for region in rule.regions:
        yield f"{rule.id}-{region}", region, rule.when and in_region(rule.when, region)


def problems_of_rules(course: Parts) -> Iterator[Blame]:
    """Yield everything that is wrong with the findings and rules of `course`."""
    read: set[str] = set()
    for finding in course.findings.values():
        conditions = [impossible.when for impossible in finding.impossible]
        conditions += [finding.first_when] if finding.first_when else []
        conditions += [finding.needed.when] if finding.needed and finding.needed.when else []
        for condition in conditions:
            yield from problems_of_condition(course, "findings", finding.id, condition)
        if finding.place and finding.place not in course.sites:
            yield ("findings", finding.id, f"“{finding.id}” names the place “{finding.place}”, "
                   "which is not in data/sites.yaml.", "Correct the id.", finding.place)
        if finding.needed:
            read.add(finding.id)
    for rule in course.rules.values():
        yield from _problems_of_rule(course, rule)
        for _id, _region, when in instances(rule):
            read |= when.findings if when else frozenset()
    for unread in [id_ for id_ in course.findings if id_ not in read]:
        yield ("findings", unread, f"No rule reads “{unread}”.",
               "Take it out, or write the rule that needs it.", None)


def _problems_of_rule(course: Parts, rule: Rule) -> Iterator[Blame]:
    file, line = course.place("rules", rule.id)
    if not file.endswith(f"/{rule.id}.yaml"):
        yield ("rules", rule.id, f"The rule “{rule.id}” stands in {file}, line {line}.",
               f"Give it a file of its own, {rule.id}.yaml.", None)
    for region in rule.regions:
        if region not in course.sites:
            yield ("rules", rule.id, f"“{rule.id}” names the region “{region}”, which is not in "
                   "data/sites.yaml.", "Correct the id.", region)
    for _id, _region, condition in instances(rule):
        if condition:
            yield from problems_of_condition(course, "rules", rule.id, condition)
    claims = [course.claims[id_] for id_ in rule.claims if id_ in course.claims]
    for claim in claims:
        if claim.layer != rule.layer:
            yield ("rules", rule.id, f"A rule of the layer “{rule.layer}” rests on “{claim.id}”, "
                   f"which is of the layer “{claim.layer}”.",
                   "Cite a claim of the same layer.", claim.id)
    if rule.layer == "today" and claims:
        sources = [course.sources.get(s.source) for claim in claims for s in claim.stands]
        dated = any(source and (source.year or source.year_from) for source in sources)
        if dated == bool(rule.undated):
            yield ("rules", rule.id,
                   f"“{rule.id}” cites no dated source." if not dated
                   else f"“{rule.id}” cites a dated source, and still says it is undated.",
                   "Cite one, or say in undated: why there is none." if not dated
                   else "Take the undated line out.", None)


def problems_of_condition(
    course: Parts, collection: str, id_: str, condition: Condition
) -> Iterator[Blame]:
    """Yield what `condition` reads that findings or numbers do not have."""
    for leaf in condition.leaves:
        finding = course.findings.get(leaf.finding)
        if finding is None:
            yield (collection, id_, f"“{id_}” reads “{leaf.finding}”, which is not in "
                   "data/findings.yaml.", "Correct the id, or add the finding.", None)
            continue
        if leaf.number:
            if finding.kind != "number":
                yield (collection, id_, f"“{finding.id}” is no number, and cannot be compared with "
                       "one.", "Use is or in.", leaf.number)
            elif number_named(course.numbers, leaf.number) is None:
                yield (collection, id_, f"No number is called “{leaf.number}”.",
                       "Put it into data/numbers with its citation.", leaf.number)
            continue
        for value in [v for v in leaf.accepted if v not in finding.choices or (
            isinstance(v, bool) != (finding.kind == "yes or no")
        )]:
            yield (collection, id_, f"“{finding.id}” cannot be “{value}”.",
                   f"Choose one of {', '.join(map(str, finding.choices)) or 'its numbers'}.",
                   str(value))
