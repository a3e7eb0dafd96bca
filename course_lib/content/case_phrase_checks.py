"""What must hold between the phrases of made-up cases and the findings and places they speak of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from course_lib.content.case_phrases import FindingPhrases, Line, LineId, People, PlacePhrases
from course_lib.content.findings import Finding
from course_lib.content.rule_checks import Blame, problems_of_condition

if TYPE_CHECKING:
    from course_lib.content.course import Course

COLLECTION = "case_phrases"


def problems_of_phrases(course: "Course") -> Iterator[Blame]:
    """Yield everything that keeps a case from being made up and written."""
    told: set[str] = set()
    for id_, record in course.case_phrases.items():
        match record:
            case PlacePhrases() if record.place not in course.sites:
                yield (COLLECTION, id_, f"“{id_}” names the place “{record.place}”, which is not "
                       "in data/sites.yaml.", "Correct the id.", record.place)
            case FindingPhrases():
                told.add(id_)
                yield from _finding(course, record)
    there = {id_ for id_, record in course.case_phrases.items() if isinstance(record, Line)}
    sexes = {r.sex for r in course.case_phrases.values() if isinstance(r, People)}
    missing = [*sorted(set(get_args(LineId)) - there), *sorted({"woman", "man"} - sexes)]
    missing += [
        finding.id for finding in course.findings.values()
        if not finding.derived and finding.id not in told
    ]
    for lacking in missing if course.case_phrases else ():
        first = next(iter(course.case_phrases))
        yield (COLLECTION, first, f"No phrases are there for “{lacking}”.",
               "Write them in data/case_phrases/.", None)


def _finding(course: "Course", record: FindingPhrases) -> Iterator[Blame]:
    finding = course.findings.get(record.id)
    if finding is None:
        yield (COLLECTION, record.id, f"“{record.id}” is not a finding.",
               "Name it as data/findings.yaml does.", None)
        return
    if record.like and record.like not in course.findings:
        yield (COLLECTION, record.id, f"“{record.id}” is like “{record.like}”, which is not a "
               "finding.", "Correct the id.", record.like)
    if not _values_fit(finding, record):
        yield (COLLECTION, record.id, f"“{record.id}” has phrases for other values than the "
               "finding has.", "A number has low and high in each band; every other finding has "
               "each of its values.", None)
    for saying in record.values.values():
        if saying.when:
            yield from problems_of_condition(course, COLLECTION, record.id, saying.when)


def _values_fit(finding: Finding, record: FindingPhrases) -> bool:
    if finding.kind == "number":
        return all(saying.low is not None for saying in record.values.values())
    return set(record.values) == set(finding.values) and all(
        saying.low is None for saying in record.values.values()
    )
