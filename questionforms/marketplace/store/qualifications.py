"""Qualification types, workers' qualifications, and requests for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionforms.marketplace.store.accounts import Requester, Worker
from questionforms.marketplace.store.base import Base, new_id

_THERE = text("deleted_at IS NULL")
_PENDING = text("status = 'Pending'")


class QualificationType(Base):
    """A type of qualification, with its test and the test's key, if any."""

    __tablename__ = "qualification_types"
    __table_args__ = (
        CheckConstraint("status IN ('Active', 'Inactive')", name="status"),
        CheckConstraint("test IS NULL OR (test_duration IS NOT NULL AND NOT auto_granted)", name="test"),
        CheckConstraint("answer_key IS NULL OR test IS NOT NULL", name="answer_key"),
        Index(
            "uq_qualification_types_name",
            "requester_id",
            "name",
            unique=True,
            sqlite_where=_THERE,
            postgresql_where=_THERE,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id))
    name: Mapped[str]
    description: Mapped[str]
    keywords: Mapped[str | None]
    status: Mapped[str]
    retry_delay: Mapped[int | None]
    test: Mapped[str | None]
    answer_key: Mapped[str | None]
    test_duration: Mapped[int | None]
    auto_granted: Mapped[bool] = mapped_column(default=False)
    auto_granted_value: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Qualification(Base):
    """A worker's qualification: its value, and whether it was revoked."""

    __tablename__ = "qualifications"
    __table_args__ = (CheckConstraint("status IN ('Granted', 'Revoked')", name="status"),)

    type_id: Mapped[str] = mapped_column(ForeignKey(QualificationType.id), primary_key=True)
    worker_id: Mapped[str] = mapped_column(ForeignKey(Worker.id), primary_key=True, index=True)
    value: Mapped[int]
    status: Mapped[str] = mapped_column(default="Granted")
    grant_time: Mapped[datetime]
    reason: Mapped[str | None]


class QualificationRequest(Base):
    """A worker's request for a qualification, with the answers to its test; only one is pending at a time."""

    __tablename__ = "qualification_requests"
    __table_args__ = (
        CheckConstraint("status IN ('Pending', 'Granted', 'Rejected')", name="status"),
        Index(
            "uq_qualification_requests_pending",
            "type_id",
            "worker_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    type_id: Mapped[str] = mapped_column(ForeignKey(QualificationType.id), index=True)
    type: Mapped[QualificationType] = relationship()
    worker_id: Mapped[str] = mapped_column(ForeignKey(Worker.id), index=True)
    status: Mapped[str] = mapped_column(default="Pending")
    #: The test at the time when it was taken, and the QuestionFormAnswers.
    test: Mapped[str | None]
    answer: Mapped[str | None]
    submit_time: Mapped[datetime]
    reason: Mapped[str | None]
