"""What changes if one finding were another: every finding at a glance, each to be tried."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from course_lib.activities.explorer_findings import control, option_of
from course_lib.activities.plan_words import groups
from course_lib.clinical.plan import Plan
from course_lib.clinical.rulebook import rulebook
from course_lib.clinical.what_if import Change
from course_lib.content.course import Course
from course_lib.content.rules import Rule
from course_lib.language import _, ngettext, upper_first
from course_lib.ui.blocks import Block, Bullets, Choice, Details, Option, Paragraph

MOST_NAMED = 3
"""How many parts of a plan are named in one line; the rest is counted."""
STRONGEST = 5
"""How many findings stand unfolded."""


def blocks(changes: Sequence[Change], answer: Plan) -> list[Block]:
    """Return the findings that would change the plan, the strongest first, then the others."""
    changes = [change for change in changes if can_be_set(change, answer)]
    by_finding = {
        finding: tuple(several)
        for finding, several in groupby(changes, key=lambda change: change.finding)
    }
    moving = {id_: some for id_, several in by_finding.items()
              if (some := tuple(c for c in several if not c.same and not c.refused))}
    still = [id_ for id_, several in by_finding.items() if all(c.same for c in several)]
    order = sorted(moving, key=lambda id_: -max(map(strength, moving[id_])))
    strongest, rest = order[:STRONGEST], order[STRONGEST:]
    shown: list[Block] = [
        Paragraph(_("Press a line to try it. “Take back” undoes it.")),
        *(_tries(id_, moving[id_], answer) for id_ in strongest),
    ]
    findings = answer.course.findings
    for group, name in groups().items():
        there = [id_ for id_ in by_finding if id_ in rest and findings[id_].group == group]
        if there:
            summary = _("{group}: {n} more that would change the plan").format(
                group=name, n=len(there))
            tries = tuple(_tries(id_, moving[id_], answer) for id_ in there)
            shown.append(Details(f"if:{group}", summary, tries))
    refused = [change for change in changes if change.refused]
    if refused:
        shown.append(_refused(refused, answer.course))
    if still:
        summary = _("Would change nothing now: {n}").format(n=len(still))
        names = tuple(Paragraph(findings[id_].name) for id_ in still)
        shown.append(Details("if-nothing", summary, (Bullets(names),)))
    return shown


def can_be_set(change: Change, answer: Plan) -> bool:
    """Tell whether the learner could set the finding to this value."""
    finding = answer.course.findings[change.finding]
    options = control(finding, answer.facts, answer.course, "").options
    chosen = option_of(finding, change.value, answer.course)
    return chosen in {option.id for option in options}


def strength(change: Change) -> int:
    """Return how many parts of the plan a change moves."""
    return sum(map(len, (change.gained, change.lost, change.ruled_out, change.possible)))


def in_words(change: Change, course: Course) -> str:
    """Return what a change does to the plan, as sentences."""
    effects = (
        (_("Joins the plan: {parts}."), change.gained),
        (_("Leaves it: {parts}."), change.lost),
        (_("Ruled out: {parts}."), change.ruled_out),
        (_("Becomes possible: {parts}."), change.possible),
    )
    return " ".join(
        words.format(parts=_named(ids, course)) for words, ids in effects if ids
    )


def _named(ids: Sequence[str], course: Course) -> str:
    entries = rulebook(course).named
    names = list(dict.fromkeys(_name(entries[id_].rule) for id_ in ids))
    shown = "; ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    if more <= 0:
        return shown
    return ngettext("{names}; and one more", "{names}; and {n} more", more).format(
        names=shown, n=more)


def _name(rule: Rule) -> str:
    """Return what a rule says, and of what is no treatment also what kind of thing it is."""
    says = rule.says.rstrip(".")
    kinds = {
        "emergency": _("an emergency: {says}"),
        "not again": _("not again: {says}"),
        "not routine": _("not as a routine: {says}"),
        "warning": _("a warning: {says}"),
        "open": _("an open question: {says}"),
    }
    return kinds.get(rule.role, "{says}").format(says=says)


def _tries(id_: str, changes: Iterable[Change], answer: Plan) -> Choice:
    finding = answer.course.findings[id_]
    known = answer.facts.get(id_)
    now = finding.words(known) if known is not None else _("not known")
    options = tuple(
        Option(
            option_of(finding, change.value, answer.course),
            _("If {words}: {effects}").format(
                words=change.words, effects=in_words(change, answer.course)),
        )
        for change in changes
    )
    label = _("{name} (now: {now})").format(name=finding.name, now=now)
    return Choice(f"try:{id_}", label, options)


def _refused(refused: Sequence[Change], course: Course) -> Details:
    words = tuple(
        Paragraph(_("{name}, {words}: {why}").format(
            name=course.findings[change.finding].name, words=change.words,
            why=upper_first((change.refused or "").rstrip(".")) + ".",
        ))
        for change in refused
    )
    summary = _("Cannot be so in this case, and why: {n}").format(n=len(words))
    return Details("if-refused", summary, (Bullets(words),))
