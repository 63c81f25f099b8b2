"""How posted forms are read: whatever bytes come, there are fields or a refusal, in linear time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Question, QuestionForm, parse_answers
from questionforms.elements.answer_specifications import FreeTextAnswer
from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.worker.forms import answers_of, posted
from tests.long_runs import examples
from tests.steps import takes_linear_time

if TYPE_CHECKING:
    from collections.abc import Callable

FORM = QuestionForm(Question("q", "What?", FreeTextAnswer()))
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
END = b"\r\n--b--\r\n"
#: What multipart forms consist of, and what may confuse whoever reads them.
PIECES = st.sampled_from(
    [
        *(b"--b", b"--b--", b"\r\n", b"\n", b"\r", b"--", b"x", b"\xff", b"\x00", b" ", b":", b"a: b"),
        *(b"Content-Disposition: form-data", b'; name="a"', b'; filename="f"', b"; name*=utf-8''%C3", b'; name="'),
        *(b"; name=assignmentId", b'; filename=""', PART, END),
    ]
)


@examples(500)
@given(
    query=st.binary(max_size=20),
    content_type=st.sampled_from([URLENCODED, MULTIPART, "multipart/form-data", "", 'multipart/form-data; boundary="']),
    body=st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=12).map(b"".join)),
)
def test_any_bytes(query: bytes, content_type: str, body: bytes) -> None:
    """Whatever a browser or a program sends is read, or refused with a reason; and what is read can be stored."""
    with suppress(Refusal):
        form = posted(query, content_type, body)
        xml = answers_of(FORM, form.texts)
        assert not xml or parse_answers(xml).problems == ()


@pytest.mark.parametrize(
    "body",
    [
        lambda size: PART + b"x" * size + END,
        lambda size: PART + b"\r\n" * (size // 2) + END,
        lambda size: PART + b"\n-" * (size // 2) + END,
        lambda size: PART + b"--b" * (size // 3) + END,
        lambda size: PART + (b"\r\n--b" + b" " * 1_000 + b"x") * (size // 1_000) + END,
        lambda size: PART + b"\n-" * (size // 2),
        lambda size: b"--b\r\n" + b"a: b\r\n" * (size // 6) + END,
        lambda size: b"\r\n" * (size // 2) + PART,
        lambda size: (PART + b"\r\n") * (size // 100) + END,
    ],
    ids=["text", "lines", "starts", "boundaries", "blanks", "cut", "headers", "preamble", "parts"],
)
def test_linear(body: Callable[[int], bytes]) -> None:
    """Reading a multipart form takes linear time, whatever is in it."""

    def read(size: int) -> None:
        with suppress(Refusal):
            posted(b"", MULTIPART, body(size))

    assert takes_linear_time(read, 2_000_000)


@pytest.mark.parametrize(
    "texts",
    [
        lambda size: {"q": ["x" * size]},
        lambda size: {"q": ["\U0001f600" * (size // 10)]},
        lambda size: {f"n{number}": ["x" * 400] for number in range(size // 400)},
        lambda size: {"a": ["x" * 400] * (size // 400)},
    ],
    ids=["text", "references", "fields", "values"],
)
def test_linear_answers(texts: Callable[[int], dict[str, list[str]]]) -> None:
    """Making the XML of the answers takes linear time."""
    assert takes_linear_time(lambda size: answers_of(FORM, texts(size)), 2_000_000)
