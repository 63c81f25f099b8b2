"""The workers' API: lists and previews, what is posted and how it is stored, and bad requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import urllib3

from questionforms import (
    AnswerKey,
    AnswerOption,
    ExternalQuestion,
    FreeTextAnswer,
    HTMLQuestion,
    KeyedQuestion,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse_answers,
)
from questionforms.mturk.review_policies import known_answers, policy_parameters
from tests.marketplace.denials import denied
from tests.marketplace.making import FORM, TESTED, new_hit, numbers, qualification_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

EXTERNAL = ExternalQuestion("https://example.com/a?b=%26c&d=e#f", 400).to_xml()
_PAGE = (
    '<!DOCTYPE html><html><head><title>t</title></head><body><form method="post" '
    'action="https://www.mturk.com/mturk/externalSubmit"><input type="hidden" name="assignmentId" value="ID">'
    '<input name="answer"><input type="submit"></form></body></html>'
)
PAGE = HTMLQuestion(_PAGE, 500).to_xml()
CROWD = HTMLQuestion(
    '<!DOCTYPE html><html><head><title>t</title></head><body><script src="https://assets.crowd.aws/'
    'crowd-html-elements.js"></script><crowd-form><input name="answer"></crowd-form></body></html>'
).to_xml()
CHOICES = QuestionForm(
    Question("one", "Which?", SelectionAnswer({"a": "A", "b": "B"}, style="radiobutton"), required=True),
    Question("more", "Which of these?", SelectionAnswer({"a": "A", "b|c": "B"}, max=2, other=FreeTextAnswer())),
    Question("text", "Why?", FreeTextAnswer()),
).to_xml()
FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.fixture
def http() -> Iterator[urllib3.PoolManager]:
    """Plain HTTP."""
    with urllib3.PoolManager(retries=False) as connections:
        yield connections


def given(client: Any, worker: Worker, question: str, values: Any) -> list[tuple[str, Any]]:
    """The answers that are returned after a worker submits these values unchecked, with the contents of each."""
    done = worker.answer(new_hit(client, Question=question), values, check=False)
    xml = client.get_assignment(AssignmentId=done["AssignmentId"])["Assignment"]["Answer"]
    assert parse_answers(xml).problems == ()
    return [
        (answer.identifier, (answer.selections, answer.other_text) if answer.kind == "selection" else answer.value)
        for answer in parse_answers(xml).entries
    ]


def test_list(mturk_client: Any, mturk_worker: Worker) -> None:
    """A list has the available HITs, oldest first, with the details that workers need to choose."""
    hits = [new_hit(mturk_client, Title=f"{number}", Keywords="k") for number in range(5)]
    found = mturk_worker.list()
    assert [hit["Title"] for hit in found] == ["0", "1", "2", "3", "4"]
    assert {name: found[0][name] for name in ("HITId", "Reward", "Keywords", "NumberOfAssignmentsAvailable")} == {
        "HITId": hits[0]["HITId"],
        "Reward": "0.10",
        "Keywords": "k",
        "NumberOfAssignmentsAvailable": 1,
    }


def test_what_workers_do_not_see(mturk_client: Any, mturk_worker: Worker) -> None:
    """Workers never see the requester's annotation, the correct answers of policies or tests, or others' answers."""
    known = policy_parameters(known_answers({"q": "SECRET"}, extend_less_than=1))
    given = {"MaxAssignments": 3, "RequesterAnnotation": "SECRET", "AssignmentReviewPolicy": known}
    hit = new_hit(mturk_client, **given)
    key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=4242))).to_xml()
    kind = qualification_type(mturk_client, **TESTED | {"AnswerKey": key, "RetryDelayInSeconds": 0})
    others = mturk_worker.answer(hit, {"q": "SECRET"})
    worker = mturk_worker.another()
    accepted = worker.accept(hit)
    seen = [worker.list(), worker.preview(hit), accepted, worker.assignment(accepted)]
    seen += [worker.list(), worker._own("see", "GET", f"qualifications/{kind}")]
    seen += [worker.request_qualification(kind, {"q": "a"}), worker.submit(accepted, {"q": "b"})]
    assert "SECRET" in str(mturk_client.get_hit(HITId=hit["HITId"]))
    assert "SECRET" not in str(seen)
    assert "4242" not in str(seen)
    assert mturk_worker.id not in str(seen)
    for action in (worker.assignment, worker.give_back):
        with denied("AssignmentDoesNotExist"):
            action(others)


def test_pages(mturk_client: Any, mturk_worker: Worker) -> None:
    """A paginated list has each HIT once, even if the last on a page is done before the next is requested."""
    hits = [new_hit(mturk_client) for _ in range(5)]
    first = mturk_worker.list(limit=2)
    mturk_worker.answer(first[1], {"q": "this"})
    rest = mturk_worker.list(limit=2, after=first[1])
    rest += mturk_worker.list(limit=2, after=rest[-1])
    assert [hit["HITId"] for hit in first + rest] == [hit["HITId"] for hit in hits]
    with denied("HITDoesNotExist"):
        mturk_worker.list(after="NONE")
    for limit in ("0", "101", "x", "-1", "1e1", "٣"):
        with denied("InvalidParameterValue", "from 1 to 100"):
            mturk_worker.list(limit=limit)  # type: ignore[arg-type]


def test_preview(mturk_client: Any, mturk_worker: Worker) -> None:
    """A preview shows the question and changes nothing; submissions from it are refused and not stored."""
    hit = new_hit(mturk_client, Question=PAGE)
    found = mturk_worker.preview(hit)
    assert (found["Question"], found["HTMLContent"], found["FrameHeight"]) == (PAGE, _PAGE, 500)
    with denied("InvalidAssignmentState", "only previewed"):
        mturk_worker.submit(found["assignmentId"], {"answer": "this"})
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)


@pytest.mark.parametrize("accepted", [False, True])
def test_external_url(mturk_client: Any, mturk_worker: Worker, marketplace: Running, accepted: bool) -> None:
    """The URL of an ExternalQuestion keeps its query and fragment, and gets the four parameters of the service."""
    hit = new_hit(mturk_client, Question=EXTERNAL)
    found = mturk_worker.assignment(mturk_worker.accept(hit)) if accepted else mturk_worker.preview(hit)
    url = urlsplit(found["QuestionURL"])
    assert found["QuestionURL"].startswith("https://example.com/a?b=%26c&d=e&")
    assert url.fragment == "f"
    assert {name: values for name, values in parse_qs(url.query).items() if name not in "bd"} == {
        "assignmentId": [found["AssignmentId"] if accepted else "ASSIGNMENT_ID_NOT_AVAILABLE"],
        "hitId": [hit["HITId"]],
        "workerId": [mturk_worker.id],
        "turkSubmitTo": [marketplace.address],
    }
    assert found["FrameHeight"] == 400


def test_external_url_that_python_cannot_split(mturk_client: Any, mturk_worker: Worker) -> None:
    """A URL that fits the schema, but that Python cannot split into parts, is shown all the same."""
    url = "https://[::1/?a"
    hit = new_hit(mturk_client, Question=EXTERNAL.replace("https://example.com/a?b=%26c&amp;d=e#f", url))
    assert mturk_worker.preview(hit)["QuestionURL"].startswith(f"{url}&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=")


@pytest.mark.parametrize("question", [EXTERNAL, PAGE])
def test_page_answers(mturk_client: Any, mturk_worker: Worker, question: str) -> None:
    """A page's fields are stored as text in order: repeated ones joined by `|`, empty ones too, no reserved ones."""
    values = {
        "a": ["x", "y|z"],
        "empty": "",
        "": "nameless",
        "hitId": "1",
        "workerId": "2",
        "turkSubmitTo": "3",
        "hitid": "4",
        "submit": "Submit",
    }
    assert given(mturk_client, mturk_worker, question, values) == [
        ("a", "x|y|z"),
        ("empty", ""),
        ("", "nameless"),
        ("hitid", "4"),
        ("submit", "Submit"),
    ]


def test_no_answers(mturk_client: Any, mturk_worker: Worker) -> None:
    """A form without fields results in an empty string, which the service's documentation allows."""
    done = mturk_worker.answer(new_hit(mturk_client, Question=PAGE), {})
    assert mturk_client.get_assignment(AssignmentId=done["AssignmentId"])["Assignment"]["Answer"] == ""


def test_crowd_form(mturk_client: Any, mturk_worker: Worker) -> None:
    """A crowd-form's fields become one, `taskAnswers`, in JSON; what its own script made is unchanged."""
    ((name, text),) = given(mturk_client, mturk_worker, CROWD, {"answer": "é<", "several": ["a", "b"]})
    assert (name, json.loads(text)) == ("taskAnswers", [{"answer": "é<", "several": "a|b"}])
    made = [{"answer": {"label": "x"}}]
    assert given(mturk_client, mturk_worker, CROWD, {"taskAnswers": made}) == [("taskAnswers", json.dumps(made))]


def test_form_answers(mturk_client: Any, mturk_worker: Worker) -> None:
    """Answers to a QuestionForm have the kinds and order of its questions; empty ones are left out."""
    values = {"text": "why\r\nnot", "more": ["b|c", "a"], "more.other": "mine", "one": "a", "stray": "kept"}
    assert given(mturk_client, mturk_worker, CHOICES, values) == [
        ("one", (("a",), None)),
        ("more", (("b|c", "a"), "mine")),
        ("text", "why\r\nnot"),
        ("stray", "kept"),
    ]
    assert given(mturk_client, mturk_worker, CHOICES, {"text": "", "more": [], "more.other": "x"}) == [
        ("more", ((), "x"))
    ]


def test_answers_are_not_checked(mturk_client: Any, mturk_worker: Worker) -> None:
    """Answers that break the form's constraints are stored unchanged, since only the browser checks them."""
    assert given(mturk_client, mturk_worker, CHOICES, {"one": ["a", "b", "none of these"]}) == [
        ("one", (("a", "b", "none of these"), None))
    ]
    assert given(mturk_client, mturk_worker, CHOICES, {"text": "only this"}) == [("text", "only this")]


def test_every_character(mturk_client: Any, mturk_worker: Worker) -> None:
    """All of Unicode is stored unchanged, except characters that XML does not allow, which become U+FFFD."""
    text = "<&>\"' ]]> é 漢字 😀 \t\n\r\r\n \x85\u2028 %41 +"
    assert given(mturk_client, mturk_worker, PAGE, {"é<": text}) == [("é<", text)]
    assert given(mturk_client, mturk_worker, PAGE, {"a\x00": "\x00\x0b\x1f\ufffe"}) == [("a\ufffd", "\ufffd" * 4)]


def test_serialisation(mturk_client: Any, mturk_worker: Worker) -> None:
    """Answers are written as by the service: a declaration, all on one line, and only ASCII."""
    done = mturk_worker.answer(new_hit(mturk_client), {"q": "é"})
    assert mturk_client.get_assignment(AssignmentId=done["AssignmentId"])["Assignment"]["Answer"] == (
        '<?xml version="1.0" encoding="ASCII"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/'
        'AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q'
        "</QuestionIdentifier><FreeText>&#233;</FreeText></Answer></QuestionFormAnswers>"
    )


def test_browsers_form(
    mturk_client: Any, mturk_worker: Worker, marketplace: Running, http: urllib3.PoolManager
) -> None:
    """A page of any site, sandboxed or not, can post its form; the identifier can also be in the form's URL."""
    hit = new_hit(mturk_client, Question=PAGE, MaxAssignments=3)
    url = f"{marketplace.address}/mturk/externalSubmit"
    headers = {"Origin": "null", "Sec-Fetch-Site": "cross-site", "Content-Type": FORM_TYPE}
    identifier = mturk_worker.accept(hit)["AssignmentId"]
    done = http.request("POST", url, headers=headers, body=urlencode({"assignmentId": identifier, "a": "1"}).encode())
    assert (done.status, done.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"were submitted" in done.data
    again = http.request("POST", url, headers=headers, body=urlencode({"assignmentId": identifier}).encode())
    assert (again.status, again.headers["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert b"'Submitted'" in again.data
    identifier = mturk_worker.another().accept(hit)["AssignmentId"]
    query = urlencode({"assignmentId": identifier, "hitId": "x", "b": "é"})
    assert http.request("POST", f"{url}?{query}").status == 200
    xml = mturk_client.get_assignment(AssignmentId=identifier)["Assignment"]["Answer"]
    assert [(answer.identifier, answer.text) for answer in parse_answers(xml).entries] == [("b", "é")]
    identifier = mturk_worker.another().accept(hit)["AssignmentId"]
    multipart = http.request("POST", url, fields=[("assignmentId", identifier), ("a", "é"), ("a", "2")])
    assert multipart.status == 200
    xml = mturk_client.get_assignment(AssignmentId=identifier)["Assignment"]["Answer"]
    assert parse_answers(xml)["a"].text == "é|2"


@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        (FORM_TYPE, b"a=1", "no field `assignmentId`"),
        (FORM_TYPE, b"assignmentid={id}", "It has `assignmentid`; the name is case-sensitive."),
        (FORM_TYPE, b"assignmentId={id}&assignmentId=3X", "several values"),
        (FORM_TYPE, b"assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE", "only previewed"),
        (FORM_TYPE, b"assignmentId=%00", "does not exist"),
        (FORM_TYPE, b"assignmentId=", "does not exist"),
        (FORM_TYPE, b"assignmentId={id}&a=%FF", "not a form in UTF-8"),
        (FORM_TYPE, b"assignmentId={id}&a=\xff", "not a form in UTF-8"),
        (
            FORM_TYPE,
            b"assignmentId={id}" + b"&a=" * 10_000,
            "The form has more than 10,000 fields. Nothing was stored.",
        ),
        ("text/plain", b"assignmentId={id}", "its content type is `text/plain`"),
        ("application/json", b'{"assignmentId": "{id}"}', "its content type is `application/json`"),
        ("multipart/form-data", b"assignmentId={id}", "not a form in UTF-8"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut', "UTF-8"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n1\r\n--b--\r\n", "UTF-8"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n",
            "not a form in UTF-8: a part has no name",
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--b--\r\n',
            "not a form in UTF-8",
        ),
        ("multipart/form-data; boundary=\xe9", b"--b", "not a form in UTF-8"),
    ],
)
def test_bad_forms(
    mturk_client: Any,
    mturk_worker: Worker,
    marketplace: Running,
    http: urllib3.PoolManager,
    *,
    content_type: str,
    body: bytes,
    words: str,
) -> None:
    """A bad form is refused with a message that says why, and the assignment can still be submitted."""
    accepted = mturk_worker.accept(new_hit(mturk_client))
    sent = body.replace(b"{id}", accepted["AssignmentId"].encode())
    url = f"{marketplace.address}/mturk/externalSubmit"
    done = http.request("POST", url, body=sent, headers={"Content-Type": content_type})
    assert 400 <= done.status < 500
    assert words in done.data.decode()
    assert mturk_worker.submit(accepted, {"q": "this"})["AssignmentStatus"] == "Submitted"


def test_json_submit(mturk_client: Any, mturk_worker: Worker, marketplace: Running, http: urllib3.PoolManager) -> None:
    """A program can submit fields as JSON; they are stored like those of a form."""
    accepted = mturk_worker.accept(new_hit(mturk_client, Question=PAGE))
    url = f"{marketplace.address}/worker/{mturk_worker.id}/assignments/{accepted['AssignmentId']}/submit"
    bad: list[Any] = [{"Fields": {"a": 1}}, {"Fields": [1]}, {"fields": {}}, {"Fields": {"a": ["b", None]}}]
    for wrong in bad:
        assert http.request("POST", url, json=wrong).status == 400
    sent = {"Fields": {"a": ["x", "y"], "b": "\ud800\x00", "none": []}}
    headers = {"Content-Type": "application/json"}
    done = http.request("POST", url, body=json.dumps(sent).encode(), headers=headers)
    assert done.json()["AssignmentStatus"] == "Submitted"
    xml = mturk_client.get_assignment(AssignmentId=accepted["AssignmentId"])["Assignment"]["Answer"]
    found = [(answer.identifier, answer.text) for answer in parse_answers(xml).entries]
    assert found == [("a", "x|y"), ("b", "\ufffd\ufffd")]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": FORM_TYPE}, 415),
        ({}, 415),
        ({"Content-Type": "application/json", "Origin": "https://example.com"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
    ],
)
def test_other_sites(
    mturk_client: Any,
    mturk_worker: Worker,
    marketplace: Running,
    http: urllib3.PoolManager,
    *,
    headers: dict[str, str],
    status: int,
) -> None:
    """A page of another site cannot act on behalf of a worker."""
    hit = new_hit(mturk_client)
    url = f"{marketplace.address}/worker/{mturk_worker.id}/hits/{hit['HITId']}/accept"
    assert http.request("POST", url, body=b"{}", headers=headers).status == status
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)
    own = {"Content-Type": "application/json; charset=utf-8", "Origin": marketplace.address}
    assert http.request("POST", url, body=b"{}", headers=own).status == 200


def test_register(mturk_worker: Worker) -> None:
    """A worker can register an identifier once; invalid attributes are rejected."""
    assert mturk_worker.another(id="AMYSELF", country="US", subdivision="WA", master=True, adult=True).id == "AMYSELF"
    with denied("WorkerAlreadyExists", "AMYSELF"):
        mturk_worker.another(id="AMYSELF")
    for wrong in ({"id": "B1"}, {"id": "a1"}, {"id": "A" * 65}, {"country": "USA"}, {"country": "us"}, {"master": 1}):
        with denied("InvalidParameterValue"):
            mturk_worker.another(**wrong)
    with denied("WorkerDoesNotExist", "Worker AX does not exist"):
        mturk_worker._asked("list", "GET", "/worker/AX/hits")


def test_qualification(mturk_client: Any, mturk_worker: Worker) -> None:
    """A worker sees a type's test and takes it; without a key, its answers wait for the requester."""
    given = {"Name": "n", "Description": "d", "QualificationTypeStatus": "Active", "TestDurationInSeconds": 60}
    made = mturk_client.create_qualification_type(**given, Test=FORM)["QualificationType"]["QualificationTypeId"]
    assert mturk_worker._own("see", "GET", f"qualifications/{made}")["Test"] == FORM
    assert mturk_worker.request_qualification(made, {"q": ["mine"]})["Status"] == "Pending"
    (asked,) = mturk_client.list_qualification_requests(QualificationTypeId=made)["QualificationRequests"]
    assert parse_answers(asked["Answer"])["q"].text == "mine"
    with denied("QualificationTypeDoesNotExist"):
        mturk_worker.request_qualification("NONE")
