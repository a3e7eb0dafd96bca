"""What must hold between cases and the findings, places and rules that they name."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from course_lib.content.findings import Finding
from course_lib.content.rule_checks import Blame, instances

if TYPE_CHECKING:
    from course_lib.content.course import Course

# What of a place comes back later, beside the findings.
OF_PLACES = {
    "same-histology": "same_histology",
    "team-says": "team_says",
    "near-tumour-bed": "near_tumour_bed",
    "explained-by": "explained_by",
}


def problems_of_cases(course: "Course") -> Iterator[Blame]:
    """Yield every name in a written case that nothing bears, and every value that is none."""
    parts = {id_ for rule in course.rules.values() for id_, _region, _when in instances(rule)}
    for record in course.cases.values():
        findings = record.case.get("findings") or {}
        asked = (one.finding for one in (*record.history, *record.looks) if one.finding)
        yield from _charted(course, "cases", record.id, record.case)
        yield from _named("cases", record.id, (
            (asked, findings, "among the findings of the case"),
            (record.later, {*course.findings, *OF_PLACES}, "a finding"),
            (record.first, {*course.findings, *course.asks}, "a finding or a question on the type"),
            (record.plan, parts, "a part of any plan"),
        ))


def problems_of_starts(course: "Course") -> Iterator[Blame]:
    """Yield the same of the cases that the treatment explorer begins with."""
    for start in course.starts.values():
        yield from _charted(course, "starts", start.id, start.case)
        yield from _named("starts", start.id, ((start.offered, course.findings, "a finding"),))


def _charted(
    course: "Course", collection: str, id_: str, case: dict[str, Any]
) -> Iterator[Blame]:
    findings = case.get("findings") or {}
    places = [place["place"] for place in case.get("found") or [] if "place" in place]
    yield from _named(collection, id_, (
        (findings, course.findings, "a finding"),
        (places, course.sites, "a place"),
    ))
    for name, value in findings.items():
        finding = course.findings.get(name)
        if finding and not _fits(finding, value):
            yield (collection, id_, f"“{name}” of “{id_}” cannot be “{value}”.",
                   "Write a value that data/findings.yaml names.", None)


def _named(
    collection: str, id_: str, lists: Iterable[tuple[Iterable[str], Iterable[str], str]]
) -> Iterator[Blame]:
    for wanted, known, what in lists:
        for name in dict.fromkeys(wanted):
            if name not in known:
                yield (collection, id_, f"“{id_}” names “{name}”, which is not {what}.",
                       "Correct the id.", name)


def _fits(finding: Finding, value: object) -> bool:
    if finding.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return value in finding.choices and isinstance(value, bool) == (finding.kind == "yes or no")
