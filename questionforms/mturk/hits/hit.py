"""HITs and HIT types as records, read from the service's responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from questionforms.mturk.client.responses import (
    amount,
    member,
    members_of,
    moment,
    number,
    read_members,
    requirements,
    seconds,
    text,
    words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitType:
    """What the HITs of one type share, as registered with the service by `create_hit_type`.

    A member that is missing from the response is None.
    """

    #: The HITTypeId.
    id: str = field(metadata=member("HITTypeId", text))
    title: str | None = field(default=None, metadata=member("Title", text))
    description: str | None = field(default=None, metadata=member("Description", text))
    #: In US dollars.
    reward: Decimal | None = field(default=None, metadata=member("Reward", amount))
    #: How long a worker has for an assignment.
    duration: timedelta | None = field(default=None, metadata=member("AssignmentDurationInSeconds", seconds))
    #: How long until an assignment that was not reviewed is approved; None for the service's default, 30 days.
    auto_approval_delay: timedelta | None = field(default=None, metadata=member("AutoApprovalDelayInSeconds", seconds))
    keywords: tuple[str, ...] | None = field(default=None, metadata=member("Keywords", words))
    #: The QualificationRequirements in the form that `create_hit` accepts: RequiredToPreview is left out.
    qualifications: tuple[Mapping[str, Any], ...] | None = field(
        default=None, hash=False, metadata=member("QualificationRequirements", requirements)
    )

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Self:
        """The type of a HIT, from any response that contains the HIT."""
        return cls(**read_members(cls, members_of(cls.__name__, response, "HIT", "HITTypeId")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A HIT as the service describes it. Members missing from the response are None; `response` has all of it."""

    #: The HITId.
    id: str = field(metadata=member("HITId", text))
    type_id: str | None = field(default=None, metadata=member("HITTypeId", text))
    group_id: str | None = field(default=None, metadata=member("HITGroupId", text))
    layout_id: str | None = field(default=None, metadata=member("HITLayoutId", text))
    #: `Assignable`, `Unassignable`, `Reviewable`, `Reviewing` or `Disposed`.
    status: str | None = field(default=None, metadata=member("HITStatus", text))
    #: `NotReviewed`, `MarkedForReview`, `ReviewedAppropriate` or `ReviewedInappropriate`.
    review_status: str | None = field(default=None, metadata=member("HITReviewStatus", text))
    title: str | None = field(default=None, metadata=member("Title", text))
    description: str | None = field(default=None, metadata=member("Description", text))
    keywords: tuple[str, ...] | None = field(default=None, metadata=member("Keywords", words))
    #: In US dollars.
    reward: Decimal | None = field(default=None, metadata=member("Reward", amount))
    max_assignments: int | None = field(default=None, metadata=member("MaxAssignments", number))
    #: How many assignments workers can still accept.
    available: int | None = field(default=None, metadata=member("NumberOfAssignmentsAvailable", number))
    #: How many workers are working on now.
    pending: int | None = field(default=None, metadata=member("NumberOfAssignmentsPending", number))
    #: How many were approved or rejected.
    completed: int | None = field(default=None, metadata=member("NumberOfAssignmentsCompleted", number))
    #: In UTC.
    creation: datetime | None = field(default=None, metadata=member("CreationTime", moment))
    #: In UTC.
    expiration: datetime | None = field(default=None, metadata=member("Expiration", moment))
    #: How long a worker has for an assignment.
    duration: timedelta | None = field(default=None, metadata=member("AssignmentDurationInSeconds", seconds))
    auto_approval_delay: timedelta | None = field(default=None, metadata=member("AutoApprovalDelayInSeconds", seconds))
    #: The RequesterAnnotation, which workers cannot see.
    annotation: str | None = field(default=None, metadata=member("RequesterAnnotation", text))
    #: The QualificationRequirements in the form that `create_hit` accepts: RequiredToPreview is left out.
    qualifications: tuple[Mapping[str, Any], ...] | None = field(
        default=None, hash=False, metadata=member("QualificationRequirements", requirements)
    )
    #: The XML of the question.
    question_xml: str | None = field(default=None, repr=False, metadata=member("Question", text))
    #: The HIT as the service returned it.
    response: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Self:
        """The HIT in a response of `create_hit`, `create_hit_with_hit_type` or `get_hit`, or in a list of HITs.

        Raises WrongType if there is no HIT.
        """
        members = members_of(cls.__name__, response, "HIT", "HITId")
        return cls(**read_members(cls, members), response=members)

    @property
    def question(self) -> Any:
        """The question as a document, parsed on each access; None if there is no XML.

        Raises InvalidDocument if the XML does not match its schema.
        """
        if not self.question_xml:
            return None
        from questionforms.reading import parse

        return parse(self.question_xml)
