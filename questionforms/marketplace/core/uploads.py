"""Files that workers upload, which can be read at URLs that are valid for a minute."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadData

from questionforms import Answer
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.signing import signer
from questionforms.marketplace.store import Assignment, Upload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

#: How long a URL is valid. Source: GetFileUploadURL in Amazon's API reference.
LIFETIME = timedelta(seconds=60)
_PURPOSE = "uploads"


def upload_token(session: Session, key: str, now: datetime) -> str:
    """The last part of a file's URL: signed, and valid for a minute."""
    token: str = signer(session, _PURPOSE).dumps([key, (now + LIFETIME).timestamp()])
    return token


def store_uploads(session: Session, assignment: Assignment, files: Iterable[tuple[str, bytes]]) -> list[Answer]:
    """Store files, and return them as answers. Raises a Refusal for an empty file, since answers cannot be empty."""
    answers = []
    for number, (name, content) in enumerate(files):
        if not content:
            raise invalid(f"The file for {name!a} is empty.")
        key = f"{assignment.hit_id}/{assignment.id}/{number}"
        session.add(Upload(key=key, assignment_id=assignment.id, question_identifier=name, content=content))
        answers.append(Answer(name, upload_size=len(content), upload_key=key))
    return answers


def read_upload(session: Session, token: str, now: datetime) -> bytes:
    """The content of a file. Raises a Refusal if the URL is not from this service, or has expired."""
    try:
        key, until = signer(session, _PURPOSE).loads(token)
    except BadData as error:
        raise Refusal("PermissionDeniedException", "The URL was not issued by this service.") from error
    found = session.get(Upload, key)
    if found is None or now.timestamp() > until:
        raise Refusal("PermissionDeniedException", "The URL has expired; it was valid for 60 seconds.")
    return found.content
