"""Documents as parameters of a call: the text to send, and the problems, with the parameter's name in their paths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from questionforms.checks.validate import problems_of
from questionforms.elements.base.element import Document
from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.mturk.parameters.findings import finding
from questionforms.namespaces import VERSIONS
from questionforms.words import either
from questionforms.xml.load import LIMIT, load, refuse_no_source
from questionforms.xml.parse import root_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded, Source

#: An XML declaration with an encoding other than UTF-8, which calls use.
_OTHER_ENCODING = re.compile(r"""<\?xml\s[^>]*?\bencoding\s*=\s*["'](?!(?i:utf-8)["'])[^>]*\?>\s*""")


def document_of(
    where: str, argument: str, name: str, kinds: tuple[str, ...], value: Any, *, form: Source | None = None
) -> tuple[str, list[Problem]]:
    """The XML to send for a document of one of the kinds, and its problems; a key can be checked against its form.

    `name` is the parameter, with which the paths start. The XML is sent as text, so an XML declaration with an encoding
    other than UTF-8 is removed. Raises WrongType for a Document of another kind, and for anything but a source.
    """
    refuse_no_source(where, argument, value)
    if isinstance(value, Document) and value.tag not in kinds:
        raise WrongType(where, argument, f"its root element is `{value.tag}`; expected {either(kinds)}")
    try:
        loaded = load(value)
    except InvalidDocument as unreadable:
        return "", _within(name, unreadable.problems)
    root = root_name(loaded)
    if root in VERSIONS and root not in kinds:
        return "", [finding("wrong-document", name, f"its root element is `{root}`; expected {either(kinds)}")]
    loaded = replace(loaded, encoding=None)  # it is sent as text
    if form is None and len(loaded.data) <= LIMIT:
        found = _remembered(_Given(loaded.text, loaded.file, loaded.document is not None, loaded))
    else:
        found = tuple(problems_of(loaded, form))
    if declared := _OTHER_ENCODING.match(loaded.text):
        found = tuple([problem for problem in found if problem.rule != "doubtful-encoding"])
    return loaded.text[declared.end() :] if declared else loaded.text, _within(name, found)


@dataclass(frozen=True, slots=True)
class _Given:
    """Everything that the problems of a document depend on; equal documents have equal problems."""

    text: str
    file: str | None
    built: bool
    loaded: Loaded = field(compare=False)


@lru_cache(maxsize=32)  # one form is often used for several HITs: after a dry run, and in batches of nine assignments
def _remembered(given: _Given) -> tuple[Problem, ...]:
    return tuple(problems_of(given.loaded))


def _within(name: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems with the parameter's name in their paths, and in place of a file name if there is no file."""
    return [_placed(_owner(name, problem), problem) for problem in problems]


def _owner(name: str, problem: Problem) -> str:
    """The parameter that a problem belongs to: a problem with a key can be in its test."""
    return "Test" if name == "AnswerKey" and problem.path.startswith("/QuestionForm") else name


def _placed(name: str, problem: Problem) -> Problem:
    file = problem.file if problem.line is None or problem.file else name
    return replace(problem, path=f"{name}{problem.path}", file=file)
