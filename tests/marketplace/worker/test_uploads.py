"""Files that workers upload: stored with the answers, at a URL for a minute, and only for their requester."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from questionforms import parse_answers
from questionforms.answers import download
from questionforms.namespaces import namespace
from tests.marketplace.denials import denied
from tests.marketplace.making import new_hit, numbers, refused

if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

CONTENT = bytes(range(256)) * 40 + b"\r\n--boundary\r\n<script>"
#: No element of this library makes it any more, but the older schema has it.
FORM = (
    f'<QuestionForm xmlns="{namespace("QuestionForm", "2005-10-01")}"><Question><QuestionIdentifier>file'
    "</QuestionIdentifier><QuestionContent><Text>Which?</Text></QuestionContent><AnswerSpecification>"
    "<FileUploadAnswer><MaxFileSizeInBytes>100000</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes>"
    "</FileUploadAnswer></AnswerSpecification></Question></QuestionForm>"
)


def url_of(client: Any, done: dict[str, Any], question: str = "file") -> str:
    """The URL of a file."""
    given = client.get_file_upload_url(AssignmentId=done["AssignmentId"], QuestionIdentifier=question)
    return str(given["FileUploadURL"])


def fetched(url: str) -> tuple[int, bytes]:
    """The status and the content of a URL."""
    with urllib3.PoolManager(retries=False) as connections:
        found = connections.request("GET", url)
        return found.status, found.data


def test_download(mturk_client: Any, mturk_worker: Worker, tmp_path: Path) -> None:
    """A file is downloaded unchanged, with `questionforms.answers.download` and boto3."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": CONTENT})
    assignment = mturk_client.get_assignment(AssignmentId=done["AssignmentId"])["Assignment"]
    answer = parse_answers(assignment["Answer"])["file"]
    assert (answer.kind, answer.upload_size) == ("upload", len(CONTENT))
    for question in ("file", answer):
        path = download(mturk_client, done["AssignmentId"], question, tmp_path / "file")
        assert path.read_bytes() == CONTENT


def test_several(mturk_client: Any, mturk_worker: Worker) -> None:
    """Files and texts in a form are kept separate, also for pages, and so are files of different assignments."""
    hit = new_hit(mturk_client, Question=FORM, MaxAssignments=2)
    one = mturk_worker.answer(hit, {"file": b"1", "other": b"2", "text": "3"}, check=False)
    two = mturk_worker.another().answer(hit, {"file": b"4"})
    assert [
        fetched(url_of(mturk_client, done, name)) for done, name in ((one, "file"), (one, "other"), (two, "file"))
    ] == [
        (200, b"1"),
        (200, b"2"),
        (200, b"4"),
    ]
    found = mturk_client.get_assignment(AssignmentId=one["AssignmentId"])["Assignment"]["Answer"]
    assert [(answer.identifier, answer.kind) for answer in parse_answers(found).entries] == [
        ("text", "free_text"),
        ("file", "upload"),
        ("other", "upload"),
    ]


def test_a_minute(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A URL is valid for 60 seconds by the service's clock; then a new one can be requested."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": b"1"})
    url = url_of(mturk_client, done)
    marketplace.advance(seconds=55)
    assert fetched(url) == (200, b"1")
    marketplace.advance(seconds=6)
    status, text = fetched(url)
    assert status == 403
    assert b"60 seconds" in text
    assert fetched(url_of(mturk_client, done)) == (200, b"1")


def test_forged(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A URL that was altered or made up is rejected."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": b"1"})
    base, token = url_of(mturk_client, done).rsplit("/", 1)
    assert base == f"{marketplace.address}/uploads"
    signed, seal = token.rsplit(".", 1)
    flipped = signed[:5] + ("A" if signed[5] != "A" else "B") + signed[6:]
    for wrong in (signed, f"{flipped}.{seal}", f"{signed}.{seal[1:]}", "x", ".", "%00", f"{token}/.."):
        status, _ = fetched(f"{base}/{wrong}")
        assert status in (403, 404), wrong
    assert fetched(f"{base}/{token}") == (200, b"1")


def test_headers(mturk_client: Any, mturk_worker: Worker) -> None:
    """A browser neither displays a worker's file nor guesses its type."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": b"<script>"})
    with urllib3.PoolManager(retries=False) as connections:
        headers = connections.request("GET", url_of(mturk_client, done)).headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_refused(mturk_client: Any, mturk_worker: Worker, other_client: Any) -> None:
    """There is no URL for an unknown assignment, another requester's, or an answer that is not a file."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": b"1", "text": "2"}, check=False)
    with refused("AssignmentDoesNotExist"):
        mturk_client.get_file_upload_url(AssignmentId="NONE", QuestionIdentifier="file")
    with refused("AssignmentDoesNotExist"):
        url_of(other_client, done)
    for name in ("text", "none", ""):
        with refused("ParameterValidationError", "no file that answers it"):
            url_of(mturk_client, done, name)
    with pytest.raises(Exception, match="QuestionIdentifier"):
        mturk_client.get_file_upload_url(AssignmentId=done["AssignmentId"])


def test_no_file(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A file field without a file is not an answer; an empty file is rejected, and nothing of its form is stored."""
    hit = new_hit(mturk_client, Question=FORM)
    accepted = mturk_worker.accept(hit)
    with denied("InvalidParameterValue", "The file for 'file' is empty."):
        mturk_worker.submit(accepted, {"first": b"1", "file": b""}, check=False)
    assert numbers(mturk_client, hit) == ("Unassignable", 0, 1, 0)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="assignmentId"\r\n\r\n'
        + accepted["AssignmentId"].encode()
        + b'\r\n--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--\r\n'
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with urllib3.PoolManager(retries=False) as connections:
        url = f"{marketplace.address}/mturk/externalSubmit"
        assert connections.request("POST", url, body=body, headers=headers).status == 200
    assert mturk_client.get_assignment(AssignmentId=accepted["AssignmentId"])["Assignment"]["Answer"] == ""


def test_files_of_one_field(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Several files in one field are all stored; the URL is for the first, since the operation only names the field."""
    accepted = mturk_worker.accept(new_hit(mturk_client, Question=FORM))
    fields = [("assignmentId", accepted["AssignmentId"]), ("file", ("a", b"1")), ("file", ("b", b"22"))]
    with urllib3.PoolManager(retries=False) as connections:
        assert connections.request("POST", f"{marketplace.address}/mturk/externalSubmit", fields=fields).status == 200
    found = mturk_client.get_assignment(AssignmentId=accepted["AssignmentId"])["Assignment"]["Answer"]
    assert [answer.upload_size for answer in parse_answers(found).all("file")] == [1, 2]
    assert fetched(url_of(mturk_client, accepted)) == (200, b"1")


def test_key(mturk_client: Any, mturk_worker: Worker) -> None:
    """The key of a file names its HIT and assignment, and cannot be used by itself."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=FORM), {"file": b"1"})
    found = mturk_client.get_assignment(AssignmentId=done["AssignmentId"])["Assignment"]["Answer"]
    key = parse_answers(found)["file"].upload_key
    assert key is not None
    assert re.fullmatch(f"{done['HITId']}/{done['AssignmentId']}/0", key)
