"""How hard a text is to read: LIX, which counts words and sentences and needs no dictionary."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.problem import Problem

# Running text above 60 counts as very hard. A claim is one sentence, without the short ones that
# would stand beside it in a text, and names such as “oestrogen receptor-negative” cost ten points
# that no rewording saves. Above 70 the sentence itself is to blame: too long, or all long words.
HARDEST_CLAIM = 70.0

LONG_WORD = 6  # letters; a longer word is long
WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
SENTENCE_END = re.compile(r"[.:!?]+(?=\s|$)")


@dataclass(frozen=True)
class Reading:
    """A claim and how hard its sentence is."""

    claim: Claim
    lix: float


def lix(text: str) -> float:
    """Return words per sentence plus the share of long words in percent; 0 without words.

    The parts of a hyphenated word count one by one; a colon ends a sentence, as LIX has it.
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    long_words = sum(sum(map(str.isalpha, word)) > LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def hardest_first(claims: Iterable[Claim]) -> list[Reading]:
    """Return every claim with its LIX, the hardest first."""
    readings = [Reading(claim, lix(claim.says)) for claim in claims]
    return sorted(readings, key=lambda reading: (-reading.lix, reading.claim.id))


def check_readability(course: Course) -> list[Problem]:
    """Return a problem for each claim that is harder to read than a claim may be."""
    return [
        Problem(
            *course.place("claims", reading.claim.id),
            f"“{reading.claim.id}” is hard to read (LIX {reading.lix:.0f}, at most "
            f"{HARDEST_CLAIM:.0f}).",
            "Say it in fewer or shorter words, without changing what it means.",
        )
        for reading in hardest_first(course.claims.values())
        if reading.lix > HARDEST_CLAIM
    ]
