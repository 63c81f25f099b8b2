"""How often the XML of a HIT is written, read and checked before it is sent, and after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from questionforms import ExternalQuestion, FormattedContent, FreeTextAnswer, HTMLQuestion, Question, QuestionForm
from questionforms.checks.html.page import Page
from questionforms.elements.base.element import Document
from questionforms.exceptions import InvalidParameters
from questionforms.mturk import create_hit
from questionforms.mturk.parameters import documents
from questionforms.xml import parse as parsing
from questionforms.xml import positions

if TYPE_CHECKING:
    from tests.mturk.loopback import Loopback

FIELDS: dict[str, Any] = {"title": "Read", "description": "Say", "reward": "0.10", "duration": 600, "lifetime": 3_600}
PLAIN = QuestionForm(Question("why", "Why?", FreeTextAnswer()))
MARKED = QuestionForm(Question("why", ("Why?", FormattedContent("<p>Say</p>")), FreeTextAnswer()))
#: What it says is doubtful, so it is sent.
DOUBTFUL = QuestionForm(Question("why ", "Why?", FreeTextAnswer()))
#: What it says is wrong, so it is not.
WRONG = QuestionForm(Question("why", "Why? \U0001f600", FreeTextAnswer()))
PAGE = HTMLQuestion(
    "<!DOCTYPE html><html lang='en'><head><title>t</title>"
    "<script src='https://assets.crowd.aws/crowd-html-elements.js'></script></head>"
    "<body><crowd-form><input name='a'></crowd-form></body></html>"
)
ELSEWHERE = ExternalQuestion("https://example.org/", 600)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each thing is done to XML, none of which is remembered from before."""
    counts: Counter[str] = Counter()

    def count(name: str, at: str, function: Any) -> None:
        def counting(*arguments: Any, **options: Any) -> Any:
            counts[name] += 1
            return function(*arguments, **options)

        monkeypatch.setattr(at, counting)

    count("written", "questionforms.elements.base.element.Document.to_xml", Document.to_xml)
    count("parsed", "questionforms.checks.validate.parse_tree", parsing.parse_tree)
    count("schema", "questionforms.checks.validate.fits", parsing.fits)
    count("placed", "questionforms.checks.place.read_positions", positions.read_positions)
    count("page", "questionforms.checks.run.Page", Page)
    documents._remembered.cache_clear()
    return counts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (PLAIN, {"written": 1}),
        (MARKED, {"written": 1, "parsed": 1}),
        (DOUBTFUL, {"written": 1, "parsed": 1, "placed": 1}),
        (PAGE, {"written": 1, "parsed": 1, "page": 1}),
        (ELSEWHERE, {"written": 1, "parsed": 1}),
        (PLAIN.to_xml(), {"parsed": 1, "schema": 1}),
        (PLAIN.to_bytes(), {"parsed": 1, "schema": 1}),
        (DOUBTFUL.to_xml(), {"parsed": 1, "schema": 1, "placed": 1}),
        (PAGE.to_xml(), {"parsed": 1, "schema": 1, "page": 1}),
    ],
    ids=["plain", "marked", "doubtful", "page", "elsewhere", "text", "bytes", "doubtful text", "page as text"],
)
def test_xml_of_a_hit_is_checked_once(
    question: Any, expected: dict[str, int], counted: Counter[str], client: Any, loopback: Loopback
) -> None:
    """A HIT that is made has its XML written and checked at most once, whatever it was given as."""
    hit = create_hit(client, question, **FIELDS)
    assert counted == expected
    assert loopback.sent["Question"] == hit.question_xml


def test_xml_that_is_refused_is_checked_once(counted: Counter[str], client: Any, loopback: Loopback) -> None:
    """So has one that is refused, with its problems as those of the elements that were built."""
    with pytest.raises(InvalidParameters, match="four-byte-character"):
        create_hit(client, WRONG, **FIELDS)
    assert counted == {"written": 1, "parsed": 1, "placed": 1}
    assert loopback.requests == []


def test_xml_that_was_checked_lately_is_not_checked_again(counted: Counter[str], client: Any) -> None:
    """A form that several HITs are made of is written for each, and checked for the first."""
    for _ in range(3):
        create_hit(client, MARKED, **FIELDS)
    assert counted == {"written": 3, "parsed": 1}


def test_what_comes_back_is_read_when_it_is_asked_for(counted: Counter[str], client: Any) -> None:
    """The question in a response is read at its use, and not before."""
    hit = create_hit(client, PLAIN, **FIELDS)
    counted.clear()
    assert hit.question == PLAIN
    assert counted == {"parsed": 1, "schema": 1}
