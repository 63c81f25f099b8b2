"""Download the files that workers uploaded.

Source: GetFileUploadURL in Amazon's API reference: the URL is valid for 60 seconds.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.request import urlopen

from questionforms.answers.read.answers import Answer
from questionforms.answers.read.parse import parse_answers
from questionforms.elements.base import arguments
from questionforms.exceptions import IncompleteDownload, InvalidArgument, LostResponse
from questionforms.words import counted

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

_CHUNK = 1 << 16
_SECONDS = 60
#: How often a call is made whose response is cut off.
_ATTEMPTS = 3


def download(client: Any, assignment_id: str, question: str | Answer, path: str | os.PathLike[str]) -> Path:
    """Download an uploaded file to `path`, and return that path; an existing file is replaced.

    `client` is boto3's client. `question` is the question's identifier, or the Answer, which includes the file's size
    and saves a call. The file is streamed to disk, so it may be of any size. Raises IncompleteDownload if its size is
    not the recorded one, InvalidArgument if the worker sent no file, and LostResponse if the service's responses are
    cut off.
    """
    answer = question if isinstance(question, Answer) else _answer(client, assignment_id, question)
    if answer.kind != "upload":
        raise InvalidArgument("download", "question", f"the answer to {answer.identifier!r} is not an upload")
    parameters = {"AssignmentId": assignment_id, "QuestionIdentifier": answer.identifier}
    given = _asked("GetFileUploadURL", client.get_file_upload_url, "FileUploadURL", parameters)
    url = arguments.url("download", "client", given)
    target = Path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        with urlopen(url, timeout=_SECONDS) as source, part.open("wb") as file:
            size = _copied(source, file, answer.upload_size)
        if answer.upload_size is not None and size != answer.upload_size:
            wanted = counted(answer.upload_size, "byte")
            came = f"more than {wanted}" if size > answer.upload_size else counted(size, "byte")
            message = f"received {came} of the file for {answer.identifier!r}; expected {wanted}"
            raise IncompleteDownload(message)
        return part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _answer(client: Any, assignment_id: str, question: str) -> Answer:
    """The worker's answer to a question; if there are several, the first upload."""
    assignment = _asked("GetAssignment", client.get_assignment, "Assignment", {"AssignmentId": assignment_id})
    answers = parse_answers(assignment.get("Answer")).all(question)
    if not answers:
        raise InvalidArgument("download", "question", f"the assignment has no answer to {question!r}")
    return next((answer for answer in answers if answer.kind == "upload"), answers[0])


def _asked(operation: str, call: Callable[..., Any], name: str, parameters: Mapping[str, str]) -> Any:
    """A member of the response to a call; a response that was cut off lacks it, and is asked for again."""
    for _ in range(_ATTEMPTS):
        with suppress(AttributeError, UnicodeDecodeError):  # botocore's, for a response that it cannot read
            response = call(**parameters)
            if response.get(name):
                return response[name]
    message = f"the response has no `{name}`; it was cut off, or did not come from the service"
    raise LostResponse(operation, "LostResponse", message, attempts=_ATTEMPTS)


def _copied(source: BinaryIO, file: BinaryIO, most: int | None) -> int:
    """Copy to the end, or until there are more bytes than recorded; return how many were copied."""
    size = 0
    while (most is None or size <= most) and (chunk := source.read(_CHUNK)):
        file.write(chunk)
        size += len(chunk)
    return size
