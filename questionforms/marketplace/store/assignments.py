"""Assignments, uploaded files, bonuses, and the tokens that prevent repeated calls."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionforms.marketplace.store.accounts import Requester, Worker
from questionforms.marketplace.store.base import Base, new_id
from questionforms.marketplace.store.hits import HIT

#: The states of an assignment; the requester API only knows three of them.
STATES = ("Accepted", "Submitted", "Approved", "Rejected", "Returned", "Abandoned")
_HELD = text("status NOT IN ('Returned', 'Abandoned')")


class Assignment(Base):
    """One worker's assignment of a HIT; a worker has at most one per HIT that was not returned or abandoned."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint(f"status IN {STATES}", name="status"),
        CheckConstraint(
            "(status IN ('Submitted', 'Approved', 'Rejected')) = (answer IS NOT NULL AND submit_time IS NOT NULL)",
            name="submitted",
        ),
        CheckConstraint("(status = 'Approved') = (approval_time IS NOT NULL)", name="approved"),
        Index("uq_assignments_held", "hit_id", "worker_id", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_assignments_listed", "hit_id", "submit_time", "id"),
        Index("ix_assignments_deadline", "status", "deadline"),
        Index("ix_assignments_auto_approval", "status", "auto_approval_time"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    hit_id: Mapped[str] = mapped_column(ForeignKey(HIT.id))
    hit: Mapped[HIT] = relationship()
    worker_id: Mapped[str] = mapped_column(ForeignKey(Worker.id), index=True)
    status: Mapped[str] = mapped_column(default="Accepted")
    accept_time: Mapped[datetime]
    deadline: Mapped[datetime]
    submit_time: Mapped[datetime | None]
    auto_approval_time: Mapped[datetime | None]
    approval_time: Mapped[datetime | None]
    rejection_time: Mapped[datetime | None]
    answer: Mapped[str | None]
    feedback: Mapped[str | None]


class PurgedWork(Base):
    """How many assignments of a worker were approved and rejected by a requester, and then deleted by a purge."""

    __tablename__ = "purged_work"

    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), primary_key=True)
    worker_id: Mapped[str] = mapped_column(ForeignKey(Worker.id), primary_key=True, index=True)
    approved: Mapped[int]
    rejected: Mapped[int]


class Upload(Base):
    """A file that a worker uploaded as an answer."""

    __tablename__ = "uploads"

    key: Mapped[str] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey(Assignment.id), index=True)
    question_identifier: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Bonus(Base):
    """A payment in addition to the reward."""

    __tablename__ = "bonuses"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id))
    assignment_id: Mapped[str] = mapped_column(ForeignKey(Assignment.id), index=True)
    worker_id: Mapped[str] = mapped_column(ForeignKey(Worker.id))
    amount: Mapped[Decimal]
    reason: Mapped[str]
    time: Mapped[datetime]


class Token(Base):
    """A UniqueRequestToken that a requester sent with an operation, and the identifier of what it created."""

    __tablename__ = "tokens"

    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), primary_key=True)
    operation: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    made: Mapped[str]
    time: Mapped[datetime]
