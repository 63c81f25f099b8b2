"""Version 2: settings of the whole marketplace; names and times of layouts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what version 2 has."""
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.add_column("layouts", sa.Column("name", sa.Text()))
    op.add_column("layouts", sa.Column("created", sa.BigInteger()))
