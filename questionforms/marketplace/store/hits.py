"""HIT types, HITs and layouts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionforms.marketplace.store.accounts import Requester
from questionforms.marketplace.store.base import Base, new_id


class HITType(Base):
    """What HITs have in common; a requester has one for each `digest`, which covers all its values."""

    __tablename__ = "hit_types"
    __table_args__ = (UniqueConstraint("requester_id", "digest"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), index=True)
    digest: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    keywords: Mapped[str]
    reward: Mapped[Decimal]
    assignment_duration: Mapped[int]
    auto_approval_delay: Mapped[int]
    qualification_requirements: Mapped[list[dict[str, Any]]]
    created: Mapped[datetime]
    deleted: Mapped[bool] = mapped_column(default=False)
    #: A NotificationSpecification, and whether it is active.
    notification: Mapped[dict[str, Any] | None]
    notification_active: Mapped[bool] = mapped_column(default=False)


class HIT(Base):
    """One task; each of its assignments is counted in exactly one of the four counts.

    The constraints on the counts limit assignments to the maximum: accepting one moves it from `available` to `pending`
    with an UPDATE, which fails if a count would become negative.
    """

    __tablename__ = "hits"
    __table_args__ = (
        CheckConstraint("available >= 0 AND pending >= 0 AND submitted >= 0 AND completed >= 0", name="counts"),
        CheckConstraint("available + pending + submitted + completed = max_assignments", name="sum"),
        Index("ix_hits_listed", "requester_id", "created", "id"),
        Index("ix_hits_expiring", "expired", "expiration"),
        Index("ix_hits_disposal", "disposed", "disposal_time"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id))
    type_id: Mapped[str] = mapped_column(ForeignKey(HITType.id), index=True)
    type: Mapped[HITType] = relationship(lazy="joined")
    group_id: Mapped[str] = mapped_column(index=True)
    layout_id: Mapped[str | None]
    created: Mapped[datetime]
    expiration: Mapped[datetime]
    #: Whether it was marked as expired, and the expiry was logged if requested.
    expired: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str]
    annotation: Mapped[str | None]
    max_assignments: Mapped[int]
    available: Mapped[int]
    pending: Mapped[int] = mapped_column(default=0)
    #: Submitted, and neither approved nor rejected.
    submitted: Mapped[int] = mapped_column(default=0)
    #: Approved or rejected.
    completed: Mapped[int] = mapped_column(default=0)
    reviewing: Mapped[bool] = mapped_column(default=False)
    disposed: Mapped[bool] = mapped_column(default=False)
    review_status: Mapped[str] = mapped_column(default="NotReviewed")
    #: When it became reviewable, which is when policies are applied; None before.
    reviewable_since: Mapped[datetime | None]
    #: When it was disposed of or, unless that depends on what happens next, when it will be.
    disposal_time: Mapped[datetime | None]
    #: The two ReviewPolicy structures.
    assignment_review_policy: Mapped[dict[str, Any] | None]
    hit_review_policy: Mapped[dict[str, Any] | None]


class Layout(Base):
    """A layout with placeholders `${name}`, as stored by the requester site, which put a page and a form around it."""

    __tablename__ = "layouts"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    requester_id: Mapped[str] = mapped_column(ForeignKey(Requester.id), index=True)
    html: Mapped[str]
    frame_height: Mapped[int] = mapped_column(default=0)
    #: What its owner calls it, such as the name of its file; None for layouts from before version 2 of the schema.
    name: Mapped[str | None]
    created: Mapped[datetime | None]
