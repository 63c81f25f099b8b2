"""What pages submit to `/mturk/externalSubmit`: by GET and POST, how much, and when nothing is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import urllib3

from questionforms import ExternalQuestion, parse_answers
from questionforms.marketplace import create_app
from questionforms.namespaces import namespace
from tests.marketplace.denials import denied
from tests.marketplace.making import new_hit, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

EXTERNAL = ExternalQuestion("https://example.com/", 400).to_xml()
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Accept": "application/json"}
#: A question for a file of 10 to 20 bytes; the older schema has it.
UPLOAD = (
    f'<QuestionForm xmlns="{namespace("QuestionForm", "2005-10-01")}"><Question><QuestionIdentifier>file'
    "</QuestionIdentifier><QuestionContent><Text>Which?</Text></QuestionContent><AnswerSpecification>"
    "<FileUploadAnswer><MaxFileSizeInBytes>20</MaxFileSizeInBytes><MinFileSizeInBytes>10</MinFileSizeInBytes>"
    "</FileUploadAnswer></AnswerSpecification></Question></QuestionForm>"
)


class Page:
    """What a browser does on the page of a task."""

    def __init__(self, client: Any, worker: Worker, running: Running) -> None:
        assert running._marketplace is not None
        self.client, self.worker, self.marketplace = client, worker, running._marketplace
        self.address = f"{running.address}/mturk/externalSubmit"
        self.connections = urllib3.PoolManager(retries=False)

    def accepted(self, question: str = EXTERNAL) -> str:
        """The AssignmentId of a new HIT, accepted by the worker."""
        return str(self.worker.accept(new_hit(self.client, Question=question))["AssignmentId"])

    def get(self, fields: Any, headers: dict[str, str] | None = None, method: str = "GET") -> tuple[int, str]:
        """The status and the text after a form is sent in the URL."""
        sent = self.connections.request(method, f"{self.address}?{urlencode(fields)}", headers=headers or {})
        return sent.status, sent.data.decode()

    def post(self, fields: Any, headers: dict[str, str] | None = None, query: str = "") -> tuple[int, str]:
        """The status and the text after a form is sent in the body."""
        body, headers = urlencode(fields).encode(), FORM_TYPE | (headers or {})
        sent = self.connections.request("POST", self.address + query, body=body, headers=headers)
        return sent.status, sent.data.decode()

    def multipart(self, fields: Any) -> tuple[int, str]:
        """The status and the text after a form with files is sent."""
        sent = self.connections.request("POST", self.address, fields=fields)
        return sent.status, sent.data.decode()

    def answers(self, assignment_id: str) -> list[tuple[str, str | None]]:
        """The answers that the requester gets."""
        xml = self.client.get_assignment(AssignmentId=assignment_id)["Assignment"]["Answer"]
        return [(answer.identifier, answer.text) for answer in parse_answers(xml).entries]

    def is_open(self, assignment_id: str) -> bool:
        """Whether the worker can still submit the assignment."""
        return bool(self.worker.assignment(assignment_id)["AssignmentStatus"] == "Accepted")


@pytest.fixture
def page(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> Iterator[Page]:
    """A task page in a browser."""
    made = Page(mturk_client, mturk_worker, marketplace)
    yield made
    made.connections.clear()


def test_get_and_post(page: Page) -> None:
    """A form sent by GET has the same answers and the same response as one sent by POST, with or without files."""
    fields = [("b", "é & <x>"), ("a", ""), ("b", "2"), ("hitId", "3X"), ("a b", "1+1=2\r\n%")]
    found = []
    for send in (page.get, page.post, page.multipart):
        identifier = page.accepted()
        response = send([("assignmentId", identifier), *fields])
        found.append((response, page.answers(identifier)))
    assert found[0] == found[1] == found[2]
    (status, text), answers = found[0]
    assert (status, "Your answers were submitted." in text) == (200, True)
    assert answers == [("b", "é & <x>|2"), ("a", ""), ("a b", "1+1=2\r\n%")]


@pytest.mark.parametrize("origin", ["null", "https://example.com", None])
def test_any_page(page: Page, origin: str | None) -> None:
    """The identifier of the assignment is all that is needed: pages of any origin can submit."""
    headers = {"Sec-Fetch-Site": "cross-site"} | ({} if origin is None else {"Origin": origin})
    for send in (page.get, page.post):
        assert send({"assignmentId": page.accepted()}, headers)[0] == 200


def test_again(page: Page) -> None:
    """A form is submitted once; loading the address again stores nothing and says why."""
    identifier = page.accepted()
    assert page.get({"assignmentId": identifier, "a": "1"})[0] == 200
    status, text = page.get({"assignmentId": identifier, "a": "2"})
    assert (status, "'Submitted'" in text) == (409, True)
    assert page.answers(identifier) == [("a", "1")]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", {"Purpose": "prefetch"}),
        ("GET", {"X-Moz": "prefetch"}),
        ("GET", {"X-Purpose": "preview"}),
    ],
)
def test_not_meant(page: Page, method: str, headers: dict[str, str]) -> None:
    """A HEAD request and a browser's prefetch submit nothing."""
    identifier = page.accepted()
    status, _ = page.get({"assignmentId": identifier, "a": "1"}, headers, method)
    assert 400 <= status < 500
    assert page.is_open(identifier)
    assert page.get({"assignmentId": identifier, "a": "2"})[0] == 200


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({}, 400, "The form has no field `assignmentId`."),
        ({"assignmentID": "3X"}, 400, "It has `assignmentID`; the name is case-sensitive."),
        ({"assignmentId": "ASSIGNMENT_ID_NOT_AVAILABLE"}, 409, "The HIT was only previewed, so nothing was stored."),
        ({"assignmentId": "3NONE"}, 404, "Assignment 3NONE does not exist."),
        ([("assignmentId", "3X"), ("assignmentId", "3Y")], 400, "several values for `assignmentId`"),
    ],
)
def test_without_an_assignment(page: Page, fields: Any, status: int, words: str) -> None:
    """A form that names no assignment is refused in the same words by GET and POST."""
    for send in (page.get, page.post):
        found, text = send(fields)
        assert found == status
        assert words in text


def test_url_and_body(page: Page) -> None:
    """Fields in the URL of a POST come first; those of the same name in the body are joined to them."""
    identifier = page.accepted()
    query = f"?{urlencode({'assignmentId': identifier, 'a': '1', 'b': '2'})}"
    assert page.post([("a", "3"), ("assignmentId", identifier)], query=query)[0] == 200
    assert page.answers(identifier) == [("a", "1|3"), ("b", "2")]


def test_responses(page: Page) -> None:
    """A program can ask for JSON; no response is kept by browsers or proxies."""
    identifier = page.accepted()
    for _ in range(2):
        sent = page.connections.request("GET", f"{page.address}?assignmentId={identifier}", headers=JSON)
        assert sent.headers["Content-Type"] == "application/json"
        assert sent.headers["Cache-Control"] == "no-store"
    assert page.get({"assignmentId": identifier}, JSON) == (409, sent.data.decode())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ([("a", "1")] * 500_000, "The form has more than 10,000 fields."),
        ([("a" * 10_001, "1")], "The name of a field has 10,001 characters; at most 10,000 are accepted."),
        ([("a", "x" * 10_000_000)], "The answers are too long: as XML they have more than 10,000,000 bytes."),
        ([("a", "x" * 6_000_000), ("b", "x" * 6_000_000)], "The answers are too long"),
        ([("a", "漢" * 1_500_000)], "The answers are too long"),
        ([("a", "x" * 60_000_000)], "The answers are too long"),
    ],
    ids=["fields", "name", "text", "texts", "references", "60 MB"],
)
def test_too_much(page: Page, fields: list[tuple[str, str]], words: str) -> None:
    """A form that is too large is refused as a whole, with what is too large, and can be submitted again."""
    identifier = page.accepted()
    status, text = page.post([("assignmentId", identifier), *fields])
    assert (status, text.startswith(words), text.endswith("Nothing was stored.\n")) == (413, True, True)
    assert page.post({"assignmentId": identifier, "a": "x"})[0] == 200
    assert page.answers(identifier) == [("a", "x")]


@pytest.mark.slow
def test_almost_too_much(page: Page) -> None:
    """What is not too large is stored, and `parse_answers` reads it."""
    text = "x" * 9_990_000
    identifier = page.accepted()
    assert page.post({"assignmentId": identifier, "a": text})[0] == 200
    assert page.answers(identifier) == [("a", text)]


@pytest.mark.slow
def test_largest_form(page: Page) -> None:
    """The limit of a whole form, with its files, is 64 MB, and the response says so."""
    identifier = page.accepted()
    sent: dict[str, Any] = {"assignmentId": identifier, "file": ("a", b"x" * 64 * 2**20)}
    status, text = page.multipart(sent)
    assert (status, "67108864" in text) == (413, True)  # waitress refuses it
    assert page.is_open(identifier)
    with denied("SubmissionTooLarge", "64 MB"):
        page.worker.submit(identifier, {"file": b"x" * 64 * 2**20}, check=False)
    body, kind = urllib3.encode_multipart_formdata(sent)
    response = create_app(page.marketplace).test_client().post("/mturk/externalSubmit", data=body, content_type=kind)
    assert (response.status_code, response.text) == (413, "The request has more than 64 MB. Nothing was stored.\n")


def test_upload_sizes(page: Page) -> None:
    """A file smaller or larger than its question allows is refused, and the worker can choose another."""
    identifier = page.accepted(UPLOAD)
    for size in (9, 21):
        status, text = page.multipart([("assignmentId", identifier), ("file", ("a", b"x" * size))])
        assert status == 400
        assert text == (
            f"The file for 'file' has {size} bytes; the question accepts files of 10 to 20 bytes. Choose another file, "
            "and submit again.\n"
        )
    sent = [("assignmentId", identifier), ("file", ("a", b"x" * 20)), ("file", ("b", b"x" * 10)), ("o", ("c", b"x"))]
    assert page.multipart(sent)[0] == 200
    assert [name for name, _ in page.answers(identifier)] == ["file", "file", "o"]


def test_before_any_lock(page: Page, marketplace: Running) -> None:
    """A form is read, measured and checked while another transaction holds the database."""
    identifier = page.accepted(UPLOAD)
    large = [("assignmentId", identifier), ("a", "x" * 10_000_000)]
    file = [("assignmentId", identifier), ("file", ("a", b"x"))]
    with marketplace.database.transaction():
        assert page.post(large)[0] == 413
        assert page.multipart(file)[0] == 400
        assert page.get({"assignmentId": "3NONE"})[0] == 404
    assert page.is_open(identifier)


def test_json_fields(page: Page, marketplace: Running) -> None:
    """The same limits apply to fields that a program submits as JSON."""
    identifier = page.accepted()
    url = f"{marketplace.address}/worker/{page.worker.id}/assignments/{identifier}/submit"
    for fields in ({str(n): "" for n in range(10_001)}, {"a": ["x"] * 10_001}, {"a": "漢" * 1_500_000}):
        sent = page.connections.request("POST", url, json={"Fields": fields})
        assert (sent.status, sent.json()["Code"]) == (413, "AWS.MechanicalTurk.SubmissionTooLarge")
    sent = page.connections.request("POST", url, json={"Fields": {"a": "x" * 9_000_000}})
    assert (sent.status, sent.json()["Message"]) == (413, "The request has more than 8 MB. Nothing was stored.")
    assert page.is_open(identifier)


def test_accepted_hits_stay_counted(page: Page) -> None:
    """A refused form changes no count of its HIT."""
    hit = new_hit(page.client, Question=EXTERNAL)
    identifier = page.worker.accept(hit)["AssignmentId"]
    assert page.post([("assignmentId", identifier), *[("a", "1")] * 10_000])[0] == 413
    assert numbers(page.client, hit) == ("Unassignable", 0, 1, 0)
