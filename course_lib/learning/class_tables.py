"""The tables of classes: nothing in them is a learner's; a seat is a number for one class."""

from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, String, Table

from course_lib.learning.tables import Moment

metadata = MetaData()

classes = Table(
    "classes",
    metadata,
    Column("id", String, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("is_over", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)

seats = Table(
    "class_seats",
    metadata,
    Column("id", String, primary_key=True),
    Column("of_class", String, nullable=False),
    Column("signal", String, nullable=False),
    Column("at", Moment, nullable=False),
)

rounds = Table(
    "class_rounds",
    metadata,
    Column("of_class", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("question", String, nullable=False),
    Column("version", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("hands", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

votes = Table(
    "class_votes",
    metadata,
    Column("of_class", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("seat", String, primary_key=True),
    Column("chosen", JSON, nullable=False),
    Column("sure", Integer),
    Column("at", Moment, nullable=False),
)

ALL = (votes, rounds, seats, classes)
"""Every table in which something of a class is kept; the class itself last."""
