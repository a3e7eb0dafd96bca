"""Mark one answer: how much of it is right, and what the learner is told, with reasons.

An answer is plain JSON data: the id of an option (single, ask-first), a list of ids (several;
order, where all stand in a row), an object of ids (sort: item to bin, match: pair to the pair
whose match was chosen; both may leave some out), a place (`axilla:left`), a number, or a text.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from course_lib.content.questions import (
    AskFirst,
    MarkOnMap,
    Matching,
    NumberQuestion,
    Ordering,
    Question,
    SeveralChoice,
    ShortAnswer,
    SingleChoice,
    Sorting,
)
from course_lib.content.questions.writing import MOST_WRITTEN
from course_lib.learning.answers import Given

PLACE = re.compile(r"[A-Za-z0-9-]+:(right|left|)")
LARGEST = Decimal(10) ** 12  # far above any number that is asked for


@dataclass(frozen=True)
class Reason:
    """What the learner is told about one part of the answer; `about` is the id of the part."""

    about: str
    right: bool
    text: str


@dataclass(frozen=True)
class Result:
    """The outcome of one answer: points of so many, the reasons, and the claims behind them.

    `right` means that nothing is missing and nothing is wrong: all points, and only then.
    """

    points: int
    of: int
    reasons: tuple[Reason, ...]
    claims: tuple[str, ...]
    misconceptions: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether every point was reached."""
        return self.points == self.of


def mark(question: Question, answer: Given) -> Result:
    """Return the result of `answer`; raises ValueError for one that does not fit the question."""
    marker: Callable[[Any, Given], Result] = _MARKERS[question.kind]
    return marker(question, answer)


def _single(question: SingleChoice, answer: Given) -> Result:
    """One point for the right option."""
    options = {option.id: option for option in question.options}
    option = options[_one_of(options, answer)]
    return Result(
        int(option.right),
        1,
        (Reason(option.id, option.right, option.feedback),),
        question.claims,
        _named([option.misconception]),
    )


def _several(question: SeveralChoice, answer: Given) -> Result:
    """One point for each right option chosen; each wrong one takes a point away again."""
    chosen = _different(_listed(answer, {option.id for option in question.options}))
    told = [option for option in question.options if option.right or option.id in chosen]
    hits = sum(option.right and option.id in chosen for option in told)
    wrong = [option for option in told if not option.right]
    return Result(
        max(0, hits - len(wrong)),
        sum(option.right for option in question.options),
        tuple(
            Reason(option.id, option.right and option.id in chosen, option.feedback)
            for option in told
        ),
        question.claims,
        _named(option.misconception for option in wrong),
    )


def _ask_first(question: AskFirst, answer: Given) -> Result:
    """Two points for what comes first, one for what is worth asking later."""
    options = {option.id: option for option in question.options}
    option = options[_one_of(options, answer)]
    return Result(
        {"first": 2, "later": 1, "no": 0}[option.worth],
        2,
        (Reason(option.id, option.worth == "first", option.feedback),),
        question.claims,
        _named([option.misconception]),
    )


def _sort(question: Sorting, answer: Given) -> Result:
    """One point for each item in its bin; an item left out has none, and nothing is told of it."""
    items = {item.id: item for item in question.items}
    placed = _assigned(answer, set(items), {bin_.id for bin_ in question.bins})
    told = [item for item in question.items if item.id in placed]
    wrong = [item for item in told if placed[item.id] != item.bin]
    of_items = dict.fromkeys(claim for item in told for claim in item.claims)
    return Result(
        len(told) - len(wrong),
        len(items),
        tuple(
            Reason(item.id, item not in wrong, item.feedback[placed[item.id]]) for item in told
        ),
        tuple(of_items) or question.claims,
        _named(item.misconception for item in wrong),
    )


def _order(question: Ordering, answer: Given) -> Result:
    """One point for each step that comes anywhere after the step which belongs before it."""
    steps = [step.id for step in question.items]
    given = _different(_listed(answer, set(steps)))
    if len(given) != len(steps):
        raise ValueError("an order holds every step once")
    at = {step: place for place, step in enumerate(given)}
    follows = [at[before] < at[step] for before, step in pairwise(steps)]
    right = [at[steps[0]] == 0, *follows]
    return Result(
        sum(follows),
        len(follows),
        tuple(
            Reason(step.id, fits, step.feedback)
            for step, fits in zip(question.items, right, strict=True)
        ),
        question.claims,
        () if all(follows) else (question.misconception,),
    )


def _match(question: Matching, answer: Given) -> Result:
    """One point for each pair; a text left without a match has none."""
    pairs = {pair.id for pair in question.pairs}
    chosen = _assigned(answer, pairs, pairs)
    told = [pair for pair in question.pairs if pair.id in chosen]
    wrong = [pair for pair in told if chosen[pair.id] != pair.id]
    return Result(
        len(told) - len(wrong),
        len(pairs),
        tuple(Reason(pair.id, pair not in wrong, pair.feedback) for pair in told),
        question.claims,
        _named(pair.misconception for pair in wrong),
    )


def _mark(question: MarkOnMap, answer: Given) -> Result:
    """One point for any right spot."""
    if not isinstance(answer, str) or not PLACE.fullmatch(answer):
        raise ValueError("a mark is a place and its side, such as axilla:left or brain:")
    spot = next((spot for spot in question.spots if spot.id == answer), None)
    right = spot is not None and spot.right
    told = spot or question.elsewhere
    return Result(
        int(right),
        1,
        (Reason(answer, right, told.feedback),),
        question.claims,
        _named([told.misconception]),
    )


def _number(question: NumberQuestion, answer: Given) -> Result:
    """One point within the tolerance; the nearest known mistake explains a wrong number."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | Decimal):
        raise ValueError("a number is asked for")
    number = Decimal(str(answer))
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError("a number of ordinary size is asked for")
    right = question.is_right(number)
    if right:
        return Result(1, 1, (Reason("answer", True, question.feedback),), question.claims)
    known = [m for m in question.mistakes if abs(m.answer - number) <= question.tolerance]
    told = min(known, key=lambda m: abs(m.answer - number), default=question.otherwise)
    return Result(
        0,
        1,
        (Reason("answer", False, told.feedback),),
        question.claims,
        (told.misconception,),
    )


def _short(question: ShortAnswer, answer: Given) -> Result:
    """One point for each thing that must be said; each thing to avoid takes one away again."""
    if not isinstance(answer, str) or len(answer) > MOST_WRITTEN:
        raise ValueError(f"a text of at most {MOST_WRITTEN} letters is asked for")
    said = [point.is_in(answer) for point in question.must_say]
    avoided = [avoid for avoid in question.avoid if avoid.is_in(answer)]
    points = [
        Reason(point.id, there, point.says if there else point.missing)
        for point, there in zip(question.must_say, said, strict=True)
    ]
    return Result(
        max(0, sum(said) - len(avoided)),
        len(said),
        (*points, *(Reason("avoid", False, avoid.feedback) for avoid in avoided)),
        question.claims,
        _named(avoid.misconception for avoid in avoided),
    )


_MARKERS: dict[str, Callable[[Any, Given], Result]] = {
    "single": _single,
    "several": _several,
    "ask-first": _ask_first,
    "sort": _sort,
    "order": _order,
    "match": _match,
    "mark": _mark,
    "number": _number,
    "short": _short,
}


def _one_of(known: Collection[str], answer: Given) -> str:
    if not isinstance(answer, str) or answer not in known:
        raise ValueError(f"“{answer}” is no option of this question")
    return answer


def _listed(answer: Given, known: Collection[str]) -> list[str]:
    if not isinstance(answer, list | tuple):
        raise ValueError("a list of ids is asked for")
    return [_one_of(known, part) for part in answer]


def _different(ids: list[str]) -> list[str]:
    if len(set(ids)) != len(ids):
        raise ValueError("an id stands in the answer twice")
    return ids


def _assigned(
    answer: Given, parts: Collection[str], places: Collection[str]
) -> dict[str, str]:
    if not isinstance(answer, dict):
        raise ValueError("an object of ids is asked for")
    return {_one_of(parts, part): _one_of(places, place) for part, place in answer.items()}


def _named(misconceptions: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in misconceptions if one))
