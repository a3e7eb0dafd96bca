"""What a class has said: counts, the shift after a discussion, and what is worth doing now.

A vote is one learner's, by the key of their seat; it stands for one turn of one question. Counts
of raised hands come without a seat, and are added to those of the phones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from course_lib.learning.ballot import Ballot

FEWEST = 5
"""Of fewer learners nothing is broken down: it would say too much about one of them."""

WORTH_TALKING = (30, 70)
"""So many in a hundred right at the first vote, both included: a discussion teaches most."""

CERTAIN = 3

Advice = Literal["wait", "explain", "discuss", "go on", "disputed", "no key"]


@dataclass(frozen=True)
class Vote:
    """What one learner chose in one turn, and how sure they were: 1 to 3, None if not asked."""

    seat: str
    chosen: tuple[str, ...]
    sure: int | None = None


@dataclass(frozen=True)
class Tally:
    """How often each choice was made by `voters`; `right` is None where nobody can tell.

    `sure` counts the votes of each level of certainty, right ones and wrong ones.
    """

    voters: int
    counts: Mapping[str, int]
    right: int | None
    sure: Mapping[int, tuple[int, int]]

    def percent(self, choice: str) -> int:
        """Return how many in a hundred voters made `choice`."""
        return _percent(self.counts.get(choice, 0), self.voters)

    @property
    def percent_right(self) -> int | None:
        """Return how many in a hundred voters were right."""
        return None if self.right is None else _percent(self.right, self.voters)

    @property
    def sure_and_wrong(self) -> int:
        """Return how many were certain of a wrong answer."""
        return self.sure.get(CERTAIN, (0, 0))[1]


@dataclass(frozen=True)
class Shift:
    """How the learners moved who voted in both turns."""

    stayed_right: int
    became_right: int
    became_wrong: int
    stayed_wrong: int

    @property
    def learners(self) -> int:
        """Return how many voted in both turns."""
        return self.stayed_right + self.became_right + self.became_wrong + self.stayed_wrong


def majority(ballot: Ballot, counted: Tally) -> tuple[str, ...]:
    """Return what the class has chosen: the choice of most, or of several those of half or more."""
    if not counted.voters:
        return ()
    most = max(counted.counts.values())
    least = counted.voters / 2 if ballot.form == "several" else most
    return tuple(
        choice.id for choice in ballot.choices if counted.counts.get(choice.id, 0) >= least
    )


def tally(ballot: Ballot, votes: Iterable[Vote], hands: Mapping[str, int]) -> Tally:
    """Return the counts of `votes` and of raised `hands` together."""
    votes = list(votes)
    counts = Counter(hands)
    for vote in votes:
        counts.update(vote.chosen)
    raised = max(hands.values(), default=0) if ballot.form == "several" else sum(hands.values())
    right: int | None = sum(ballot.is_right(vote.chosen) for vote in votes)
    if hands:
        # Who raises a hand for each of several answers is not seen to be one person.
        in_hands = sum(hands.get(id_, 0) for id_ in ballot.right_ids())
        right = None if ballot.form == "several" else (right or 0) + in_hands
    sure = {
        level: (
            sum(vote.sure == level and ballot.is_right(vote.chosen) for vote in votes),
            sum(vote.sure == level and not ballot.is_right(vote.chosen) for vote in votes),
        )
        for level in (3, 2, 1)
    }
    return Tally(len(votes) + raised, counts, right, sure)


def shift(ballot: Ballot, first: Iterable[Vote], second: Iterable[Vote]) -> Shift:
    """Return how those moved who voted both times."""
    before = {vote.seat: ballot.is_right(vote.chosen) for vote in first}
    moves = Counter(
        (before[vote.seat], ballot.is_right(vote.chosen)) for vote in second if vote.seat in before
    )
    return Shift(
        moves[True, True], moves[False, True], moves[True, False], moves[False, False]
    )


def advice(ballot: Ballot, counted: Tally) -> Advice:
    """Return what a first vote asks for: to explain, to discuss or to go on."""
    if ballot.is_disputed:
        return "disputed"
    if counted.voters < FEWEST:
        return "wait"
    if counted.right is None:
        return "no key"
    # Compared without rounding: 70.4 in a hundred are more than 70.
    share = 100 * counted.right
    if share < WORTH_TALKING[0] * counted.voters:
        return "explain"
    return "discuss" if share <= WORTH_TALKING[1] * counted.voters else "go on"


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
