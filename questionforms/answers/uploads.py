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
from questionforms.exceptions import IncompleteDownload, InvalidArgument
from questionforms.words import counted

if TYPE_CHECKING:
    import os

_CHUNK = 1 << 16
_SECONDS = 60


def download(client: Any, assignment_id: str, question: str | Answer, path: str | os.PathLike[str]) -> Path:
    """Download an uploaded file to `path`, and return that path; an existing file is replaced.

    `client` is boto3's client. `question` is the question's identifier, or the Answer, which includes the file's size
    and saves a call. The file is streamed to disk, so it may be of any size. Raises IncompleteDownload if its size is
    not the recorded one, and InvalidArgument if the worker sent no file.
    """
    answer = question if isinstance(question, Answer) else _answer(client, assignment_id, question)
    if answer.kind != "upload":
        raise InvalidArgument("download", "question", f"the answer to {answer.identifier!r} is not an upload")
    given = client.get_file_upload_url(AssignmentId=assignment_id, QuestionIdentifier=answer.identifier)
    url = arguments.url("download", "client", given["FileUploadURL"])
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
    assignment = client.get_assignment(AssignmentId=assignment_id)["Assignment"]
    answers = parse_answers(assignment.get("Answer")).all(question)
    if not answers:
        raise InvalidArgument("download", "question", f"the assignment has no answer to {question!r}")
    return next((answer for answer in answers if answer.kind == "upload"), answers[0])


def _copied(source: BinaryIO, file: BinaryIO, most: int | None) -> int:
    """Copy to the end, or until there are more bytes than recorded; return how many were copied."""
    size = 0
    while (most is None or size <= most) and (chunk := source.read(_CHUNK)):
        file.write(chunk)
        size += len(chunk)
    return size
