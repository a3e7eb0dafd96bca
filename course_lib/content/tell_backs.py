"""Explanations that the learner writes in their own words, and what is looked for in them."""

from typing import Annotated

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Claims = Annotated[tuple[Id, ...], Field(min_length=1)]
Phrases = Annotated[tuple[Text, ...], Field(min_length=1)]


class MustSay(Record):
    """Something the person has to hear: one of the phrases says it.

    A phrase is a run of words; a word that ends in * stands for every word that begins so.
    """

    id: Id
    says: Text
    any_of: Phrases
    missing: Text
    claims: Claims


class Avoid(Record):
    """Something that must not be said, in any of its phrases, and what to know instead."""

    id: Id
    any_of: Phrases
    feedback: Text
    claims: Claims


class TellBack(Record):
    """What one person asks, and what a good answer holds; `known` are terms they use themselves."""

    id: Id
    lesson: Id
    title: Text
    person: Text
    asks: Text
    known: tuple[Id, ...] = ()
    must_say: Annotated[tuple[MustSay, ...], Field(min_length=1)]
    avoid: Annotated[tuple[Avoid, ...], Field(min_length=1)]
    model: Text

    @model_validator(mode="after")
    def _ids_differ(self) -> "TellBack":
        ids = [*(point.id for point in self.must_say), *(avoid.id for avoid in self.avoid)]
        if len(set(ids)) != len(ids):
            raise ValueError("the ids of must_say and avoid differ from one another")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all that is looked for, each once."""
        parts: tuple[MustSay | Avoid, ...] = (*self.must_say, *self.avoid)
        return tuple(dict.fromkeys(claim for part in parts for claim in part.claims))


class Jargon(Record):
    """A word of the clinic that means nothing, or something else, to the person who hears it."""

    id: Id
    word: Text
    also: tuple[Text, ...] = ()
    instead: Text
