"""The words of the interface in the language of the running course.

One course speaks one language: it is chosen at start and handed to every kernel in COURSE_LANG,
so that pages and lessons agree. Catalogues lie in `locale/CODE/LC_MESSAGES/course.mo`.
"""

import gettext
import os
from pathlib import Path

from course_lib.pseudo_language import CODES, PseudoLanguage

ENGLISH = "en"
VARIABLE = "COURSE_LANG"
CATALOGUES = Path(__file__).parent / "locale"

_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

_code = ENGLISH
_catalogue = gettext.NullTranslations()


class UnknownLanguageError(Exception):
    """Nobody has translated the course into the language that was asked for."""


def _(words: str) -> str:
    """Return `words` in the language of the running course; English where none is there."""
    return _catalogue.gettext(words)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of the words that the language uses with the number `n`."""
    return _catalogue.ngettext(one, many, n)


def code() -> str:
    """Return the code of the language, as `lang` of a page has it."""
    return _code


def direction() -> str:
    """Return "rtl" for a language that is written from right to left, or "ltr"."""
    return "rtl" if _code.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that a course can be started in."""
    found = sorted(
        path.parts[-3].replace("_", "-") for path in CATALOGUES.glob("*/LC_MESSAGES/course.mo")
    )
    return (ENGLISH, *found, *CODES)


def speak(language: str) -> None:
    """Use `language` from now on, here and in every process that is started from here.

    Raises UnknownLanguageError where there is no catalogue for it.
    """
    global _code, _catalogue  # noqa: PLW0603 -- one process speaks one language
    if language not in languages():
        raise UnknownLanguageError(language)
    if language == ENGLISH:
        _catalogue = gettext.NullTranslations()
    elif language in CODES:
        _catalogue = PseudoLanguage(language)
    else:
        folder = language.replace("-", "_")
        _catalogue = gettext.translation("course", CATALOGUES, [folder])
    _code = language
    os.environ[VARIABLE] = language


def upper_first(words: str) -> str:
    """Return `words` as the beginning of a sentence; all other letters stay as they are."""
    # A name in brackets, or behind a mark of direction, begins later.
    at = next((place for place, letter in enumerate(words) if letter.isalnum()), 0)
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


if os.environ.get(VARIABLE) in languages():
    speak(os.environ[VARIABLE])
