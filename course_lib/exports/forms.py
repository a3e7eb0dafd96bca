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

ALL = 100
WORTH = {"first": ALL, "later": ALL // 2, "no": 0}


@dataclass(frozen=True)
class Answer:
    """One answer to choose, its worth in per cent, and what is told of it."""

    text: str
    worth: int
    told: str

    @property
    def right(self) -> bool:
        """Whether it brings all that can be had."""
        return self.worth == ALL


@dataclass(frozen=True)
class Choosing:
    """Answers to choose one of, or `several`."""

    answers: tuple[Answer, ...]
    several: bool

    @property
    def shares(self) -> tuple[float, ...]:
        """What each answer brings, in per cent; of several, all together bring nothing."""
        if not self.several:
            return tuple(answer.worth for answer in self.answers)
        right = sum(answer.right for answer in self.answers)
        wrong = len(self.answers) - right
        return tuple(ALL / right if one.right else -ALL / wrong for one in self.answers)


@dataclass(frozen=True)
class Part:
    """A text, and everything that it could belong to."""

    text: str
    answers: tuple[Answer, ...]

    @property
    def belongs(self) -> Answer:
        """What it does belong to, and why."""
        return next(answer for answer in self.answers if answer.right)


@dataclass(frozen=True)
class Joining:
    """Texts to put to what they belong to; several may belong to the same."""

    parts: tuple[Part, ...]


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
    otherwise: str


@dataclass(frozen=True)
class Writing:
    """An answer in one's own words, read by a person: what it must say or avoid, and a model."""

    points: tuple[str, ...]
    avoid: tuple[str, ...]
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
                tuple(
                    Answer(one.text, ALL * one.right, one.feedback) for one in question.options
                ),
                isinstance(question, SeveralChoice),
            )
        case AskFirst():
            return Choosing(
                tuple(
                    Answer(one.text, WORTH[one.worth], one.feedback) for one in question.options
                ),
                several=False,
            )
        case Sorting():
            return Joining(tuple(
                Part(item.text, tuple(
                    Answer(bin_.text, ALL * (bin_.id == item.bin), item.feedback[bin_.id])
                    for bin_ in question.bins
                ))
                for item in question.items
            ))
        case Matching():
            return Joining(tuple(
                Part(pair.text, tuple(
                    Answer(other.match, ALL * (other is pair), pair.feedback)
                    for other in question.pairs
                ))
                for pair in question.pairs
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
                question.otherwise.feedback,
            )
        case ShortAnswer():
            return Writing(
                tuple(point.says for point in question.must_say),
                tuple(f"“{one.any_of[0]}”: {one.feedback}" for one in question.avoid),
                question.model,
            )
    return None


def told_of(form: Form) -> str:
    """Return what is told of the question as a whole, for a format with one place for it."""
    match form:
        case Joining():
            return _joined((part.text, part.belongs.told) for part in form.parts)
        case Arranging():
            return form.told
        case Writing():
            points = " ".join(f"– {point}" for point in form.points)
            avoid = " ".join(f"– {one}" for one in form.avoid)
            return " ".join((
                _("It must say: {points}").format(points=points),
                *([_("Better not: {them}").format(them=avoid)] if avoid else []),
                _("A model: {answer}").format(answer=form.model),
            ))
    return ""


def stem_of(question: Question) -> str:
    """Return what is asked, with the unit where a number is wanted."""
    if isinstance(question, NumberQuestion) and question.unit != "1":
        return _("{stem} (in {unit})").format(stem=question.stem, unit=question.unit)
    return question.stem


def source_line(question: Question, course: Course) -> str:
    """Return where the answer comes from, and what the course is not."""
    return _("{sources} Teaching, not medical advice. {sign_off}").format(
        sources=sources_of(question, course), sign_off=course.sign_off_line()
    )


def sources_of(question: Question, course: Course) -> str:
    """Return where the answer comes from."""
    named = dict.fromkeys(
        course.sources[stand.source].short
        for claim in question.claims for stand in course.claims[claim].stands
    )
    return _("Sources: {sources}.").format(sources="; ".join(named))


def no_map() -> str:
    """Return why a mark on the body map is left out."""
    return _("it is answered on the body map, which this format does not know")


def _joined(told: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{text}: {why}" for text, why in told)
