"""Questions: what is asked, what each answer is told, and the claims behind it."""

from typing import Annotated

from pydantic import Field

from course_lib.content.questions.arranging import (
    Bin,
    Item,
    Matching,
    Ordering,
    Pair,
    Sorting,
    Step,
)
from course_lib.content.questions.asked import Asked, AskedIn, Level, Told
from course_lib.content.questions.choosing import (
    AskFirst,
    FirstAsk,
    Option,
    SeveralChoice,
    SingleChoice,
)
from course_lib.content.questions.measuring import Mistake, NumberQuestion
from course_lib.content.questions.placing import MarkOnMap, Spot
from course_lib.content.questions.retired import Retired
from course_lib.content.questions.version import version
from course_lib.content.questions.writing import Avoid, MustSay, ShortAnswer

Question = Annotated[
    SingleChoice
    | SeveralChoice
    | AskFirst
    | Sorting
    | Ordering
    | Matching
    | MarkOnMap
    | NumberQuestion
    | ShortAnswer,
    Field(discriminator="kind"),
]

KINDS = (
    *("single", "several", "ask-first"),
    *("sort", "order", "match"),
    *("mark", "number", "short"),
)

__all__ = [
    "KINDS",
    "AskFirst",
    "Asked",
    "AskedIn",
    "Avoid",
    "Bin",
    "FirstAsk",
    "Item",
    "Level",
    "MarkOnMap",
    "Matching",
    "Mistake",
    "MustSay",
    "NumberQuestion",
    "Option",
    "Ordering",
    "Pair",
    "Question",
    "Retired",
    "SeveralChoice",
    "ShortAnswer",
    "SingleChoice",
    "Sorting",
    "Spot",
    "Step",
    "Told",
    "version",
]
