"""What the database itself rejects: each CHECK, UNIQUE and foreign key, with plain SQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import CheckConstraint, Table, UniqueConstraint, insert
from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.store import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from questionforms.testing.running import Running

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TABLES = {table.name: table for table in Base.metadata.sorted_tables}
#: One row of each table, which is taken.
ROWS: dict[str, dict[str, Any]] = {
    "requesters": {"id": "AR", "name": "r", "created": NOW, "balance": Decimal(0)},
    "keys": {"access_key": "k", "requester_id": "AR"},
    "workers": {"id": "AW", "created": NOW, "adult": False, "master": False},
    "worker_blocks": {"requester_id": "AR", "worker_id": "AW", "reason": "", "created": NOW},
    "settings": {"name": "secret", "value": ""},
    "purged_work": {"requester_id": "AR", "worker_id": "AW", "approved": 1, "rejected": 0},
    "hit_types": {
        "id": "3T",
        "requester_id": "AR",
        "digest": "d",
        "title": "",
        "description": "",
        "keywords": "",
        "reward": Decimal("0.05"),
        "assignment_duration": 60,
        "auto_approval_delay": 60,
        "qualification_requirements": [],
        "created": NOW,
        "deleted": False,
        "notification_active": False,
    },
    "layouts": {"id": "3L", "requester_id": "AR", "html": "", "frame_height": 0},
    "hits": {
        "id": "3H",
        "requester_id": "AR",
        "type_id": "3T",
        "group_id": "3G",
        "created": NOW,
        "expiration": NOW,
        "expired": False,
        "question": "",
        "max_assignments": 4,
        "available": 1,
        "pending": 1,
        "submitted": 1,
        "completed": 1,
        "reviewing": False,
        "disposed": False,
        "review_status": "NotReviewed",
    },
    "assignments": {
        "id": "3A",
        "hit_id": "3H",
        "worker_id": "AW",
        "status": "Accepted",
        "accept_time": NOW,
        "deadline": NOW,
    },
    "uploads": {"key": "u", "assignment_id": "3A", "question_identifier": "q", "content": b"1"},
    "bonuses": {
        "id": "3B",
        "requester_id": "AR",
        "assignment_id": "3A",
        "worker_id": "AW",
        "amount": Decimal(1),
        "reason": "",
        "time": NOW,
    },
    "tokens": {"requester_id": "AR", "operation": "CreateHIT", "token": "t", "made": "3H", "time": NOW},
    "payments": {
        "id": 1,
        "requester_id": "AR",
        "worker_id": "AW",
        "assignment_id": "3A",
        "kind": "reward",
        "amount": Decimal(-1),
        "time": NOW,
    },
    "qualification_types": {
        "id": "3Q",
        "requester_id": "AR",
        "name": "n",
        "description": "",
        "status": "Active",
        "auto_granted": False,
        "created": NOW,
    },
    "qualifications": {"type_id": "3Q", "worker_id": "AW", "value": 1, "status": "Granted", "grant_time": NOW},
    "qualification_requests": {
        "id": "3R",
        "type_id": "3Q",
        "worker_id": "AW",
        "status": "Pending",
        "submit_time": NOW,
    },
    "notifications": {
        "id": 1,
        "requester_id": "AR",
        "time": NOW,
        "event": "Ping",
        "transport": "Email",
        "destination": "",
    },
    "review_results": {
        "number": 1,
        "id": "3S",
        "hit_id": "3H",
        "level": "HIT",
        "subject_id": "3H",
        "subject_type": "HIT",
        "key": "",
        "value": "",
    },
    "review_actions": {
        "number": 1,
        "id": "3C",
        "hit_id": "3H",
        "level": "HIT",
        "name": "",
        "target_id": "3H",
        "target_type": "HIT",
        "status": "Intended",
    },
}
#: What makes a second row one that can stand beside the first.
SECOND: dict[str, dict[str, Any]] = {
    "hit_types": {"id": "3T2", "digest": "e"},
    "assignments": {"id": "3A2", "status": "Returned"},
    "qualification_types": {"id": "3Q2", "name": "m"},
    "qualification_requests": {"id": "3R2", "status": "Granted"},
    "review_results": {"number": 2, "id": "3S2"},
    "review_actions": {"number": 2, "id": "3C2"},
    "requesters": {"id": "AR2"},
    "hits": {"id": "3H2"},
    "bonuses": {"id": "3B2"},
    "payments": {"id": 2},
}
_SENT = {"answer": "", "submit_time": NOW}
#: Constraint, table, and what about a second row breaks it.
BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("ck_requesters_balance", "requesters", {"balance": Decimal("-0.00001")}),
    ("ck_hits_counts", "hits", {"available": -1, "pending": 3}),
    ("ck_hits_counts", "hits", {"pending": -1, "available": 3}),
    ("ck_hits_counts", "hits", {"submitted": -1, "available": 3}),
    ("ck_hits_counts", "hits", {"completed": -1, "available": 3}),
    ("ck_hits_sum", "hits", {"available": 2}),
    ("ck_hits_sum", "hits", {"max_assignments": 5}),
    ("ck_assignments_status", "assignments", {"status": "Done"}),
    ("ck_assignments_submitted", "assignments", {"status": "Submitted"}),
    ("ck_assignments_submitted", "assignments", {"status": "Submitted", "answer": ""}),
    ("ck_assignments_submitted", "assignments", {"status": "Submitted", "submit_time": NOW}),
    ("ck_assignments_submitted", "assignments", {"status": "Returned", **_SENT}),
    ("ck_assignments_approved", "assignments", {"status": "Approved", **_SENT}),
    ("ck_assignments_approved", "assignments", {"status": "Rejected", **_SENT, "approval_time": NOW}),
    ("uq_assignments_held", "assignments", {"status": "Accepted"}),
    ("uq_assignments_held", "assignments", {"status": "Submitted", **_SENT}),
    ("uq_hit_types_requester_id_digest", "hit_types", {"digest": "d"}),
    ("ck_bonuses_amount", "bonuses", {"amount": Decimal(0)}),
    ("ck_payments_kind", "payments", {"kind": "gift"}),
    ("ck_qualification_types_status", "qualification_types", {"status": "Asleep"}),
    ("ck_qualification_types_test", "qualification_types", {"test": ""}),
    ("ck_qualification_types_test", "qualification_types", {"test": "", "test_duration": 1, "auto_granted": True}),
    ("ck_qualification_types_answer_key", "qualification_types", {"answer_key": ""}),
    ("uq_qualification_types_name", "qualification_types", {"name": "n"}),
    ("ck_qualification_requests_status", "qualification_requests", {"status": "Asleep"}),
    ("uq_qualification_requests_pending", "qualification_requests", {"status": "Pending"}),
    ("ck_qualifications_status", "qualifications", {"worker_id": "AW2", "status": "Asleep"}),
    ("ck_review_results_level", "review_results", {"level": "Type"}),
    ("uq_review_results_id", "review_results", {"id": "3S"}),
    ("ck_review_actions_level", "review_actions", {"level": "Type"}),
    ("ck_review_actions_status", "review_actions", {"status": "Asleep"}),
    ("uq_review_actions_id", "review_actions", {"id": "3C"}),
]


@pytest.fixture
def filled(either: Running) -> Iterator[Session]:
    """A transaction in a database with one row in each table."""
    with either.database.transaction() as session:
        for name, table in TABLES.items():
            session.execute(insert(table), ROWS[name])
        session.execute(insert(TABLES["workers"]), ROWS["workers"] | {"id": "AW2"})
        yield session
        session.rollback()


def constraints(table: Table) -> set[str]:
    """The names of a table's CHECKs and UNIQUEs."""
    named = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint | UniqueConstraint)}
    return named | {str(index.name) for index in table.indexes if index.unique}


def test_each_constraint_has_a_case() -> None:
    """Every constraint has a row that breaks it, and every table has a row that is accepted."""
    assert set().union(*map(constraints, TABLES.values())) == {name for name, *_ in BROKEN}
    assert ROWS.keys() == TABLES.keys()


def test_second_rows(filled: Session) -> None:
    """Each second row is accepted if nothing is wrong with it."""
    for name, second in SECOND.items():
        filled.execute(insert(TABLES[name]), ROWS[name] | second)


def test_constraints(filled: Session) -> None:
    """Each row that breaks a constraint is rejected by that constraint."""
    for constraint, name, broken in BROKEN:
        row = ROWS[name] | SECOND.get(name, {}) | broken
        with pytest.raises(IntegrityError) as caught, filled.begin_nested():
            filled.execute(insert(TABLES[name]), row)
        said = str(caught.value.orig)
        unique = constraint.startswith("uq_") and f"UNIQUE constraint failed: {name}." in said
        assert constraint in said or unique, (constraint, said)


def test_primary_keys(filled: Session) -> None:
    """No row can be repeated, such as a worker's block, a token, or a worker's qualification."""
    for name, row in ROWS.items():
        with pytest.raises(IntegrityError), filled.begin_nested():
            filled.execute(insert(TABLES[name]), row)


def test_foreign_keys(filled: Session) -> None:
    """No row refers to something that does not exist."""
    count = 0
    for name, table in TABLES.items():
        for column in table.columns:
            if column.foreign_keys:
                count += 1
                row = ROWS[name] | SECOND.get(name, {}) | {column.name: "NONE"}
                if name in ("uploads", "layouts", "keys"):
                    row[next(iter(table.primary_key.columns)).name] = "another"
                row |= {"id": 2} if name == "notifications" else {}
                with pytest.raises(IntegrityError, match=r"(?i)foreign key"), filled.begin_nested():
                    filled.execute(insert(table), row)
    assert count > 20
