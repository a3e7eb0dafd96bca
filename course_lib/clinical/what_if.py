"""What changes if one finding is another one: computed by the engine, finding by finding."""

from dataclasses import dataclass

from course_lib.clinical.case import Case, Value
from course_lib.clinical.case_facts import with_value
from course_lib.clinical.logic import Truth
from course_lib.clinical.plan import (
    Plan,
    PlanLayer,
    decided,
    impossible,
    plan,
    speaking,
)
from course_lib.clinical.recurrence import ContradictionError
from course_lib.clinical.rulebook import ORDER, rulebook
from course_lib.content.course import Course
from course_lib.content.findings import Finding
from course_lib.language import _

SHOWN = (*ORDER, "emergency", "out of scope", "goal", "not again", "not routine", "open", "warning")


@dataclass(frozen=True)
class Change:
    """What the plan gains and loses with `finding` at `value` (None is unknown), by entry ids.

    `ruled_out` was possible before, `possible` was not. `refused` says why the case cannot be so;
    then nothing else is told.
    """

    finding: str
    value: Value | None
    words: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def same(self) -> bool:
        """Tell whether the plan stays as it is."""
        return not (self.gained or self.lost or self.ruled_out or self.possible or self.refused)


def what_if(case: Case, course: Course, layer: PlanLayer = "both") -> tuple[Change, ...]:
    """Return, for every finding that the plan reads, what each other value would change.

    Raises ContradictionError when the case itself contradicts itself.
    """
    now = plan(case, course, layer)
    book = rulebook(course)
    changes = []
    for id_ in now.read:
        finding = course.findings[id_]
        if finding.derived in {"near and far", "opposite armpit"}:
            continue
        known = now.facts.get(id_)
        others: list[tuple[Value | None, str]] = [
            (choice.value, choice.words) for choice in book.choices[id_]
            if choice.value != known and not _same_side(finding, choice.value, known, now)
        ]
        if known is not None:
            others.append((None, _("unknown")))
        for value, words in others:
            changes.append(_change(case, finding, value, words, now))
    return tuple(changes)


def _same_side(finding: Finding, value: Value, known: Value | None, now: Plan) -> bool:
    if finding.kind != "number" or known is None:
        return False
    entries = rulebook(now.course).reading[finding.id]
    return all(
        e.truth({**now.facts, finding.id: value}) is e.truth({**now.facts, finding.id: known})
        for e in entries
    )


def _change(case: Case, finding: Finding, value: Value | None, words: str, now: Plan) -> Change:
    try:
        after = _after(case, finding, value, now)
    except (ContradictionError, ValueError) as refusal:
        return Change(finding.id, value, words, refused=str(refusal))
    before = _shown({c.id: c.truth for c in now.decisions}, now)
    then = _shown(after, now)
    ids = list(dict.fromkeys((*before, *then)))

    def those(was: Truth, becomes: Truth) -> tuple[str, ...]:
        return tuple(
            id_ for id_ in ids
            if before.get(id_, False) is was and then.get(id_, False) is becomes
        )

    return Change(
        finding.id, value, words,
        gained=those(False, True) + those(None, True),
        lost=those(True, False) + those(True, None),
        ruled_out=those(None, False),
        possible=those(False, None),
    )


def _after(case: Case, finding: Finding, value: Value | None, now: Plan) -> dict[str, Truth]:
    """Return the truths with the new value; only what the type rests on is planned anew."""
    if finding.derived:
        changed = plan(with_value(case, finding, value), now.course, now.layer)
        return {c.id: c.truth for c in changed.decisions}
    facts = {id_: v for id_, v in now.facts.items() if id_ != finding.id}
    if value is not None:
        facts[finding.id] = value
    book = rulebook(now.course)
    refused = impossible(facts, book)
    if refused:
        raise ContradictionError(refused)
    chapter = speaking(book, now.types, now.layer, facts)
    truths = decided(chapter, [entry.standing(facts) for entry in chapter.entries])
    return {entry.id: truth for entry, truth in zip(chapter.entries, truths, strict=True)}


def _shown(truths: dict[str, Truth], now: Plan) -> dict[str, Truth]:
    entries = rulebook(now.course).named
    return {id_: truth for id_, truth in truths.items() if entries[id_].rule.role in SHOWN}
