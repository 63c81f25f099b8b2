"""Read answers that do not follow the schema, without losing any content; their problems are found on demand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.answers.read.answers import Answers, as_sent
from questionforms.answers.read.schema_problems import plain_xml
from questionforms.checks.validate import check
from questionforms.exceptions import InvalidDocument
from questionforms.namespaces import XSI
from questionforms.problems import make_problem
from questionforms.xml.load import Loaded
from questionforms.xml.nodes import BLANKS
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.read.answers import Answer, Extra
    from questionforms.checks.validate import Checked
    from questionforms.problems import Problem
    from questionforms.xml.nodes import Node

_ROOT = "QuestionFormAnswers"
_SIZE = re.compile(r"\s*+[+-]?[0-9]{1,1000}\s*+")
#: Elements that an answer has at most once; `SelectionIdentifier` may be repeated.
_ONCE = ("QuestionIdentifier", "FreeText", "OtherSelectionText", "UploadedFileSizeInBytes", "UploadedFileKey")


def read(loaded: Loaded) -> Answers:
    """The answers in any XML with the right root element; raises InvalidDocument, with line and column, otherwise."""
    checked = check(plain := plain_xml(loaded))
    answers = _by_schema(checked)
    if answers is None:
        answers = _answers(_root(plain, checked.problems))
        answers._loaded = loaded
    if plain is not loaded:
        answers._loaded = loaded
    return answers


def _by_schema(checked: Checked) -> Answers | None:
    """The answers in a document that follows the schema; None for any other, or a size of thousands of digits."""
    if checked.document != _ROOT or checked.root is None:
        return None
    try:
        return Answers._read(checked.root)
    except ValueError:  # Python reads no integer of more than 4,300 digits
        return None


def _root(loaded: Loaded, problems: list[Problem]) -> Node:
    try:
        root = read_positions(loaded)
    except InvalidDocument as error:
        raise InvalidDocument(problems or error.problems) from None
    if root.name != _ROOT:
        unknown = [problem for problem in problems if problem.rule == "unknown-root"]
        raise InvalidDocument(unknown or [_other(loaded, root)])
    return root


def _other(loaded: Loaded, root: Node) -> Problem:
    return make_problem(
        "unknown-root",
        f"the root element is `{root.name}`; expected `{_ROOT}`",
        path=root.path,
        file=loaded.file,
        line=root.line,
        column=root.column,
    )


def _answers(root: Node) -> Answers:
    answers = Answers(*[_answer(child) for child in root.children if child.name == "Answer"])
    answers._extras = (
        *_of_node(root, ""),
        *[extra for child in root.children if child.name != "Answer" for extra in _below(child, child.name)],
    )
    return answers


def _answer(node: Node) -> Answer:
    """An answer with its whole content: elements of the schema as fields, the rest as extras."""
    found: dict[str, str] = {}
    selections: list[str] = []
    extras = list(_of_node(node, ""))
    for child in node.children:
        if child.name == "SelectionIdentifier":
            selections.append(_text(child))
        elif child.name not in _ONCE or child.name in found:
            extras += _below(child, child.name)
            continue
        else:
            found[child.name] = _text(child)
        extras += [extra for extra in _below(child, child.name) if extra[0] != child.name]
    size = found.get("UploadedFileSizeInBytes")
    if size is not None and not _SIZE.fullmatch(size):
        extras.append(("UploadedFileSizeInBytes", size))
        size = None
    return as_sent(
        found.get("QuestionIdentifier", ""),
        found.get("FreeText"),
        tuple(selections),
        found.get("OtherSelectionText"),
        None if size is None else int(size),
        found.get("UploadedFileKey"),
        tuple(extras),
    )


def _text(node: Node) -> str:
    """All text in an element and its descendants, in order."""
    if not node.children:
        return node.text
    pieces = [((run.line, run.column), run.text) for run in node.runs]
    pieces += [((child.line, child.column), _text(child)) for child in node.children]
    return "".join([text for _, text in sorted(pieces)])


def _below(node: Node, path: str) -> Iterator[Extra]:
    """The content of an element and its descendants, each with its path, including elements without text."""
    own = node.text if not node.children or node.text.strip(BLANKS) else None
    if own is not None:
        yield path, own
    yield from _attributes(node, f"{path}/")
    for child in node.children:
        yield from _below(child, f"{path}/{child.name}")


def _of_node(node: Node, path: str) -> Iterator[Extra]:
    """The attributes of an element that should not have any, and the text between its child elements."""
    yield from _attributes(node, path)
    for run in node.runs:
        if run.text.strip(BLANKS):
            yield f"{path}text()", run.text


def _attributes(node: Node, path: str) -> Iterator[Extra]:
    for name, value in node.attributes.items():
        uri, _, local = name.rpartition("}")
        if uri != f"{{{XSI}":  # the location of a schema, which no worker sent
            yield f"{path}@{local}", value
