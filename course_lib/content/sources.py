"""Where statements come from."""

import datetime
from typing import Literal

from pydantic import model_validator

from course_lib.content.record import Id, Record, Text

Kind = Literal[
    "patient page",
    "guideline",
    "trial",
    "meta-analysis",
    "review",
    "registry",
    "cohort",
    "survey",
    "nursing article",
    "care protocol",
    "product information",
    "textbook",
    "news report",
    "regulator",
]


class Source(Record):
    """One published text; texts of one family never count as separate witnesses.

    `title` is the printed title where it is known; `about` says in the course's words what the
    text is on, where it is not. An undated text has no `year`; where its `date` tells a span of
    years in words, `year_from` and `year_to` repeat it.
    """

    id: Id
    short: Text
    title: Text | None = None
    about: Text | None = None
    publisher: Text | None = None
    authors: Text | None = None
    journal: Text | None = None
    date: Text
    year: int | None
    year_from: int | None = None
    year_to: int | None = None
    family: Id
    kind: Kind
    region: Text | None = None
    doi: Text | None = None
    pmid: Text | None = None
    link: Text | None = None
    document: Text | None = None
    licence: Text
    use: Text
    checked: datetime.date

    @model_validator(mode="after")
    def _named(self) -> "Source":
        if not (self.title or self.about):
            raise ValueError("a source needs its title, or an about line where that is not known")
        return self

    @model_validator(mode="after")
    def _span_of_undated(self) -> "Source":
        first, last = self.year_from, self.year_to
        if (first is None) != (last is None):
            raise ValueError("year_from and year_to stand together")
        if first is not None and last is not None and (self.year is not None or first > last):
            raise ValueError("a span of years is for an undated source, and runs forwards")
        return self
