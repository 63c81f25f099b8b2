"""Files that workers uploaded, at URLs that are good for a minute."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from questionforms import Answer
from questionforms.marketplace.refusals import Refusal, invalid
from questionforms.marketplace.store import Assignment, Upload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.calls import Call

#: How long a URL is good. Source: GetFileUploadURL in Amazon's API reference.
LIFETIME = timedelta(seconds=60)
#: New with each process, so a URL ends with it.
_SIGNER = URLSafeSerializer(secrets.token_bytes(32), salt="uploads")


def get_file_upload_url(call: Call) -> dict[str, Any]:
    """Where the file is that answers a question."""
    assignment = call.assignment()
    name = call.given["QuestionIdentifier"]
    key = call.session.scalars(
        select(Upload.key)
        .where(Upload.assignment_id == assignment.id, Upload.question_identifier == name)
        .order_by(Upload.key)
    ).first()
    if key is None:
        message = f"The value {name} is invalid for QuestionIdentifier. The assignment has no file that answers it."
        raise invalid(message)
    token = _SIGNER.dumps([key, (call.now + LIFETIME).timestamp()])
    return {"FileUploadURL": f"{call.address}/uploads/{token}"}


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
