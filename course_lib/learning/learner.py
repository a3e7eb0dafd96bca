"""Who is learning; nothing is asked that could name a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Learner:
    """A learner, known only by a key that means nothing outside this course."""

    key: str


LOCAL = Learner("local")
"""Whoever sits at this computer."""
