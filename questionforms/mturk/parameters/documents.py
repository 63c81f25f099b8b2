"""A document as a parameter of a call: its text as it is sent, and its problems, with the parameter in their paths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from questionforms.checks.validate import iter_problems
from questionforms.elements.base.element import Document
from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.mturk.parameters.findings import either, finding
from questionforms.namespaces import VERSIONS
from questionforms.problems import changed
from questionforms.xml.load import LIMIT, load, refuse_no_source
from questionforms.xml.parse import root_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.problems import Problem
    from questionforms.xml.load import Built, Source

#: An XML declaration, if it names another encoding than the one that calls are in.
_OTHER_ENCODING = re.compile(r"""<\?xml\s[^>]*?\bencoding\s*=\s*["'](?!(?i:utf-8)["'])[^>]*\?>\s*""")


def document_of(
    where: str, argument: str, name: str, kinds: tuple[str, ...], value: Any, *, form: Source | None = None
) -> tuple[str, list[Problem]]:
    """The XML of a document of one of the kinds as it is sent, and its problems; with a form, a key's beside it.

    `name` is the parameter, with which the paths begin. The XML is sent as text, so a declaration of another encoding
    than UTF-8 is left out. Raises WrongType for a Document of another kind, and for what is no source.
    """
    refuse_no_source(where, argument, value)
    if isinstance(value, Document) and value.tag not in kinds:
        raise WrongType(where, argument, f"it is of kind `{value.tag}`; expected {either(kinds)}")
    try:
        loaded = load(value)
    except InvalidDocument as unreadable:
        return "", _within(name, unreadable.problems)
    root = root_name(loaded)
    if root in VERSIONS and root not in kinds:
        return "", [finding("wrong-document", name, f"it is of kind `{root}`; expected {either(kinds)}")]
    given = _Given(loaded.text, loaded.file, loaded.document is not None, loaded.document)
    remembered = form is None and len(loaded.data) <= LIMIT
    found = _remembered(given) if remembered else _problems(given, form)
    if declared := _OTHER_ENCODING.match(loaded.text):
        found = tuple([problem for problem in found if problem.rule != "doubtful-encoding"])
    return loaded.text[declared.end() :] if declared else loaded.text, _within(name, found)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the problems of a document depend on; one that was built in Python says the same once more."""

    text: str
    file: str | None
    built: bool
    document: Built | None = field(compare=False)


@lru_cache(maxsize=32)  # one form often makes several HITs: after a dry run, and in batches of nine assignments
def _remembered(given: _Given) -> tuple[Problem, ...]:
    return _problems(given, None)


def _problems(given: _Given, form: Source | None) -> tuple[Problem, ...]:
    """Those of the text, which is written already; of the document where there are any, for the elements in it."""
    found = tuple(iter_problems(given.text, file=given.file, page=False, form=form))
    if found and given.document is not None:
        return tuple(iter_problems(given.document, file=given.file, page=False, form=form))
    return found


def _within(name: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems as those of the parameter, which their lines name where there is no file."""
    return [_placed(_owner(name, problem), problem) for problem in problems]


def _owner(name: str, problem: Problem) -> str:
    """The parameter of a problem: what is wrong with a key may stand in its test."""
    return "Test" if name == "AnswerKey" and problem.path.startswith("/QuestionForm") else name


def _placed(name: str, problem: Problem) -> Problem:
    file = problem.file if problem.line is None or problem.file else name
    return changed(problem, path=f"{name}{problem.path}", file=file)
