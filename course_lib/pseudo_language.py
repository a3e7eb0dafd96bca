"""Languages made by a function: they show what is clipped, mirrored wrongly or left untranslated.

Every message comes back accented, about 40 % longer and in brackets, and can still be read:
“Next” becomes “⟦Ñéééẋţ⟧”. A word on the page without brackets never passed through gettext.
"""

import gettext
import re

LEFT_TO_RIGHT = "en-XA"
RIGHT_TO_LEFT = "ar-XB"
CODES = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)

# {name}, {number:.1f}, %(name)s, %% and &amp; stay what they are.
_KEPT = re.compile(r"(\{[^{}]*\}|%\(\w+\)[a-z]|%%|&\w+;)")
_ACCENTED = str.maketrans(
    "AEIOUYBCDFGHJKLMNPQRSTVWXZaeiouybcdfghjklmnpqrstvwxz",
    "ÁÉÍÓÚÝƁÇÐƑĜĤĴĶĻṀÑÞǪŘŠŢṼŴẊŽáéíóúýƀçðƒĝĥĵķļɱñþǫřšţṽŵẋž",
)
_LONGER = 0.4
_VOWELS = "aeiouyAEIOUY"
_RIGHT_TO_LEFT_MARK = "\u200f"


def pseudo(words: str, right_to_left: bool = False) -> str:
    """Return `words` accented, longer and in brackets, with every placeholder as it was."""
    parts = _KEPT.split(words)
    said = "".join(part if _KEPT.fullmatch(part) else _stretched(part) for part in parts)
    mark = _RIGHT_TO_LEFT_MARK if right_to_left else ""
    return f"{mark}⟦{said}⟧{mark}"


def _stretched(words: str) -> str:
    """Return `words` with accents, and with vowels repeated until they are long enough."""
    vowels = sum(letter in _VOWELS for letter in words)
    longer = []
    owed = 0.5
    for letter in words:
        longer.append(letter)
        if letter in _VOWELS:
            owed += _LONGER * len(words) / vowels
            longer.append(letter.lower() * int(owed))
            owed -= int(owed)
    return "".join(longer).translate(_ACCENTED)


class PseudoLanguage(gettext.NullTranslations):
    """A catalogue that needs no file."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._right_to_left = code == RIGHT_TO_LEFT

    def gettext(self, message: str) -> str:
        """Return `message` in the pseudo-language."""
        return pseudo(message, self._right_to_left)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for `n` in the pseudo-language."""
        return self.gettext(msgid1 if n == 1 else msgid2)
