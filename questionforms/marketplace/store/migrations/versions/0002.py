"""Version 2: settings of the whole marketplace; names and times of layouts; when HITs are disposed of."""

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
    op.add_column("keys", sa.Column("revoked", sa.BigInteger()))
    op.add_column("keys", sa.Column("created", sa.BigInteger()))
    op.add_column("notifications", sa.Column("due", sa.BigInteger()))
    op.add_column("notifications", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notifications", sa.Column("delivered", sa.BigInteger()))
    due = sa.text("due IS NOT NULL")
    op.create_index("ix_notifications_due", "notifications", ["id"], sqlite_where=due, postgresql_where=due)
    op.add_column("layouts", sa.Column("name", sa.Text()))
    op.add_column("layouts", sa.Column("created", sa.BigInteger()))
    _add_disposal_time()
    _add_purged_work()


def _add_disposal_time() -> None:
    """Add when each HIT is disposed of: 120 days after it became reviewable and the last approval or rejection."""
    op.add_column("hits", sa.Column("disposal_time", sa.BigInteger(), nullable=True))
    op.drop_index("ix_hits_kept", "hits")
    op.create_index("ix_hits_disposal", "hits", ["disposed", "disposal_time"])
    op.execute(
        """
        UPDATE hits SET disposal_time = 10368000000000 + (
            SELECT max(done) FROM (
                SELECT hits.reviewable_since AS done
                UNION ALL SELECT approval_time FROM assignments WHERE hit_id = hits.id
                UNION ALL SELECT rejection_time FROM assignments WHERE hit_id = hits.id
            ) AS reviewed
        ) WHERE reviewable_since IS NOT NULL AND submitted = 0
        """
    )


def _add_purged_work() -> None:
    """Add the numbers of what a purge deletes."""
    op.create_table(
        "purged_work",
        sa.Column("requester_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("requester_id", "worker_id", name="pk_purged_work"),
        sa.ForeignKeyConstraint(["requester_id"], ["requesters.id"], name="fk_purged_work_requester_id_requesters"),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name="fk_purged_work_worker_id_workers"),
    )
    op.create_index("ix_purged_work_worker_id", "purged_work", ["worker_id"])
