"""Questions that are answered in a few written words, checked by what must be said."""

import re
import unicodedata
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from course_lib.content.questions.asked import Asked, Claims, Told, refuse_twins
from course_lib.content.record import Id, Record, Text

MOST_WRITTEN = 1000  # letters of an answer

Phrases = Annotated[tuple[Text, ...], Field(min_length=1)]


def is_said(phrase: str, text: str) -> bool:
    """Return whether the words of `phrase` stand in a row in `text`.

    Case, accents and punctuation do not count; a word counts only as a whole.
    """
    return f" {_words(phrase)} " in f" {_words(text)} "


class MustSay(Record):
    """Something that a good answer says in one of several ways, and what is told without it."""

    id: Id
    says: Text
    any_of: Phrases
    missing: Text

    def is_in(self, text: str) -> bool:
        """Return whether `text` says it."""
        return any(is_said(phrase, text) for phrase in self.any_of)


class Avoid(Told):
    """Something that a good answer does not say."""

    any_of: Phrases

    def is_in(self, text: str) -> bool:
        """Return whether `text` says it."""
        return any(is_said(phrase, text) for phrase in self.any_of)


class ShortAnswer(Asked):
    """A few words of one's own; `model` is an answer that says all and avoids all."""

    kind: Literal["short"]
    must_say: Annotated[tuple[MustSay, ...], Field(min_length=1)]
    avoid: tuple[Avoid, ...] = ()
    model: Annotated[Text, Field(max_length=MOST_WRITTEN)]
    claims: Claims

    @model_validator(mode="after")
    def _model_holds(self) -> Self:
        refuse_twins("must_say ids", (point.id for point in self.must_say))
        ways = (*(p.any_of for p in self.must_say), *(a.any_of for a in self.avoid))
        for phrase in (phrase for any_of in ways for phrase in any_of):
            if not _words(phrase):
                raise ValueError(f"the phrase “{phrase}” has no words")
        missing = [point.id for point in self.must_say if not point.is_in(self.model)]
        if missing:
            raise ValueError(f"the model answer does not say “{missing[0]}” in any of its ways")
        wrong = [phrase for a in self.avoid for phrase in a.any_of if is_said(phrase, self.model)]
        if wrong:
            raise ValueError(f"the model answer says “{wrong[0]}”, which is to be avoided")
        return self


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = re.sub(r"[’'\u0300-\u036f]", "", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))
