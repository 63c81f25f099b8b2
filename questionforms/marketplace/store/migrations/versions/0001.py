"""Version 1: the tables that existed before databases had a version."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: a database without a version has these tables already."""
