"""What a class has shown of itself: weak objectives, items, and what it has gained.

Everything is counted over the whole class; of fewer than `FEWEST` learners nothing is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import StatisticsError, correlation, mean
from typing import Literal

from course_lib.learning.answers import Answer
from course_lib.learning.ballot import Ballot
from course_lib.learning.class_store import Everything, Turn
from course_lib.learning.class_vote import FEWEST, Shift, Tally, Vote, shift, tally
from course_lib.learning.gain import Gain, gain

FEWEST_TO_TELL_APART = 30
"""From so many answers on, an item can be said to tell those who know from those who do not."""

TELLS_APART = 0.2
"""A correlation of an item with the rest: from here on it is usually called fair."""

Telling = Literal["well", "little", "backwards"]


@dataclass(frozen=True)
class Item:
    """One question as the class met it; `difficulty` is the share (0 to 1) that was right first.

    Of a question that sources disagree about, or that was counted by hands for several answers, no
    share is told. `discrimination` is the correlation (-1 to 1) of being right here with the share
    right in all other questions, None below `FEWEST_TO_TELL_APART` answers or where it has none.
    """

    ballot: Ballot
    first: Tally
    second: Tally | None
    moved: Shift | None
    difficulty: float | None
    discrimination: float | None

    @property
    def telling(self) -> Telling | None:
        """Return in a word how well the item tells learners apart."""
        if self.discrimination is None:
            return None
        if self.discrimination < 0:
            return "backwards"
        return "well" if self.discrimination >= TELLS_APART else "little"


@dataclass(frozen=True)
class Weakness:
    """How an objective stands in the class: its items, and the share right at their first vote."""

    objective: str
    lesson: str
    items: int
    share: float


@dataclass(frozen=True)
class Record:
    """All that can be told of a class; `too_few` where nothing is."""

    learners: int
    too_few: bool
    items: tuple[Item, ...] = ()
    objectives: tuple[Weakness, ...] = ()
    by_talking: Gain | None = None
    by_teaching: Gain | None = None


def record_of(left: Everything, ballots: Mapping[str, Ballot]) -> Record:
    """Return the record of a class, sure-and-wrong items first, then the hardest.

    A question whose wording has changed since, or that is no more, is left out: nobody can say
    what its votes meant.
    """
    learners = len({vote.seat for votes in left.votes.values() for vote in votes})
    turns = [
        turn
        for turn in left.turns
        if turn.question in ballots and ballots[turn.question].version == turn.version
    ]
    raised = max((sum(turn.hands.values()) for turn in turns), default=0)
    if max(learners, raised) < FEWEST:
        return Record(max(learners, raised), too_few=True)
    keyed = {turn.key: turn for turn in turns}
    firsts = [turn for turn in turns if turn.turn == 1]
    items = [
        item
        for turn in firsts
        if (item := _item(turn, keyed, left, ballots, firsts)).first.voters >= FEWEST
    ]
    items.sort(key=lambda item: (-item.first.sure_and_wrong, _share(item)))
    return Record(
        max(learners, raised),
        too_few=False,
        items=tuple(items),
        objectives=_objectives(items),
        by_talking=gain(_before_and_after(keyed, left, ballots)),
        by_teaching=gain(_checks(firsts, left, ballots)),
    )


def _item(
    turn: Turn,
    keyed: Mapping[str, Turn],
    left: Everything,
    ballots: Mapping[str, Ballot],
    firsts: Iterable[Turn],
) -> Item:
    ballot = ballots[turn.question]
    votes = left.votes[turn.key]
    first = tally(ballot, votes, turn.hands)
    again = keyed.get(f"{turn.number}-2")
    second = tally(ballot, left.votes[again.key], again.hands) if again else None
    moved = shift(ballot, votes, left.votes[again.key]) if again else None
    has_key = not ballot.is_disputed and first.right is not None and first.voters
    return Item(
        ballot,
        first,
        second if second and second.voters >= FEWEST else None,
        moved if moved and moved.learners >= FEWEST else None,
        (first.right or 0) / first.voters if has_key else None,
        _discrimination(turn, firsts, left, ballots) if has_key else None,
    )


def _discrimination(
    turn: Turn, firsts: Iterable[Turn], left: Everything, ballots: Mapping[str, Ballot]
) -> float | None:
    """Return the correlation of this item with the rest, None where it cannot be told."""
    elsewhere: dict[str, list[bool]] = defaultdict(list)
    for other in firsts:
        ballot = ballots[other.question]
        if other.question != turn.question and not ballot.is_disputed:
            for vote in left.votes[other.key]:
                elsewhere[vote.seat].append(ballot.is_right(vote.chosen))
    here = [
        (ballots[turn.question].is_right(vote.chosen), mean(elsewhere[vote.seat]))
        for vote in left.votes[turn.key]
        if vote.seat in elsewhere
    ]
    if len(here) < FEWEST_TO_TELL_APART:
        return None
    try:
        return correlation([float(right) for right, _ in here], [rest for _, rest in here])
    except StatisticsError:
        # All were right, or all wrong: nobody is told from anybody.
        return None


def _objectives(items: Iterable[Item]) -> tuple[Weakness, ...]:
    """Return the objectives, the weakest first."""
    shares: dict[tuple[str, str], list[float]] = defaultdict(list)
    for item in items:
        # A step of a case stands for no single objective.
        if item.difficulty is not None and item.ballot.objective:
            shares[item.ballot.lesson, item.ballot.objective].append(item.difficulty)
    found = [
        Weakness(objective, lesson, len(of), mean(of))
        for (lesson, objective), of in shares.items()
    ]
    return tuple(sorted(found, key=lambda one: one.share))


def _before_and_after(
    keyed: Mapping[str, Turn], left: Everything, ballots: Mapping[str, Ballot]
) -> list[Answer]:
    """Return the votes before and after discussions, of those who voted both times."""
    answers = []
    for again in keyed.values():
        before = keyed.get(f"{again.number}-1")
        if again.turn != 2 or before is None or ballots[again.question].is_disputed:
            continue
        second = {vote.seat: vote for vote in left.votes[again.key]}
        for vote in left.votes[before.key]:
            if vote.seat in second:
                ballot = ballots[again.question]
                of = f"{again.number}"
                answers += [
                    _answer(ballot, vote, "opening", of),
                    _answer(ballot, second[vote.seat], "final", of),
                ]
    return answers


def _checks(
    firsts: Iterable[Turn], left: Everything, ballots: Mapping[str, Ballot]
) -> list[Answer]:
    """Return the first votes on questions of the opening and of the final check."""
    return [
        _answer(ballots[turn.question], vote, ballots[turn.question].asked_in, turn.question)
        for turn in firsts
        if not ballots[turn.question].is_disputed
        for vote in left.votes[turn.key]
    ]


def _answer(ballot: Ballot, vote: Vote, asked_in: str, question: str) -> Answer:
    """Return a vote as the answer of a learner who is known by nothing but the seat."""
    return Answer(
        id=f"{vote.seat} {question} {asked_in}", learner=vote.seat, question=question,
        version=ballot.version, lesson=ballot.lesson, objective=ballot.objective,
        given=list(vote.chosen), sure=vote.sure, points=int(ballot.is_right(vote.chosen)), of=1,
        skipped="", asked_in=asked_in, at=datetime.min.replace(tzinfo=UTC),
    )  # fmt: skip


def _share(item: Item) -> float:
    """Return the share to sort by; what has none comes last."""
    return 2.0 if item.difficulty is None else item.difficulty
