"""The tables of the record, as the last of its migrations leaves them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

NEWEST = "0004"
"""The revision that these tables belong to."""

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept as UTC also where the database knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as the database keeps it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the time with its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("learner", String, nullable=False),
    Column("question", String, nullable=False),
    Column("version", String, nullable=False),
    Column("lesson", String, nullable=False),
    Column("objective", String, nullable=False),
    Column("given", JSON, nullable=False),
    Column("sure", Integer),
    Column("points", Integer),
    Column("of", Integer),
    Column("skipped", String, nullable=False),
    Column("asked_in", String, nullable=False),
    Column("at", Moment, nullable=False),
)

learners = Table(
    "learners",
    metadata,
    Column("learner", String, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("made", Moment, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("learner", String, primary_key=True),
    Column("activity", String, primary_key=True),
    Column("state", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

certificates = Table(
    "certificates",
    metadata,
    Column("code", String, primary_key=True),
    Column("learner", String, nullable=False, index=True),
    Column("report", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

ALL = (learners, answers, places, certificates)
"""Every table in which something of a learner is kept."""
