"""A set of made-up cases for paper: the questions in one file, the answers in another."""

import random
from collections.abc import Sequence

from course_lib.activities.clinic_words import stage_names
from course_lib.activities.endless_cases import (
    CaseBook,
    answers_of,
    difficulty_names,
    standing,
    told,
)
from course_lib.clinical.case_generator import DIFFICULTIES
from course_lib.clinical.case_steps import Worked
from course_lib.content.course import Course
from course_lib.language import _
from course_lib.learning.case_code import CaseNumber
from course_lib.ui.blocks import Block, Bullets, Callout, Heading, Paragraph
from course_lib.ui.paper import document

Numbered = tuple[str, Worked]


def drawn(course: Course, seed: int, count: int, difficulty: int | None) -> tuple[Numbered, ...]:
    """Return `count` cases with their codes, no two alike; without a difficulty, each in turn."""
    book, chance = CaseBook(course), random.Random(seed)
    numbers: list[CaseNumber] = []
    for index in range(count):
        level = difficulty or DIFFICULTIES[index % len(DIFFICULTIES)]
        numbers.append(book.another(level, chance, numbers))
    return tuple((book.code(number), book.worked(number)) for number in numbers)


def questions_page(course: Course, cases: Sequence[Numbered]) -> str:
    """Return the cases with their questions as one HTML page, without an answer."""
    blocks: list[Block] = [_notice(course, cases)]
    for index, (code, case) in enumerate(cases, start=1):
        blocks += [_heading(index, code, case), *told(case, heard=False)]
        for step in case.steps:
            hint = _("Mark all that fit.") if step.several else _("Mark one.")
            options = tuple(Paragraph(f"☐ {option.text}") for option in step.options)
            question = f"{stage_names()[step.stage]}: {step.ask} {hint}"
            blocks += [Paragraph(question, strong=True), Bullets(options)]
            if step.stage == "listen":
                blocks.append(answers_of(case))
    return document(_("Cases to work through"), blocks, _footer(course))


def answers_page(course: Course, cases: Sequence[Numbered]) -> str:
    """Return the answers with their reasons as one HTML page."""
    blocks: list[Block] = [_notice(course, cases)]
    for index, (code, case) in enumerate(cases, start=1):
        blocks.append(_heading(index, code, case))
        for step in case.steps:
            blocks.append(Paragraph(f"{stage_names()[step.stage]}: {step.ask}", strong=True))
            lines = []
            for option in step.options:
                fits = option.fit in {"must", "may"}
                if step.several or fits:
                    sign = "✓" if option.fit == "must" else "(✓)" if fits else "✗"
                    named = f" [{', '.join(option.claims)}]" if option.claims else ""
                    lines.append(Paragraph(f"{sign} {option.text} – {option.reason}{named}"))
            blocks.append(Bullets(tuple(lines)))
    return document(_("Answers to the cases, with reasons"), blocks, _footer(course))


def _heading(index: int, code: str, case: Worked) -> Heading:
    level = difficulty_names()[case.made_up.difficulty]
    return Heading(_("Case {n}: {code} ({level})").format(n=index, code=code, level=level), 2)


def _notice(course: Course, cases: Sequence[Numbered]) -> Callout:
    unreviewed = [case for _code, case in cases if not case.reviewed(course)]
    return Callout("notice", *standing(course, (unreviewed or [case for _c, case in cases])[0]))


def _footer(course: Course) -> str:
    return _("Teaching, not medical advice. {sign_off}").format(sign_off=course.sign_off_line())
