"""What changes if one finding were another: every finding at a glance, each to be tried."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from course_lib.activities.explorer_findings import control, option_of
from course_lib.activities.plan_words import groups, intents, treatments
from course_lib.clinical.plan import Plan
from course_lib.clinical.rulebook import rulebook
from course_lib.clinical.what_if import Change
from course_lib.content.course import Course
from course_lib.content.rules import Rule
from course_lib.language import _, ngettext, upper_first
from course_lib.ui.blocks import Block, Bullets, Choice, Details, Option, Paragraph

MOST_NAMED = 4
"""How many parts of a plan are named in one effect; the rest is counted."""
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
    order = sorted(moving, key=lambda id_: -max(strength(c, answer) for c in moving[id_]))
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


def strength(change: Change, answer: Plan) -> int:
    """Return how many parts of the plan a change moves; leaving the course moves none."""
    if _leaves_the_course(change, answer):
        return 0
    return sum(map(len, (change.gained, change.lost, change.ruled_out, change.possible)))


def in_words(change: Change, answer: Plan) -> str:
    """Return what a change does to the plan, a line for each effect: names, not sentences."""
    if _leaves_the_course(change, answer):
        return _("It would be outside this course.")
    gained, lost = _names(change.gained, answer), _names(change.lost, answer)
    ruled_out, possible = _names(change.ruled_out, answer), _names(change.possible, answer)
    turned = [
        *(one for one in gained if one in lost),
        *(one for one in possible if one in ruled_out),
    ]
    effects = (
        (_("Joins: {parts}."), _without(turned, gained)),
        (_("Leaves: {parts}."), _without(turned, lost)),
        (_("Ruled out: {parts}."), _without(turned, ruled_out)),
        (_("Becomes possible: {parts}."), _without(turned, possible)),
        (_("Takes another form: {parts}."), turned),
    )
    said = (words.format(parts=_listed(names)) for words, names in effects if names)
    return "\n".join(said)


def _without(some: Sequence[str], names: Sequence[str]) -> list[str]:
    return [one for one in names if one not in some]


def _leaves_the_course(change: Change, answer: Plan) -> bool:
    named = rulebook(answer.course).named
    return any(named[id_].rule.role == "out of scope" for id_ in change.gained)


def _names(ids: Sequence[str], answer: Plan) -> list[str]:
    """Return the short names of rules, each once; beside today, the documents are marked."""
    named = rulebook(answer.course).named
    rules = sorted((named[id_].rule for id_ in ids), key=_notes_last)
    marked = _("{part} [the documents]") if answer.layer == "both" else "{part}"
    return list(dict.fromkeys(
        (marked if rule.layer == "sources" else "{part}").format(part=_name(rule))
        for rule in rules
    ))


def _notes_last(rule: Rule) -> bool:
    return rule.role in {"warning", "open"}


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and one more", "{names} and {n} more", more).format(
        names=shown, n=more)


def _name(rule: Rule) -> str:
    """Return what a rule is about in a word or two."""
    told = rule.says.split(":")[0].rstrip(".")  # after a colon stands what to do about it
    kinds = {
        "emergency": _("an emergency ({told})"),
        "out of scope": _("that it is outside this course"),
        "warning": _("a warning ({told})"),
        "open": _("an open question ({told})"),
    }
    if rule.role in kinds:
        return kinds[rule.role].format(told=told)
    if rule.role == "goal":
        return _("the aim “{aim}”").format(aim=intents()[rule.intent or ""])
    words = treatments()
    about = " + ".join(words[one] for one in rule.treatment)
    against = {"not again": _("not again: {part}"), "not routine": _("nothing speaks for: {part}")}
    return against.get(rule.role, "{part}").format(part=about)


def _tries(id_: str, changes: Iterable[Change], answer: Plan) -> Choice:
    finding = answer.course.findings[id_]
    known = answer.facts.get(id_)
    now = finding.words(known) if known is not None else _("not known")
    options = tuple(
        Option(
            option_of(finding, change.value, answer.course),
            _("If {words}:\n{effects}").format(
                words=change.words, effects=in_words(change, answer)),
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
