"""Files that workers upload, which can be read at URLs that are valid for a minute."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadData

from questionforms import Answer, FileUploadAnswer, QuestionForm
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.signing import signer
from questionforms.marketplace.store import Upload
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.elements.base.element import Document
    from questionforms.marketplace.store import Assignment

    #: The name of the field and the content of each file.
    Files = Sequence[tuple[str, bytes]]

#: How long a URL is valid. Source: GetFileUploadURL in Amazon's API reference.
LIFETIME = timedelta(seconds=60)
_PURPOSE = "uploads"


def upload_token(session: Session, key: str, now: datetime) -> str:
    """The last part of a file's URL: signed, and valid for a minute."""
    token: str = signer(session, _PURPOSE).dumps([key, (now + LIFETIME).timestamp()])
    return token


def upload_answers(hit_id: str, assignment_id: str, files: Files) -> list[Answer]:
    """The answers that refer to an assignment's files, in order."""
    return [
        Answer(name, upload_size=len(content), upload_key=_key(hit_id, assignment_id, number))
        for number, (name, content) in enumerate(files)
    ]


def check_uploads(question: Document, files: Files) -> None:
    """Raise a Refusal for an empty file, since answers cannot be empty, and for one that the question does not accept.

    Only a FileUploadAnswer says which sizes it accepts.
    """
    form = question.questions if isinstance(question, QuestionForm) else ()
    asked = {one.identifier: one.answer for one in form if isinstance(one.answer, FileUploadAnswer)}
    for name, content in files:
        if not content:
            raise invalid(f"The file for {name[:80]!a} is empty. Choose another file, and submit again.")
        sizes = asked.get(name)
        if sizes is not None and not sizes.min_bytes <= len(content) <= sizes.max_bytes:
            raise invalid(
                f"The file for {name[:80]!a} has {counted(len(content), 'byte')}; the question accepts files of "
                f"{sizes.min_bytes:,} to {sizes.max_bytes:,} bytes. Choose another file, and submit again."
            )


def store_uploads(session: Session, assignment: Assignment, files: Files) -> None:
    """Store the files of an assignment, under the keys in its answers."""
    for number, (name, content) in enumerate(files):
        key = _key(assignment.hit_id, assignment.id, number)
        session.add(Upload(key=key, assignment_id=assignment.id, question_identifier=name, content=content))


def _key(hit_id: str, assignment_id: str, number: int) -> str:
    return f"{hit_id}/{assignment_id}/{number}"


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
