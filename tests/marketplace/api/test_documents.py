"""Documents in calls: what each verdict refuses, in which words, and how accepted problems are reported."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms import ExternalQuestion, HTMLQuestion, iter_problems
from questionforms.marketplace import Options
from questionforms.marketplace.verdicts import is_refused
from questionforms.service_errors import explain
from questionforms.testing import AcceptedProblemWarning, run
from tests.marketplace.making import FORM, KEY, QUALIFICATION, TEST, TESTED, TYPE, new_hit, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing import Running

FILES = Path(__file__).parents[2] / "files" / "invalid"
MODES = ("service", "strict", "open")
PAGE = "<!DOCTYPE html><html><head><title>t</title></head><body><p>Not finished yet.</p></body></html>"
WITHOUT_FORM = HTMLQuestion(PAGE).to_xml()
TWO_BODIES = HTMLQuestion(PAGE.replace("<p>", "<body><p>")).to_xml()
HTTP = ExternalQuestion("https://example.com/task").to_xml().replace("https:", "http:")
#: Amazon's own regular expression, with a parenthesis too many.
PHONE = r"^(1[- ]?)?(\([2-9]\d{2}\)\s*|[2-9]\d{2}-?)[2-9]\d{2}-?\d{4}$)"
TWO_OF_ONE = KEY.to_xml().replace("<AnswerScore>", "<SelectionIdentifier>b</SelectionIdentifier><AnswerScore>")

pytestmark = pytest.mark.filterwarnings("ignore::questionforms.testing.AcceptedProblemWarning")


@pytest.fixture(scope="module", params=MODES)
def mode(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """A verdict, and a client for a marketplace with it."""
    name: Any = request.param
    url = f"sqlite:///{tmp_path_factory.mktemp(name)}/marketplace.sqlite"
    with run(url, options=Options(verdict=name)) as running:
        client = running.client()
        yield name, client
        client.close()


def problems_in(response: dict[str, Any]) -> str:
    """The rules that a response names."""
    return str(response["ResponseMetadata"]["HTTPHeaders"].get("x-questionforms-problems", ""))


def outcome(call: Any, **given: Any) -> str:
    """The rules that the response to a call names, or the message of its refusal."""
    try:
        return problems_in(call(**given))
    except ClientError as error:
        return str(error.response["Error"]["Message"])


def chain_of_rules(message: str) -> Iterator[str]:
    """The rules that find what a message says."""
    for explanation in explain(message):
        yield from explanation.rules


def created(client: Any, question: str, hits: list[str] | None = None) -> str:
    """The outcome of creating a HIT with a question; its HITId is added to `hits`."""

    def create() -> dict[str, Any]:
        made: dict[str, Any] = client.create_hit(**TYPE, LifetimeInSeconds=60, Question=question)
        if hits is not None:
            hits.append(made["HIT"]["HITId"])
        return made

    return outcome(create)


@pytest.mark.parametrize(
    ("question", "rules", "modes"),
    [
        (WITHOUT_FORM, "no-form", ("service", "open")),
        (TWO_BODIES, "html-parse-error, no-form", ("open",)),
        (HTMLQuestion(f"<p>{'word ' * 30_000}").to_xml(), "too-large", ("open",)),
        (HTTP, "external-url-not-https", ("open",)),
        (HTTP.replace("http://example.com", "javascript:"), "external-url-not-https", ()),
        (HTTP.replace("http://example.com/task", "task.html"), "external-url-not-https", ()),
        (FORM.replace("What?", "😀"), "four-byte-character", ("open",)),
        (FORM.replace("What?", "?" * 70_000), "too-large", ("open",)),
        (FORM.replace("What?", "?" * 1_100_000), "too-large", ()),
        (FORM.replace("<Text>", "<Txt>").replace("</Text>", "</Txt>"), "unknown-element", ()),
        (FORM.replace("</Text>", ""), "not-well-formed", ()),
        (f"<!DOCTYPE a>{FORM}", "document-type", ()),
        (FORM.replace("What?", "<b>" * 500 + "</b>" * 500), "too-deep", ()),
        (FORM.replace("<Text>What?</Text>", "<FormattedContent>&lt;div/&gt;</FormattedContent>"), "forbidden-tag", ()),
        (FORM, "", MODES),
    ],
)
def test_questions(mode: tuple[str, Any], question: str, rules: str, modes: tuple[str, ...]) -> None:
    """A question is accepted in some modes, and the response then names the rules of its errors."""
    name, client = mode
    found = created(client, question)
    if name in modes:
        assert sorted(found.split(", ")) == sorted(rules.split(", "))
    else:
        assert set(rules.split(", ")) & set(chain_of_rules(found)), found


def test_what_amazon_wrote(mturk_client: Any) -> None:
    """A form is accepted with Amazon's regular expression that does not compile, and with a dropdown for two."""
    regex = f'<FreeTextAnswer><Constraints><AnswerFormatRegex regex="{PHONE}"/></Constraints></FreeTextAnswer>'
    assert created(mturk_client, FORM.replace("<FreeTextAnswer/>", regex)) == "invalid-regex"
    two = "<MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>dropdown</StyleSuggestion><Selections>"
    assert created(mturk_client, TEST.to_xml().replace("<Selections>", two)) == "single-choice-style"


@pytest.mark.slow
@pytest.mark.parametrize("name", MODES)
def test_every_invalid_document(name: Any, tmp_path: Path) -> None:
    """A document is refused by the rows of its problems, else its response names its errors; a worker can submit it."""
    with run(f"sqlite:///{tmp_path}/marketplace.sqlite", options=Options(verdict=name)) as running:
        client, worker = running.client(), running.worker()
        for file in sorted(FILES.rglob("*.xml")):
            try:
                text = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:  # a call has text
                continue
            if "<AnswerKey" in text or "<QuestionFormAnswers" in text or "\0" in text:
                continue
            problems = list(iter_problems(text))
            is_accepted = not any(is_refused(problem, name) for problem in problems)
            hits: list[str] = []
            found = created(client, text, hits)
            errors = {problem.rule for problem in problems if problem.severity == "error"}
            if hits:
                assert is_accepted or (name == "open" and errors & {"too-large", "external-url-not-https"})
                assert set(filter(None, found.split(", "))) == errors
                worker.answer(hits[0], {"q": "x", "": "y"}, check=False)
            else:
                assert not is_accepted
                assert set(chain_of_rules(found)) & errors, (file, found)


WORDS = [
    ("string", "error parsing the XML question or answer data", "Details: Content is not allowed in prolog.; [1,1]"),
    (
        HTTP.replace("task", "?a=1&tx=2"),
        "error parsing the XML question or answer data",
        "Details: The reference to entity \"tx\" must end with the ';' delimiter.; [1,",
    ),
    (
        FORM.replace("What?", "&nbsp;"),
        "error parsing the XML question or answer data",
        'Details: The entity "nbsp" was referenced, but not declared.; [1,',
    ),
    (
        FORM.replace("<FreeTextAnswer/>", "\n <SelectionAnswer/>"),
        "well-formed and validates against the appropriate schema",
        "Details: [2,2] missing-element: `SelectionAnswer` has no `Selections`",
    ),
    (
        TWO_BODIES,
        "error parsing the HTML5 data",
        "Errors: <! [1,194] An “body” start tag seen but an element of the same type was already open. !>",
    ),
    (HTTP, 'The value "http://example.com/task" is not valid', "ExternalURL. This URL must use the HTTPS protocol."),
    (FORM.replace("What?", "?" * 70_000), "Your request parameter Question has a maximum length of 65535", "bytes"),
    (FORM.replace("What?", "😀"), "The value  is not valid for the parameter QuestionXML", ""),
]


@pytest.mark.parametrize(("question", "words", "details"), WORDS)
def test_the_words_of_the_service(mturk_client: Any, question: str, words: str, details: str) -> None:
    """A refusal has the service's words: those for XML, for a page, and for a parameter differ."""
    message = created(mturk_client, question)
    assert words in message
    assert details in message
    assert set(chain_of_rules(message)) & {problem.rule for problem in iter_problems(question)}


def test_the_limit_that_applies(mode: tuple[str, Any]) -> None:
    """The message about a document that is too large has the limit that was exceeded."""
    name, client = mode
    limit = 1_048_576 if name == "open" else 65_535
    assert f"has a maximum length of {limit};" in created(client, HTMLQuestion("x" * 1_048_577).to_xml())


def test_the_words_of_a_choice(mode: tuple[str, Any]) -> None:
    """What only the strict mode refuses is refused in its own words, which do not say that it is not well-formed."""
    name, client = mode
    found = created(client, WITHOUT_FORM)
    if name == "strict":
        assert found.startswith("The value of Question has errors, which this marketplace refuses (`--verdict strict`)")
        assert "well-formed" not in found
        assert "no-form" in chain_of_rules(found)
    else:
        assert found == "no-form"


def test_a_comment_does_not_turn_off_a_refusal(mode: tuple[str, Any]) -> None:
    """The service knew no comments for rules, so what it refused stays refused; other problems are not reported."""
    _, client = mode
    comment = "<!-- questionforms: ignore unknown-element, invalid-regex, four-byte-character -->"
    form = FORM.replace("<Question>", f"{comment}<Question>", 1)
    regex = '<FreeTextAnswer><Constraints><AnswerFormatRegex regex="("/></Constraints></FreeTextAnswer>'
    assert created(client, form.replace("<FreeTextAnswer/>", regex)) == ""
    assert "unknown-element" in created(client, form.replace("<Text>What?</Text>", "<Txt/>"))
    emoji = created(client, form.replace("What?", "😀"))
    assert emoji == "" if mode[0] == "open" else "QuestionXML" in emoji


def test_a_comment_in_a_page(mode: tuple[str, Any]) -> None:
    """The same holds for a comment in a page."""
    name, client = mode
    page = PAGE.replace("<body>", "<body><!-- questionforms: ignore html-parse-error -->")
    found = created(client, HTMLQuestion(page.replace("Not", "<b>Not")).to_xml())
    assert "no-form" in found
    assert "html-parse-error" not in found
    found = created(client, HTMLQuestion(page.replace("Not", "<body>Not")).to_xml())
    assert found == "no-form" if name == "open" else "HTML5" in found


def test_a_comment_in_a_test(mode: tuple[str, Any]) -> None:
    """A comment in a test turns off a rule that compares its key with it."""
    name, client = mode
    comment = "<!-- questionforms: ignore option-above-maximum -->"
    given = {**TESTED, "AnswerKey": TWO_OF_ONE}
    found = outcome(client.create_qualification_type, **given | {"Name": f"loud {name}"})
    assert found == "option-above-maximum" or (name == "strict" and "option-above-maximum" in chain_of_rules(found))
    commented = TWO_OF_ONE.replace("<AnswerOption>", f"{comment}<AnswerOption>")
    found = outcome(client.create_qualification_type, **given | {"Name": f"quiet {name}", "AnswerKey": commented})
    assert found == ""


def test_an_upload_in_a_test(mode: tuple[str, Any]) -> None:
    """A test that asks for a file is reported, with or without a key."""
    name, client = mode
    upload = (
        "<FileUploadAnswer><MaxFileSizeInBytes>9</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes>"
        "</FileUploadAnswer>"
    )
    test = FORM.replace("2017-11-06", "2005-10-01").replace("<FreeTextAnswer/>", upload)
    given = {**QUALIFICATION, "Name": f"upload {name}", "Test": test, "TestDurationInSeconds": 60}
    found = outcome(client.create_qualification_type, **given)
    assert found == "file-upload-in-test" or (name == "strict" and "file-upload-in-test" in chain_of_rules(found))


def test_a_key_without_a_score(mturk_client: Any, marketplace: Running) -> None:
    """If a key that was accepted leaves the score undefined, the request waits for the requester."""
    mapping = "<QualificationValueMapping><PercentageMapping><MaximumSummedScore>0</MaximumSummedScore>"
    key = KEY.to_xml().replace("</AnswerKey>", f"{mapping}</PercentageMapping></QualificationValueMapping></AnswerKey>")
    made = mturk_client.create_qualification_type(**TESTED | {"AnswerKey": key})
    assert problems_in(made) == "zero-maximum"
    kind = made["QualificationType"]["QualificationTypeId"]
    asked = marketplace.worker().request_qualification(kind, {"q": "a"})
    assert asked["Status"] == "Pending"
    mturk_client.accept_qualification_request(QualificationRequestId=asked["QualificationRequestId"], IntegerValue=7)


def test_policies_beside_their_form(mode: tuple[str, Any]) -> None:
    """A policy that names no question of the form is reported."""
    name, client = mode
    policy = {
        "PolicyName": "ScoreMyKnownAnswers/2011-09-01",
        "Parameters": [{"Key": "AnswerKey", "MapEntries": [{"Key": "other", "Values": ["a"]}]}],
    }

    given = {"LifetimeInSeconds": 60, "Question": TEST.to_xml(), "AssignmentReviewPolicy": policy}
    found = outcome(client.create_hit, **TYPE, **given)
    if name == "strict":
        assert "The review policies are invalid. AssignmentReviewPolicy.Parameters[0].MapEntries[0].Key:" in found
    else:
        assert found == "reviewed-question-not-in-form"


def test_a_refused_call_names_no_problems(mturk_client: Any, caplog: pytest.LogCaptureFixture) -> None:
    """If a call is refused for another reason, nothing was accepted, so nothing is reported."""
    with pytest.raises(ClientError) as caught:
        new_hit(mturk_client, Question=WITHOUT_FORM, MaxAssignments=1_000_000_000)
    assert "InsufficientFunds" in caught.value.response["TurkErrorCode"]
    assert problems_in(caught.value.response) == ""
    assert not [record for record in caplog.records if record.name == "questionforms.marketplace"]


@contextmanager
def warned(text: str) -> Iterator[None]:
    """A call in the block warns once, with this text, at its own line."""
    with pytest.warns(AcceptedProblemWarning, match=text) as caught:
        yield
    assert [Path(one.filename).name for one in caught] == [Path(__file__).name]


def test_a_warning(mturk_client: Any) -> None:
    """A client of the fixture warns at the call, with the parameter, its line and column, and the rule."""
    with warned(r"CreateHIT was accepted with a problem: Question:1:138: error: no-form: "):
        mturk_client.create_hit(**TYPE, LifetimeInSeconds=60, Question=WITHOUT_FORM)
    with refused("InvalidParameterValue"):
        new_hit(mturk_client, Question=TWO_BODIES)
