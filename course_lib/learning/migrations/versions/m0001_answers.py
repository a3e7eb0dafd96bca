"""Answers, each written once, and the codes by which learners come back."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and see to it that nobody changes an answer."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("learner", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("lesson", sa.String, nullable=False),
        sa.Column("objective", sa.String, nullable=False),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("sure", sa.Integer),
        sa.Column("points", sa.Integer),
        sa.Column("of", sa.Integer),
        sa.Column("skipped", sa.String, nullable=False),
        sa.Column("asked_in", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("answers_of_a_learner", "answers", ["learner", "at"])
    op.create_table(
        "learners",
        sa.Column("learner", sa.String, primary_key=True),
        sa.Column("code", sa.String, nullable=False, unique=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER answers_stay BEFORE UPDATE ON answers "
            "BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END"
        )
    else:
        op.execute(
            "CREATE FUNCTION answers_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'an answer is never changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER answers_stay BEFORE UPDATE ON answers "
            "FOR EACH ROW EXECUTE FUNCTION answers_stay()"
        )
