"""The reports that learners took with them, so that a trainer can look one up by its code."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "certificates",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("learner", sa.String, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("certificates_learner", "certificates", ["learner"])
