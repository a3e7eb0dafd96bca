"""Questions that are no longer asked: enough is kept for an old record to name them."""

import datetime
from typing import Annotated

from pydantic import Field

from course_lib.content.record import Id, Record, Text


class Retired(Record):
    """A question that was asked `until` a day, and why it is not any more.

    Its lesson and objective may be gone too; its id is never used for another question.
    """

    id: Id
    lesson: Annotated[str, Field(pattern=r"^\d\d$")]
    objective: Id
    stem: Text
    until: datetime.date
    why: Text
