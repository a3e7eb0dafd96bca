"""The code by which phones join a class: six characters, none of which looks like another."""

from typing import Protocol

LETTERS = "3479CDFGHJKMNPQRTVWXY"
"""Of 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B neither, nor G's likeness 6; and no vowels, so
that no code is a word. 21 to the sixth are 85 million."""
LENGTH = 6

_HEARD = str.maketrans("", "", " -.,·")


class Chance(Protocol):
    """What draws letters; `random.SystemRandom` for a code that nobody may guess."""

    def choice(self, seq: str, /) -> str:
        """Return one of `seq`."""


def make_code(chance: Chance) -> str:
    """Return a new code, such as `K7NPX4`."""
    return "".join(chance.choice(LETTERS) for _letter in range(LENGTH))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, in whatever capitals; None for what can be none."""
    code = typed.translate(_HEARD).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else None


def spaced(code: str) -> str:
    """Return `code` in two halves, as it is read aloud and shown."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
