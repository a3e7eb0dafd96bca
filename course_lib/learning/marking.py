"""Mark one answer: is it right, and what is the learner told."""

from dataclasses import dataclass

from course_lib.content.questions import Item, SingleChoice


@dataclass(frozen=True)
class Result:
    """The outcome of one answer, its feedback and the claims behind it."""

    right: bool
    feedback: str
    claims: tuple[str, ...]


def mark_choice(question: SingleChoice, option_id: str) -> Result:
    """Return the result of choosing `option_id`; raises KeyError for an option not there."""
    option = {option.id: option for option in question.options}[option_id]
    return Result(option.right, option.feedback, question.claims)


def mark_item(item: Item, bin_id: str) -> Result:
    """Return the result of putting `item` into `bin_id`; raises KeyError for a bin not there."""
    return Result(bin_id == item.bin, item.feedback[bin_id], item.claims)
