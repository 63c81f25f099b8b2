"""Files that workers upload: stored, and read at URLs that are good for a minute."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeSerializer

from questionforms import Answer
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Assignment, Upload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

#: How long a URL is good. Source: GetFileUploadURL in Amazon's API reference.
LIFETIME = timedelta(seconds=60)
#: New with each process, so a URL ends with it.
_SIGNER = URLSafeSerializer(secrets.token_bytes(32), salt="uploads")


def upload_token(key: str, now: datetime) -> str:
    """What the URL of a file ends with: signed, and good for a minute."""
    return _SIGNER.dumps([key, (now + LIFETIME).timestamp()])


def store_uploads(session: Session, assignment: Assignment, files: Iterable[tuple[str, bytes]]) -> list[Answer]:
    """Store files, and give the answers that they are; a Refusal where one is empty, as no answer can be."""
    answers = []
    for number, (name, content) in enumerate(files):
        if not content:
            raise invalid(f"The file for {name!a} is empty.")
        key = f"{assignment.hit_id}/{assignment.id}/{number}"
        session.add(Upload(key=key, assignment_id=assignment.id, question_identifier=name, content=content))
        answers.append(Answer(name, upload_size=len(content), upload_key=key))
    return answers


def read_upload(session: Session, token: str, now: datetime) -> bytes:
    """The content of a file; a Refusal where its URL is not of this service, or is over."""
    try:
        key, until = _SIGNER.loads(token)
    except BadData as error:
        raise Refusal("PermissionDeniedException", "The URL is not one that this service has given.") from error
    found = session.get(Upload, key)
    if found is None or now.timestamp() > until:
        raise Refusal("PermissionDeniedException", "The URL was good for 60 seconds, which are over.")
    return found.content
