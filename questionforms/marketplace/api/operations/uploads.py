"""The URLs of files that workers uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.core.uploads import upload_token
from questionforms.marketplace.errors import invalid
from questionforms.marketplace.store import Upload

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def get_file_upload_url(call: Call) -> dict[str, Any]:
    """The URL of the file that answers a question."""
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
    return {"FileUploadURL": f"{call.address}/uploads/{upload_token(key, call.now)}"}
