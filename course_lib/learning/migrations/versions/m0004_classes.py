"""Classes that vote together: their questions, their seats, and each vote once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "classes",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("code", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("is_over", sa.Boolean, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "class_seats",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("of_class", sa.String, nullable=False),
        sa.Column("signal", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("class_seats_of_a_class", "class_seats", ["of_class"])
    op.create_table(
        "class_rounds",
        sa.Column("of_class", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("hands", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "class_votes",
        sa.Column("of_class", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seat", sa.String, primary_key=True),
        sa.Column("chosen", sa.JSON, nullable=False),
        sa.Column("sure", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
