"""Requesters, with their keys and money; workers and blocks; settings of the whole marketplace."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from questionforms.marketplace.store.base import Base, new_id


class Requester(Base):
    """A requester; `balance` is the money to spend, and is never negative."""

    __tablename__ = "requesters"
    __table_args__ = (CheckConstraint("balance >= 0", name="balance"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("A", 14))
    name: Mapped[str]
    created: Mapped[datetime]
    balance: Mapped[Decimal]


class Key(Base):
    """An access key; one without a secret is accepted with any signature until some key has a secret."""

    __tablename__ = "keys"

    access_key: Mapped[str] = mapped_column(primary_key=True)
    secret: Mapped[str | None] = mapped_column(index=True)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), index=True)
    #: When it was revoked. Such a key stays, so that a marketplace whose last key was revoked is still closed.
    revoked: Mapped[datetime | None]
    created: Mapped[datetime | None]


class Payment(Base):
    """An entry in the ledger: a requester's deposit (positive) or payment (negative); the balance is their sum."""

    __tablename__ = "payments"
    __table_args__ = (CheckConstraint("kind IN ('deposit', 'reward', 'bonus', 'fee')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), index=True)
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("workers.id"), index=True)
    assignment_id: Mapped[str | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    kind: Mapped[str]
    amount: Mapped[Decimal]
    time: Mapped[datetime]


class Worker(Base):
    """A worker; the locale and the flags represent the service's own qualifications."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_id("A", 14))
    created: Mapped[datetime]
    country: Mapped[str | None]
    subdivision: Mapped[str | None]
    adult: Mapped[bool] = mapped_column(default=False)
    master: Mapped[bool] = mapped_column(default=False)


class WorkerBlock(Base):
    """A worker who may not work for a requester."""

    __tablename__ = "worker_blocks"

    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), primary_key=True)
    worker_id: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    created: Mapped[datetime]


class Setting(Base):
    """A value that belongs to the whole marketplace, such as the secret with which it signs URLs."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
