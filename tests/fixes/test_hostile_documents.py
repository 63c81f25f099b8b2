"""Hostile documents are fixed, and their fixes counted, in time that grows with their length."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms.namespaces import namespace
from tests.checks.test_hostile import in_bounds


@pytest.mark.parametrize(
    "body",
    [
        "'<Overview ' + ' '.join(f'minlengt{n}=\"\"' for n in range(15_000)) + '/>'",
        "'<Question>' + '<IsRequired>yes</IsRequired>' * 15_000 + '</Question>'",
        "('<Question>' + '<DisplayName/><QuestionIdentifier/>' * 400 + '</Question>') * 20",
        "'<Overview>' + 'text<Text>x</Text>' * 15_000 + '</Overview>'",
        "'<Overview>' + '<!-- --><Title>a</Title>' * 15_000 + '</Overview>'",
        "'<Overview ' + ' '.join(f'p{n}:a=\"\"' for n in range(30_000)) + '/>'",
        "'&' * 500_000",
        "'<Overview><FormattedContent>&lt;br>' + '&lt;br>' * 60_000 + '</FormattedContent></Overview>'",
    ],
)
def test_hostile_forms(body: str, tmp_path: Path) -> None:
    """Very many mistakes, or very long ones, take no more than a few times the time of a check."""
    start = f'<QuestionForm xmlns="{namespace("QuestionForm")}">'
    assert in_bounds(_fixing(start, body, "</QuestionForm>", page=False), tmp_path, seconds=40) == ["True"]


@pytest.mark.parametrize(
    "body",
    [
        "'&amp' + 'a' * 50_000",
        "'<a ' + 'b=\"c\" ' * 9_000 + '>'",
        "'<div ' + ' ' * 50_000 + 'a/>'",
        "'<script></script>\\U0001F600' * 2_500",
    ],
)
def test_hostile_pages(body: str, tmp_path: Path) -> None:
    """The same for pages."""
    code = _fixing("<!DOCTYPE html><html><body>", body, "", page=True)
    assert in_bounds(code, tmp_path, seconds=40) == ["True"]


def _fixing(start: str, body: str, end: str, *, page: bool) -> str:
    """A program that fixes a text, and prints whether it has problems; its body is an expression."""
    return f"""
    from questionforms.fixes.engine import Check, fix, fixable
    data = ({start!r} + {body} + {end!r}).encode()
    problems = list(iter_problems(data, page={page}))
    fixable(data, problems, page={page})
    fix(data, Check(find=lambda data: list(iter_problems(data, page={page})), page={page}), unsafe=True)
    print(len(problems) > 0)
    """
