"""What a case tells: its findings, and what its places and first cancer say by themselves."""

from course_lib.clinical.case import Case, FirstCancer, Found, Value
from course_lib.clinical.recurrence import RECURRENCES, Classification, Type
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course
from course_lib.content.findings import Finding
from course_lib.language import _


def facts_of(case: Case, answer: Classification, course: Course) -> dict[str, Value]:
    """Return every finding that is known, by id."""
    facts = dict(case.findings)
    places = {found.place for found in case.found}
    for finding in rulebook(course).derived:
        elsewhere = finding.place is not None and finding.place not in places
        value = False if elsewhere else _derived(finding, case, answer)
        if value is not None:
            facts[finding.id] = value
    return facts


def misfits(case: Case, course: Course) -> list[str]:
    """Return a sentence for each finding of `case` that is unknown here or has a wrong value."""
    said = []
    accepts = rulebook(course).accepts
    for id_, value in case.findings.items():
        if id_ in accepts and (type(value), value) in accepts[id_]:
            continue
        finding = course.findings.get(id_)
        if finding is None:
            said.append(
                _("“{id}” is not a finding this course knows; `course plan --schema` lists them.")
                .format(id=id_)
            )
        elif finding.derived:
            said.append(
                _("“{id}” is read from “first:” and “found:”; write it there.").format(id=id_)
            )
        elif finding.kind == "number":
            assert finding.least is not None, "the model asks every number for its least"
            assert finding.most is not None, "and for its most"
            if isinstance(value, bool | str) or not finding.least <= value <= finding.most:
                said.append(
                    _("“{id}” needs a number from {least} to {most}, with a point before decimals.")
                    .format(id=id_, least=f"{finding.least:g}",
                            most=finding.with_unit(f"{finding.most:g}"))
                )
        else:
            choices = ", ".join(str(v).lower() for v in finding.choices)
            said.append(
                _("“{id}” cannot be “{value}”; choose one of: {choices}.").format(
                    id=id_, value=value, choices=choices
                )
            )
    return said


def with_value(case: Case, finding: Finding, value: Value | None) -> Case:
    """Return `case` with the finding at `value`, or unknown.

    Raises ValueError where this cannot be said of a case: where nothing would be left that is
    found, or where the finding only sums up other ones.
    """
    if not finding.derived:
        known = {id_: v for id_, v in case.findings.items() if id_ != finding.id}
        if value is not None:
            known[finding.id] = value
        return case.model_copy(update={"findings": known})
    match finding.derived:
        case "operation":
            return _with_first(case, operation=value)
        case "armpit nodes":
            left = None if value is None else ("all" if value else "none")
            return _with_first(case, armpit_nodes={"still_there": left})
        case "tissue":
            found = [
                f if f.proven is False else f.model_copy(update={"proven": True if value else None})
                for f in case.found
            ]
            if value is False:
                raise ValueError("tissue that shows no cancer is said of one place at a time")
        case "place" | "near node":
            assert finding.place is not None
            side = case.first.side if finding.derived == "near node" else None
            found = [f for f in case.found if (f.place, f.side) != (finding.place, side)]
            if value is None and finding.derived == "near node":
                raise ValueError("a node is found, or it is not")
            if value is not False:
                new = Found(place=finding.place, side=side, proven=True if value else None)
                found.append(new)
        case _:
            raise ValueError("this finding sums up what is found; change the places")
    if not found:
        raise ValueError("without this place nothing is found")
    return case.model_copy(update={"found": tuple(found)})


def _with_first(case: Case, **facts: object) -> Case:
    first = FirstCancer.model_validate({**case.first.model_dump(), **facts})
    return case.model_copy(update={"first": first})


def _derived(finding: Finding, case: Case, answer: Classification) -> Value | None:
    match finding.derived:
        case "place":
            return _proven([f for f in case.found if f.place == finding.place])
        case "near node":
            return _near([f for f in case.found if f.place == finding.place], case.first)
        case "operation":
            return case.first.operation
        case "armpit nodes":
            return _nodes_left(case.first)
        case "tissue":
            return True if all(f.proven is not None for f in case.found) else None
        case "near and far":
            near = set(answer.types) & set(RECURRENCES) - {Type.DISTANT}
            return Type.DISTANT in answer.types and bool(near)
        case _:
            far = {v.found.place for v in answer.verdicts if v.type is Type.DISTANT}
            return far == {"axilla"}


def _nodes_left(first: FirstCancer) -> bool | None:
    nodes = first.armpit_nodes
    if nodes.still_there:
        return nodes.still_there != "none"
    return None if nodes.removed is None else nodes.removed != "all"


def _proven(found: list[Found]) -> bool | None:
    if any(f.proven for f in found):
        return True
    return None if any(f.proven is None for f in found) else False


def _near(found: list[Found], first: FirstCancer) -> bool | None:
    there = [f for f in found if f.proven is not False]
    if first.side and any(f.side == first.side for f in there):
        return True
    return None if any(f.side is None or first.side is None for f in there) else False


