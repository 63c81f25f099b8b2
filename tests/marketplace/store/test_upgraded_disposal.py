"""When the HITs of an older database are disposed of, which that version did not store."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import create_engine, select, text

from questionforms.marketplace.core.states import KEPT
from questionforms.marketplace.store import HIT, Database
from tests.marketplace.store import test_schema_versions
from tests.marketplace.store.test_schema_versions import make_old

url = test_schema_versions.url


def insert(url: str, table: str, **values: object) -> None:
    """Insert a row by its columns."""
    engine = create_engine(url)
    names = ", ".join(f":{name}" for name in values)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({names})"), values)
    engine.dispose()


def test_disposal_time(url: str) -> None:
    """It is 120 days after the HIT became reviewable, or the last approval or rejection if that was later."""
    make_old(url, "0001")
    kind = {
        "id": "3T",
        "requester_id": "A1",
        "digest": "d",
        "title": "t",
        "description": "d",
        "keywords": "",
        "reward": 5,
    }
    times = {"assignment_duration": 60, "auto_approval_delay": 60, "qualification_requirements": "[]", "created": 0}
    insert(url, "hit_types", **kind, **times, deleted=False, notification_active=False)
    insert(url, "workers", id="AW", created=0, adult=False, master=False)
    hit = {"requester_id": "A1", "type_id": "3T", "group_id": "3G", "created": 0, "expiration": 10, "expired": True}
    hit |= {"question": "", "available": 0, "pending": 0, "reviewing": False, "disposed": False, "max_assignments": 1}
    hit |= {"review_status": "NotReviewed"}
    insert(url, "hits", id="3OPEN", **hit, submitted=1, completed=0, reviewable_since=20)
    insert(url, "hits", id="3NONE", **hit | {"available": 1}, submitted=0, completed=0, reviewable_since=20)
    insert(url, "hits", id="3EARLY", **hit, submitted=0, completed=1, reviewable_since=20)
    insert(url, "hits", id="3LATE", **hit, submitted=0, completed=1, reviewable_since=20)
    work = {"worker_id": "AW", "accept_time": 0, "deadline": 9, "submit_time": 1, "answer": ""}
    insert(url, "assignments", id="3A", hit_id="3EARLY", status="Approved", approval_time=5, **work)
    insert(url, "assignments", id="3B", hit_id="3LATE", status="Rejected", rejection_time=30, **work)
    database = Database(url)
    with database.transaction() as session:
        found = {hit.id: hit.disposal_time for hit in session.scalars(select(HIT))}
    database.close()
    base = datetime(1970, 1, 1, tzinfo=UTC) + KEPT
    assert found == {
        "3OPEN": None,
        "3NONE": base.replace(microsecond=20),
        "3EARLY": base.replace(microsecond=20),
        "3LATE": base.replace(microsecond=30),
    }
