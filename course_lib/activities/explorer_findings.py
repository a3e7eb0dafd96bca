"""The findings that matter to a case, as controls: unknown is always a choice."""

from collections.abc import Iterator

from course_lib.activities.plan_words import groups
from course_lib.clinical.case import Value
from course_lib.clinical.logic import Facts
from course_lib.clinical.plan import Plan
from course_lib.clinical.rulebook import rulebook
from course_lib.content.course import Course
from course_lib.content.findings import Finding
from course_lib.language import _, upper_first
from course_lib.ui.blocks import Block, Callout, Choice, Details, Option, Paragraph

UNKNOWN = "unknown"
SUMMED_UP = ("near and far", "opposite armpit")
"""What only sums up other findings, and so is never set by itself."""


def blocks(answer: Plan) -> list[Block]:
    """Return a folded group of controls for each kind of finding that the plan reads."""
    course = answer.course
    shown: list[Block] = []
    for group, name in groups().items():
        findings = [f for f in settable(answer) if f.group == group]
        known = sum(f.id in answer.facts for f in findings)
        summary = _("{group}: {known} of {all} known").format(
            group=name, known=known, all=len(findings)
        )
        controls = tuple(
            control(finding, answer.facts, course, finding.name) for finding in findings
        )
        if controls:
            shown.append(Details(f"group:{group}", summary, controls))
    return shown


def settable(answer: Plan) -> Iterator[Finding]:
    """Yield the findings that matter to this case and can be set by themselves."""
    for id_ in answer.read:
        finding = answer.course.findings[id_]
        if finding.derived not in SUMMED_UP:
            yield finding


def control(finding: Finding, facts: Facts, course: Course, label: str) -> Choice:
    """Return the choice between the values of a finding, and unknown where that can be."""
    short = {True: _("Yes"), False: _("No")}
    choices = rulebook(course).choices[finding.id]
    options = [
        Option(str(number), short[one.value] if isinstance(one.value, bool)
               else upper_first(one.words))
        for number, one in enumerate(choices)
        if not (finding.derived == "tissue" and one.value is False)
    ]
    if finding.derived != "near node":
        options.append(Option(UNKNOWN, _("Seen, not proven") if finding.derived == "place"
                              else _("Not known")))
    look = "switch" if finding.kind == "yes or no" else "menu"
    chosen = option_of(finding, facts.get(finding.id), course)
    return Choice(f"set:{finding.id}", label, tuple(options), chosen, look=look)  # type: ignore[arg-type]


def option_of(finding: Finding, value: Value | None, course: Course) -> str:
    """Return the option under which a value stands: of a number, the side of each threshold."""
    choices = rulebook(course).choices[finding.id]
    if value is None:
        return UNKNOWN
    if finding.kind == "number":
        below = [number for number, one in enumerate(choices) if float(one.value) <= float(value)]
        return str(below[-1] if below else 0)
    return str([one.value for one in choices].index(value))


def value_of(finding: str, option: str, course: Course) -> Value | None:
    """Return the value that an option stands for; None is unknown."""
    return None if option == UNKNOWN else rulebook(course).choices[finding][int(option)].value


def refusal(sentences: tuple[str, ...]) -> list[Block]:
    """Return why the last change was not made; nothing where it was."""
    if not sentences:
        return []
    words = (*sentences, _("Nothing has been changed."))
    title = _("This cannot be so")
    return [Callout("notice", title, tuple(Paragraph(sentence) for sentence in words))]
