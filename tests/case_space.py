"""Cases made from findings: the space that the walk, the mutations and the chance cases share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations as pairs_of
from itertools import product
from math import prod
from typing import Any

from course_lib.clinical.case import Case, Value
from course_lib.clinical.rulebook import ORDER, Entry, leaves_of, rulebook
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


def told_apart(course: Course, finding: str, entries: Iterable[Entry]) -> tuple[Value | None, ...]:
    """Return the values of `finding` that `entries` tell apart, one for each, unknown first."""
    leaves = [leaf for entry in entries if entry.test for leaf in leaves_of(entry.test)
              if leaf.finding.id == finding]
    apart: dict[tuple[bool | None, ...], Value | None] = {}
    for value in values_of(course, finding):
        facts = {} if value is None else {finding: value}
        apart.setdefault(tuple(leaf.truth(facts) for leaf in leaves), value)
    return tuple(apart.values())


def combinations(values: Mapping[str, tuple[Value | None, ...]]) -> Iterator[Known]:
    """Yield every combination of the values of the findings."""
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def entries_of(course: Course, type_: str) -> tuple[Entry, ...]:
    """Return the rules that speak of `type_` (those of every case too)."""
    return rulebook(course).chapter((type_,), "both").entries


@dataclass(frozen=True)
class Group:
    """Findings that are walked in every combination, and the rules that read nothing else."""

    values: Mapping[str, tuple[Value | None, ...]]
    entries: frozenset[str]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(map(len, self.values.values()))


def groups(course: Course, type_: str, most: int) -> list[Group]:
    """Return groups of findings such that every rule of `type_` reads within one of them.

    The product over all findings of a type is too large to walk. But a rule is decided by what it
    reads, and the plan puts decided rules together. So each rule is walked by itself; each two that
    can act on one another, because one advises against what the other considers, or stands beside
    it; and any two whose findings have no more than `most` combinations.
    """
    entries = [entry for entry in entries_of(course, type_) if entry.findings]
    reads = {entry.findings: group(course, entry.findings, entries) for entry in entries}
    for one, other in pairs_of(entries, 2):
        both = one.findings | other.findings
        if both not in reads:
            together = group(course, both, entries)
            if together.size <= most or _act_on_one_another(one, other):
                reads[both] = together
    return [walk for read, walk in reads.items() if not any(read < larger for larger in reads)]


def group(course: Course, findings: Iterable[str], entries: Iterable[Entry]) -> Group:
    """Return `findings` as a group, with those of `entries` that read nothing else."""
    read = frozenset(findings)
    within = [entry for entry in entries if entry.findings <= read]
    return Group({finding: told_apart(course, finding, within) for finding in sorted(read)},
                 frozenset(entry.id for entry in within))


def size(course: Course, findings: Iterable[str]) -> int:
    """Return how many combinations the values of `findings` have."""
    return prod(len(values_of(course, finding)) for finding in findings)


def _act_on_one_another(one: Entry, other: Entry) -> bool:
    return _acts_on(one, other) or _acts_on(other, one)


def _acts_on(one: Entry, other: Entry) -> bool:
    against = one.rule.treatment if one.rule.role in {"not again", "not routine"} else ()
    return other.rule.role in ORDER and not {*against, *one.rule.beside}.isdisjoint(
        other.rule.treatment)
