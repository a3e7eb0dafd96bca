"""Judge a handover line by line: what fits, what is missing, what is idle, what would harm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from course_lib.content.handovers import Handover, Item, Part

Verdict = Literal["harm", "missing", "elsewhere", "idle", "fits", "left"]
WORST_FIRST: tuple[Verdict, ...] = ("harm", "missing", "elsewhere", "idle", "fits", "left")


@dataclass(frozen=True)
class Finding:
    """A line of the chart and how it stands; `part` is where the learner has put it, if anywhere.

    `harm` is said and would hurt, `missing` is not said, `elsewhere` is said in another part than
    it belongs to, `idle` is said and of no use; `fits` is said well and `left` is rightly left out.
    """

    item: Item
    verdict: Verdict
    part: Part | None = None


def judge(handover: Handover, placed: Mapping[str, Part]) -> tuple[Finding, ...]:
    """Return a finding for every line, the gravest first; `placed` holds what is handed over."""
    findings = [
        Finding(item, _verdict(item, placed.get(item.id)), placed.get(item.id))
        for item in handover.items
    ]
    return tuple(sorted(findings, key=lambda finding: WORST_FIRST.index(finding.verdict)))


def whole(findings: tuple[Finding, ...]) -> bool:
    """Return whether nothing has to be changed."""
    return all(finding.verdict in {"fits", "left"} for finding in findings)


def _verdict(item: Item, part: Part | None) -> Verdict:
    if item.harm:
        return "harm" if part else "left"
    if not item.parts:
        return "idle" if part else "left"
    if part is None:
        return "missing"
    return "fits" if part in item.parts else "elsewhere"
