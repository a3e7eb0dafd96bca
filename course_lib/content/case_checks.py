"""What must hold between the written cases and the findings, places and rules they name."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from course_lib.content.cases import WrittenCase
from course_lib.content.findings import Finding
from course_lib.content.rule_checks import Blame, instances

if TYPE_CHECKING:
    from course_lib.content.course import Course

COLLECTION = "cases"
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
        found = record.case.get("found") or []
        asked = (one.finding for one in (*record.history, *record.looks) if one.finding)
        places = [place["place"] for place in found if "place" in place]
        named: tuple[tuple[Iterable[str], Iterable[str], str], ...] = (
            (findings, course.findings, "a finding"),
            (places, course.sites, "a place"),
            (asked, findings, "among the findings of the case"),
            (record.later, {*course.findings, *OF_PLACES}, "a finding"),
            (record.first, {*course.findings, *course.asks}, "a finding or a question on the type"),
            (record.plan, parts, "a part of any plan"),
        )
        for wanted, known, what in named:
            for id_ in dict.fromkeys(wanted):
                if id_ not in known:
                    yield (COLLECTION, record.id, f"“{record.id}” names “{id_}”, which is not "
                           f"{what}.", "Correct the id.", id_)
        yield from _values(course, record, findings)


def _values(course: "Course", record: WrittenCase, findings: dict[str, Any]) -> Iterator[Blame]:
    for id_, value in findings.items():
        finding = course.findings.get(id_)
        if finding and not _fits(finding, value):
            yield (COLLECTION, record.id, f"“{id_}” of “{record.id}” cannot be “{value}”.",
                   "Write a value that data/findings.yaml names.", None)


def _fits(finding: Finding, value: object) -> bool:
    if finding.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return value in finding.choices and isinstance(value, bool) == (finding.kind == "yes or no")
