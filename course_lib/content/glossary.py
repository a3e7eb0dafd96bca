"""Technical terms in plain words."""

from course_lib.content.record import Id, Record, Text


class Term(Record):
    """A technical term, its other forms, and one or two plain sentences that explain it.

    An `everyday` one is a word that most people use when they speak of their health.
    """

    id: Id
    term: Text
    also: tuple[Text, ...] = ()
    plain: Text
    everyday: bool = False
