"""The database: its constraints keep the data consistent, whatever concurrent code does."""

from questionforms.marketplace.store.accounts import Key, Payment, Requester, Setting, Worker, WorkerBlock
from questionforms.marketplace.store.assignments import Assignment, Bonus, PurgedWork, Token, Upload
from questionforms.marketplace.store.base import Base, new_id
from questionforms.marketplace.store.database import Database
from questionforms.marketplace.store.hits import HIT, HITType, Layout
from questionforms.marketplace.store.qualifications import Qualification, QualificationRequest, QualificationType
from questionforms.marketplace.store.records import Notification, ReviewAction, ReviewResult

__all__ = [
    "HIT",
    "Assignment",
    "Base",
    "Bonus",
    "Database",
    "HITType",
    "Key",
    "Layout",
    "Notification",
    "Payment",
    "PurgedWork",
    "Qualification",
    "QualificationRequest",
    "QualificationType",
    "Requester",
    "ReviewAction",
    "ReviewResult",
    "Setting",
    "Token",
    "Upload",
    "Worker",
    "WorkerBlock",
    "new_id",
]
