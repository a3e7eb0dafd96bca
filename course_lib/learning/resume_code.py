"""The code by which a learner comes back on another device: three words and a digit to check them.

It is made to be said aloud: short words that sound unlike each other, in any spelling of capitals,
spaces and commas. Three of 1111 words are more than 30 bits; what guesses are worth is left to the
limit on attempts.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Protocol

from course_lib.language import _

WORDS = 3
_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {name: str(digit) for digit, name in enumerate(_NAMES)}
_FILLERS = {"dash", "hyphen", "minus", "and"}
# Of eleven remainders ten are digits; a prime notices another word and another order alike.
_WEIGHTS = (1, 2, 3)
_PRIME = 11


class Chance(Protocol):
    """What draws words; `random.SystemRandom` for a code that nobody may guess."""

    def choice(self, seq: Sequence[str], /) -> str:
        """Return one of `seq`."""


class MistypedError(Exception):
    """What was typed cannot be a code; the message says in words for a learner what to look at."""


def make_code(chance: Chance) -> str:
    """Return a new code, such as `apple-boat-candle-4`."""
    while True:
        words = [chance.choice(all_words()) for _word in range(WORDS)]
        check = _check(words)
        if len(check) == 1:
            return "-".join([*words, check])


def read_code(typed: str) -> str:
    """Return the code that somebody typed or was told; raises MistypedError.

    Only the list of words is looked into: it is never told whether a code belongs to anybody.
    """
    parts = [part for part in re.findall(r"[a-z]+|\d", typed.casefold()) if part not in _FILLERS]
    *words, check = [_DIGITS.get(part, part) for part in parts] or [""]
    if not check.isdigit() and len(parts) == WORDS:
        raise MistypedError(_("The number at the end is missing."))
    if len(parts) != WORDS + 1 or not check.isdigit():
        raise MistypedError(
            _("A code is three words and a number, such as apple, boat, candle, 7.")
        )
    for word in words:
        if word not in all_words():
            raise MistypedError(_unknown(word))
    if check != _check(words):
        raise MistypedError(
            _("One of the words, their order or the number is not as in your code. "
              "Compare them once more.")
        )
    return "-".join([*words, check])


def spoken(code: str) -> str:
    """Return `code` as it is said aloud: the words and the number, with commas between them."""
    return code.replace("-", ", ")


@cache
def all_words() -> tuple[str, ...]:
    """Return the words that codes are made of; their order is part of every code."""
    path = Path(__file__).with_name("resume_words.txt")
    return tuple(path.read_text(encoding="utf-8").split())


def _check(words: Sequence[str]) -> str:
    places = _places()
    return str(sum(w * places[word] for w, word in zip(_WEIGHTS, words, strict=True)) % _PRIME)


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(all_words())}


def _unknown(word: str) -> str:
    near = get_close_matches(word[:20], all_words(), n=1, cutoff=0.6)
    if not near:
        return _("“{word}” is not a word of any code.").format(word=word[:20])
    return _("“{word}” is not a word of any code. Did you mean “{near}”?").format(
        word=word[:20], near=near[0]
    )
