"""Hostile answers: read or refused, in bounded time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_hostile import in_bounds

pytestmark = pytest.mark.slow

HEAD = "'<QuestionFormAnswers xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/'"
HEAD += " 'QuestionFormAnswers.xsd\">'"
IDENTIFIER = "'<Answer><QuestionIdentifier>q</QuestionIdentifier>'"


@pytest.mark.parametrize(
    "text",
    [
        "'<Answer>' * 60_000",
        f"{IDENTIFIER} * 9_000",
        f"({IDENTIFIER} + '<SelectionIdentifier>s</SelectionIdentifier>' * 200) * 50",
        f"{IDENTIFIER} + '<SelectionIdentifier>s</SelectionIdentifier>' * 11_000 + '<FreeText/></Answer>'",
        "('<Answer>' + ' ' * 1_000) * 490",
        "'<Answer>' + ' ' * 490_000",
        f"{IDENTIFIER} + '<FreeText>' + '&amp' * 120_000",
        f"{IDENTIFIER} + '<FreeText>' + ']]' * 200_000",
        "'&lt;' * 120_000",
        "'&lt;' + '&amp;lt;' * 60_000",
        "' ' * 499_000",
        "'<a>' * 160_000",
        f"{HEAD} + '<Foo>' * 250 + 'x' * 100_000 + '</Foo>' * 250 + '</QuestionFormAnswers>'",
        f"{HEAD} + '<Answer><Foo/></Answer>' * 9_000 + '</QuestionFormAnswers>'",
        f"{HEAD} + ({IDENTIFIER} + '<FreeText>x</FreeText></Answer>') * 6_000 + '</QuestionFormAnswers>'",
        f"{HEAD} + ({IDENTIFIER} + '<Foo/>x' * 9_000 + '</Answer>') + '</QuestionFormAnswers>'",
        f"{HEAD} + ({IDENTIFIER} + '<FreeText>' + 'x<b/>' * 9_000 + '</FreeText></Answer>') + '</QuestionFormAnswers>'",
    ],
)
def test_texts_that_readers_dread(text: str, tmp_path: Path) -> None:
    """No text takes more than linear time to read, nor what is wrong in it, nor its fields."""
    code = f"""
    text = {text}
    for source in (text, text.encode()):
        try:
            answers = parse_answers(source)
            answers.problems, answers.expanded(), dict(answers), hash(answers)
        except InvalidDocument as error:
            assert error.problems[0].line
    print("done")
    """
    assert in_bounds(code, tmp_path, seconds=60) == ["done"]
