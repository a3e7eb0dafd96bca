"""Where each learner was in each activity."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "places",
        sa.Column("learner", sa.String, primary_key=True),
        sa.Column("activity", sa.String, primary_key=True),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
