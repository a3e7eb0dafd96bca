"""The code of a made-up case: eight signs that bring the same case back for a whole class.

It holds the edition of the phrases, the difficulty and the number of the case, and two signs that
notice a slip of the pen.
"""

import hashlib
from typing import NamedTuple

from course_lib.content.course import Course
from course_lib.content.sign_offs import digest
from course_lib.language import _
from course_lib.learning.report import SIGNS, read_code

BASE = len(SIGNS)
LENGTH = 8
CHECKS = 2
DIFFICULTIES = 3
EDITIONS = BASE**2 // DIFFICULTIES
CASES = BASE ** (LENGTH - CHECKS - 2)
"""How many numbers of cases there are at each difficulty."""
# A prime below the number of two signs and a factor that is no power of a sign: with them, one
# wrong sign, and two neighbours in the wrong order, always change the sum.
PRIME = 673
FACTOR = 29


class CaseCodeError(ValueError):
    """What was typed is no code of a case; the message says so kindly."""


class CaseNumber(NamedTuple):
    """What a code stands for: the difficulty, and the number from which chance begins."""

    difficulty: int
    number: int

    @property
    def beginning(self) -> str:
        """What chance is begun with; the same everywhere."""
        return f"{self.difficulty}-{self.number}"


def edition(course: Course) -> int:
    """Return a number that changes with everything that a made-up case is drawn from."""
    parts = [
        digest(record)
        for collection in (course.case_phrases, course.findings, course.sites)
        for record in collection.values()
    ]
    return int(hashlib.sha256("".join(parts).encode()).hexdigest(), 16) % EDITIONS


def code_of(case: CaseNumber, edition_: int) -> str:
    """Return the code of `case`, in two groups of four."""
    head = (edition_ * DIFFICULTIES + case.difficulty - 1) * CASES + case.number
    body = _signs(head, LENGTH - CHECKS)
    written = body + _signs(_sum(body), CHECKS)
    return f"{written[:4]}-{written[4:]}"


def case_of(written: str, edition_: int) -> CaseNumber:
    """Return the case whose code somebody typed, with or without hyphen, in any letters.

    Raises CaseCodeError.
    """
    code = read_code(written)
    if len(code) != LENGTH or not set(code) <= set(SIGNS):
        raise CaseCodeError(
            _("A code has eight letters and digits, such as {code}. Please look at it once more.")
            .format(code=code_of(CaseNumber(1, 7), edition_))
        )
    body, check = code[:-CHECKS], code[-CHECKS:]
    if _signs(_sum(body), CHECKS) != check:
        raise CaseCodeError(
            _("This code has a slip in it: one sign is another one, or two have changed places. "
              "Please compare it with the one you were given.")
        )
    head, number = divmod(_value(body), CASES)
    theirs, difficulty = divmod(head, DIFFICULTIES)
    if theirs != edition_:
        raise CaseCodeError(
            _("This code is from another edition of the course, in which the cases were written "
              "differently. Ask for a new code.")
        )
    return CaseNumber(difficulty + 1, number)


def _sum(body: str) -> int:
    total = 0
    for sign in body:
        total = (total * FACTOR + SIGNS.index(sign) + 1) % PRIME
    return total * FACTOR % PRIME


def _signs(value: int, length: int) -> str:
    signs = ""
    for _place in range(length):
        value, last = divmod(value, BASE)
        signs = SIGNS[last] + signs
    return signs


def _value(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * BASE + SIGNS.index(sign)
    return value
