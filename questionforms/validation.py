"""The checks of a document, in order: size, well-formedness, schema. Safe to call from many threads at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from questionforms.exceptions import InvalidDocument
from questionforms.loading import LIMIT, MOST_NODES, Loaded, load
from questionforms.namespaces import KNOWN
from questionforms.parsing import parse_tree, schema_refusal, syntax_refusal
from questionforms.problems import Problem
from questionforms.schemas import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from questionforms.loading import Source
    from questionforms.positions import Node
    from questionforms.schemas import Schemas


@dataclass(slots=True)
class Checked:
    """A document that has been through the checks."""

    file: str | None
    #: The name of the root element, where it is a document's, else "".
    document: str = ""
    #: The root; None where the document is not valid.
    root: etree._Element | None = None
    #: Sorted by place.
    problems: list[Problem] = field(default_factory=list)


def iter_problems(source: Source, *, schemas: Schemas | None = None, file: str | None = None) -> Iterator[Problem]:
    """The problems of a document, all of them, sorted by place.

    The source is a document, its XML (str or bytes), or a `pathlib.Path`. `schemas` are a user's own XSDs; `file` is
    the name that the problems give where the source is no path. Raises OSError for a path that cannot be read and
    SchemaNotFound for a folder of XSDs that is of no use; a document, whatever is in it, raises nothing.
    """
    try:
        loaded = load(source, file)
    except InvalidDocument as error:
        yield from error.problems
        return
    yield from check(loaded, schemas).problems


def is_valid(source: Source, *, schemas: Schemas | None = None) -> bool:
    """Whether a document has no error; warnings do not count."""
    return all(problem.severity != "error" for problem in iter_problems(source, schemas=schemas))


def validate(source: Source, *, schemas: Schemas | None = None, file: str | None = None) -> None:
    """Nothing for a document without an error, else InvalidDocument with all its problems."""
    problems = list(iter_problems(source, schemas=schemas, file=file))
    if any(problem.severity == "error" for problem in problems):
        raise InvalidDocument(problems)


def check(loaded: Loaded, schemas: Schemas | None = None) -> Checked:
    """A document that has been read, through all checks."""
    schemas = schemas or shipped()
    checked = Checked(loaded.file)
    root = parse_tree(loaded)
    if root is not None:
        namespace, _, name = str(root.tag)[1:].rpartition("}")
        if namespace in KNOWN and KNOWN[namespace][0] == name:
            checked.document = name
            if not _has_too_many_nodes(root, loaded) and schemas.compiled(namespace).validate(root):
                checked.root = root
    if checked.root is None:
        checked.problems.extend(_why_not(loaded, schemas, parsed=root is not None))
    if len(loaded.data) > LIMIT and not _is_answers(loaded):
        checked.problems.append(_too_large(loaded))
    checked.problems.sort(key=lambda problem: problem.place)
    if loaded.document is not None:
        checked.problems = [_without_place(problem) for problem in checked.problems]
    return checked


def _has_too_many_nodes(root: etree._Element, loaded: Loaded) -> bool:
    if len(loaded.data) <= LIMIT:
        return False
    return any(count > MOST_NODES for count in accumulate(1 + len(element.attrib) for element in root.iter()))


def _is_answers(loaded: Loaded) -> bool:
    """Whether the document is one that workers send: the limit is on what requesters send."""
    return re.search(r"<(?:[^\s<>:/]+:)?QuestionFormAnswers[\s>/]", loaded.text[:2_000]) is not None


def _too_large(loaded: Loaded) -> Problem:
    size = len(loaded.data)
    message = f"the document has {size:,} bytes, {size - LIMIT:,} over the limit of {LIMIT:,}"
    hint = "shorten it, or serve it as an ExternalQuestion"
    return Problem(rule="too-large", message=message, file=loaded.file, line=1, column=1, hint=hint)


def _why_not(loaded: Loaded, schemas: Schemas, *, parsed: bool) -> list[Problem]:
    from questionforms.explanation import explain
    from questionforms.positions import read_positions

    try:
        root = read_positions(loaded)
    except InvalidDocument as error:
        return list(error.problems)
    return explain(root, schemas, loaded.file) or [_engines_word(root, loaded, schemas, parsed=parsed)]


def _engines_word(root: Node, loaded: Loaded, schemas: Schemas, *, parsed: bool) -> Problem:
    """The refusal of libxml2's that neither expat nor the walk beside the schema understood."""
    rule, line = "not-well-formed", root.line
    if parsed:
        rule = "schema"
        refusal, line = schema_refusal(loaded, schemas)
    else:
        refusal = syntax_refusal(loaded)
    message = f"the document is refused, in the engine's own words: {refusal}"
    return Problem(rule=rule, message=message, path=root.path, file=loaded.file, line=line, column=1)


def _without_place(problem: Problem) -> Problem:
    return replace(problem, line=None, column=None)
