"""Answers for tests: short to write, and honest where nothing is said."""

from datetime import UTC, datetime, timedelta

from course_lib.learning.answers import Answer, new_id

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answered(  # noqa: PLR0913 (each fact of an answer may matter to a test)
    question: str = "q",
    points: int | None = 1,
    sure: int | None = 2,
    days: float = 0,
    *,
    learner: str = "one",
    asked_in: str = "lesson",
    of: int = 1,
) -> Answer:
    """Return an answer given so many days after MONDAY; without points it was skipped."""
    return Answer(
        id=new_id(),
        learner=learner,
        question=question,
        version="v1",
        lesson="02",
        objective="name-type",
        given="a",
        sure=sure,
        points=points,
        of=None if points is None else of,
        skipped="not today" if points is None else "",
        asked_in=asked_in,
        at=MONDAY + timedelta(days=days),
    )
