"""Logs: notifications and messages, and the results and actions of review policies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from questionforms.marketplace.store.accounts import Requester
from questionforms.marketplace.store.base import Base, new_id
from questionforms.marketplace.store.hits import HIT

_DUE = text("due IS NOT NULL")


class Notification(Base):
    """A message that the service would have sent; it is stored here, and an event is posted if the operator says where.

    Events that are to be posted have a time in `due`. It moves with each attempt, and is removed after the last.
    """

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_due", "id", sqlite_where=_DUE, postgresql_where=_DUE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), index=True)
    time: Mapped[datetime]
    #: An event such as `AssignmentSubmitted`, or `WorkerMessage` for messages from NotifyWorkers.
    event: Mapped[str]
    transport: Mapped[str]
    destination: Mapped[str]
    hit_type_id: Mapped[str | None]
    hit_id: Mapped[str | None] = mapped_column(index=True)
    assignment_id: Mapped[str | None]
    worker_id: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str | None]
    text: Mapped[str | None]
    #: When to post it next; until then it may be in the hands of another process.
    due: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    delivered: Mapped[datetime | None]


class ReviewResult(Base):
    """A result of a review policy, such as a score."""

    __tablename__ = "review_results"
    __table_args__ = (CheckConstraint("level IN ('Assignment', 'HIT')", name="level"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(default=new_id, unique=True)
    hit_id: Mapped[str] = mapped_column(ForeignKey(HIT.id), index=True)
    level: Mapped[str]
    subject_id: Mapped[str]
    subject_type: Mapped[str]
    question_id: Mapped[str | None]
    key: Mapped[str]
    value: Mapped[str]


class ReviewAction(Base):
    """An action that a review policy took, or tried to take."""

    __tablename__ = "review_actions"
    __table_args__ = (
        CheckConstraint("level IN ('Assignment', 'HIT')", name="level"),
        CheckConstraint("status IN ('Intended', 'Succeeded', 'Failed', 'Cancelled')", name="status"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(default=new_id, unique=True)
    hit_id: Mapped[str] = mapped_column(ForeignKey(HIT.id), index=True)
    level: Mapped[str]
    name: Mapped[str]
    target_id: Mapped[str]
    target_type: Mapped[str]
    status: Mapped[str]
    complete_time: Mapped[datetime | None]
    result: Mapped[str | None]
    error_code: Mapped[str | None]
