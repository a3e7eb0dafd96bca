"""The questions as other learning systems know them: to choose, match, order, count or write."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from course_lib.content.course import Course
from course_lib.content.questions import (
    AskFirst,
    Matching,
    NumberQuestion,
    Ordering,
    Question,
    SeveralChoice,
    ShortAnswer,
    SingleChoice,
    Sorting,
)
from course_lib.language import _


@dataclass(frozen=True)
class Answer:
    """One answer to choose, and what is told of it."""

    text: str
    right: bool
    told: str


@dataclass(frozen=True)
class Choosing:
    """Answers of which one is right, or `several`."""

    answers: tuple[Answer, ...]
    several: bool


@dataclass(frozen=True)
class Joining:
    """Texts, each with what it belongs to and why; several may belong to the same."""

    pairs: tuple[tuple[str, str, str], ...]

    @property
    def told(self) -> str:
        """Every reason in a row, for a format that has one place for all of them."""
        return _joined((text, why) for text, _belongs, why in self.pairs)


@dataclass(frozen=True)
class Arranging:
    """Steps in their right order."""

    steps: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class Counting:
    """A number within a tolerance; `mistakes` are wrong numbers and what is told of them."""

    answer: Decimal
    tolerance: Decimal
    told: str
    mistakes: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True)
class Writing:
    """An answer in one's own words, read by a person: what it must say, and a model."""

    points: tuple[str, ...]
    model: str


Form = Choosing | Joining | Arranging | Counting | Writing


@dataclass(frozen=True)
class Exported:
    """What a format holds, and which questions it cannot hold, each with the reason."""

    content: bytes
    left_out: tuple[tuple[str, str], ...]


def form_of(question: Question) -> Form | None:
    """Return how other systems would ask `question`; None for a mark on the body map."""
    match question:
        case SingleChoice() | SeveralChoice():
            return Choosing(
                tuple(Answer(one.text, one.right, one.feedback) for one in question.options),
                isinstance(question, SeveralChoice),
            )
        case AskFirst():
            return Choosing(
                tuple(
                    Answer(one.text, one.worth == "first", one.feedback)
                    for one in question.options
                ),
                several=True,
            )
        case Sorting():
            bins = {one.id: one.text for one in question.bins}
            return Joining(tuple(
                (item.text, bins[item.bin], item.feedback[item.bin]) for item in question.items
            ))
        case Matching():
            return Joining(tuple(
                (pair.text, pair.match, pair.feedback) for pair in question.pairs
            ))
        case Ordering():
            return Arranging(
                tuple(step.text for step in question.items),
                _joined((step.text, step.feedback) for step in question.items),
            )
        case NumberQuestion():
            return Counting(
                question.answer, question.tolerance, question.feedback,
                tuple((one.answer, one.feedback) for one in question.mistakes),
            )
        case ShortAnswer():
            return Writing(tuple(point.says for point in question.must_say), question.model)
    return None


def stem_of(question: Question) -> str:
    """Return what is asked, with the unit where a number is wanted."""
    if isinstance(question, NumberQuestion) and question.unit != "1":
        return _("{stem} (in {unit})").format(stem=question.stem, unit=question.unit)
    return question.stem


def source_line(question: Question, course: Course) -> str:
    """Return where the answer comes from, and what the course is not."""
    named = dict.fromkeys(
        course.sources[stand.source].short
        for claim in question.claims for stand in course.claims[claim].stands
    )
    return _("Sources: {sources}. Teaching, not medical advice. {sign_off}").format(
        sources="; ".join(named), sign_off=course.sign_off_line()
    )


def no_map() -> str:
    """Return why a mark on the body map is left out."""
    return _("it is answered on the body map, which this format does not know")


def _joined(told: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{text}: {why}" for text, why in told)
