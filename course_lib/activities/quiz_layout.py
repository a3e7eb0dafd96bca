"""In which order the parts of a question lie for one learner: always the same, and their own."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Part(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """What it is called."""


AnyPart = TypeVar("AnyPart", bound=Part)


def laid_out(
    parts: Iterable[AnyPart], learner: str, question: str, column: str = ""
) -> tuple[AnyPart, ...]:
    """Return `parts` in an order that follows from the learner's key and the question's id alone.

    It does not change when the process, the version of Python or another question does.
    """

    def place(part: AnyPart) -> bytes:
        return hashlib.sha256(f"{learner}/{question}/{column}/{part.id}".encode()).digest()

    return tuple(sorted(parts, key=place))


def out_of_order(
    parts: Sequence[AnyPart], learner: str, question: str
) -> tuple[AnyPart, ...]:
    """Return `parts` laid out, and never in the order in which they were given."""
    laid = laid_out(parts, learner, question)
    return laid if laid != tuple(parts) else (*laid[1:], laid[0])
