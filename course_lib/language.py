"""The words of the interface in the reader's language."""

import gettext
from pathlib import Path

_catalogue = gettext.translation(
    "course", localedir=Path(__file__).parent / "locale", fallback=True
)


def _(words: str) -> str:
    """Return `words` in the language of the running process; English where none is there."""
    return _catalogue.gettext(words)
