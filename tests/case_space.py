"""Cases made from findings: the space that the walk, the mutations and the chance cases share."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from course_lib.clinical.case import Case, Value
from course_lib.clinical.rulebook import Entry, rulebook
from course_lib.content.course import Course

NODES = ("axilla", "infraclavicular", "supraclavicular", "internal-mammary")
ORGANS = ("bone", "liver", "lung", "brain")
TYPES = ("local-breast", "local-chest-wall", "regional", "distant", "new-primary")

Known = Mapping[str, Value | None]


def case_of(type_: str, known: Known) -> Case | None:
    """Return a case of `type_` in which the findings are as in `known` (None is unknown).

    None where no case of this type can be so: a near return needs to know the operation, a
    regional one needs a node, a node is found or not.
    """
    first: dict[str, Any] = {"side": "left", "operation": known.get("operation", "lumpectomy")}
    if "operation" not in known and type_ == "local-chest-wall":
        first["operation"] = "mastectomy"
    if type_ in {"local-breast", "local-chest-wall"} and first["operation"] is None:
        return None
    if any(known.get(f"{node}-found", False) is None for node in NODES):
        return None
    left = known.get("armpit-nodes-left")
    first["armpit_nodes"] = {} if left is None else {"still_there": "all" if left else "none"}
    found = _found(type_, known, first["operation"])
    if not found:
        return None
    if known.get("tissue", True) is None:
        for place in found:
            place["proven"] = None
    derived = _DERIVED
    rest = {id_: v for id_, v in known.items() if v is not None and id_ not in derived}
    return Case.model_validate({"first": first, "found": found, "findings": rest})


_DERIVED = {
    "operation", "armpit-nodes-left", "tissue", "near-and-far", "opposite-armpit-only",
    *(f"{place}-found" for place in (*NODES, *ORGANS)),
}


def _found(type_: str, known: Known, operation: object) -> list[dict[str, Any]]:
    proven = {"side": "left", "proven": True}
    match type_:
        case "local-breast":
            left = {"explained_by": "tissue left"} if operation == "mastectomy" else {}
            lump = {"place": "breast-upper-outer", "team_says": "recurrence"}
            return [{**lump, **left, **proven}, *_nodes(known)]
        case "local-chest-wall":
            deep = {"depth": "chest wall"} if operation == "lumpectomy" else {}
            return [{"place": "chest-wall", **deep, **proven}, *_nodes(known)]
        case "regional":
            unsaid = [node for node in NODES if f"{node}-found" not in known]
            return _nodes(known) or [{"place": node, **proven} for node in unsaid[:1]]
        case "new-primary":
            return [{"place": "breast-upper-outer", **proven, "side": "right"}]
    return _far(known)


def _nodes(known: Known) -> list[dict[str, Any]]:
    return [{"place": node, "side": "left", "proven": True} for node in NODES
            if known.get(f"{node}-found")]


def _far(known: Known) -> list[dict[str, Any]]:
    if known.get("opposite-armpit-only"):
        if any(known.get(f"{organ}-found", False) is not False for organ in ORGANS):
            return []
        found = [{"place": "axilla", "side": "right", "proven": True}]
    else:
        found = [
            {"place": organ, "proven": True if known[f"{organ}-found"] else None}
            for organ in ORGANS if known.get(f"{organ}-found", False) is not False
        ]
        if not any(place["proven"] for place in found):
            found.append({"place": "other", "proven": True})
    if known.get("near-and-far"):
        found.append({"place": "supraclavicular", "side": "left", "proven": True})
    return found


def values_of(course: Course, finding: str) -> tuple[Value | None, ...]:
    """Return every value that `finding` can have, unknown first."""
    return (None, *(choice.value for choice in rulebook(course).choices[finding]))


def combinations(course: Course, findings: tuple[str, ...]) -> Iterator[dict[str, Value | None]]:
    """Yield every combination of the values of `findings`, unknown among them."""
    for values in product(*(values_of(course, finding) for finding in findings)):
        yield dict(zip(findings, values, strict=True))


def entries_of(course: Course, type_: str) -> tuple[Entry, ...]:
    """Return the rules that speak of `type_` (those of every case too)."""
    return rulebook(course).chapter((type_,), "both").entries


def size(course: Course, findings: frozenset[str] | set[str]) -> int:
    """Return how many combinations the values of `findings` have."""
    total = 1
    for finding in findings:
        total *= len(values_of(course, finding))
    return total


def groups(course: Course, type_: str, most: int) -> list[tuple[str, ...]]:
    """Return groups of findings such that each rule of `type_` reads within one of them.

    Rules that share no finding cannot act on one another, so walking every combination of each
    group walks every combination that any rule can tell apart. Findings that many rules read
    (the spine) belong to every group; the spine grows until no group has more than `most`
    combinations, or until every group is one rule's own.
    """
    reads = [e.findings for e in entries_of(course, type_) if e.findings]
    alone = [r for r in reads if not any(r < other for other in reads)]
    spine: set[str] = set()
    while True:
        merged = _merged(reads, spine)
        if all(size(course, group) <= most for group in merged):
            return [tuple(sorted(group)) for group in merged]
        counts = {f: sum(f in r for r in reads) for r in reads for f in r if f not in spine}
        large = next(group for group in merged if size(course, group) > most)
        candidates = {f: n for f, n in counts.items() if f in large}
        if not candidates:
            return [tuple(sorted(r)) for r in dict.fromkeys(alone)]
        spine.add(max(sorted(candidates), key=lambda f: candidates[f]))


def _merged(reads: list[frozenset[str]], spine: set[str]) -> list[set[str]]:
    """Join the rules that share a finding beside the spine; each group has the spine it reads."""
    joined: list[tuple[set[str], set[str]]] = []
    for read in reads:
        own, shared = set(read - spine), set(read & spine)
        rest = []
        for group, of_spine in joined:
            if own & group or not (own or group):
                own |= group
                shared |= of_spine
            else:
                rest.append((group, of_spine))
        joined = [*rest, (own, shared)]
    return [own | shared for own, shared in joined]
