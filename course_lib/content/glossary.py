"""Technical terms in plain words."""

from course_lib.content.record import Id, Record, Text


class Term(Record):
    """A technical term, its other forms, and one or two plain sentences that explain it."""

    id: Id
    term: Text
    also: tuple[Text, ...] = ()
    plain: Text
