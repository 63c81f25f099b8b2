"""The checks of a document, in order: size, well-formedness, schema. Safe to call from many threads at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from questionforms.exceptions import InvalidDocument
from questionforms.loading import LIMIT, Loaded, load
from questionforms.namespaces import KNOWN
from questionforms.parsing import first_bad_line, fits, is_namespace, parse_tree, root_name
from questionforms.problems import Problem
from questionforms.schemas import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from questionforms.loading import Source
    from questionforms.nodes import Node
    from questionforms.schemas import Schemas


@dataclass(slots=True)
class Checked:
    """A document that has been through the checks."""

    loaded: Loaded
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
        return iter(check(load(source, file), schemas).problems)
    except InvalidDocument as error:
        return iter(error.problems)


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
    checked = Checked(loaded)
    root = parse_tree(loaded)
    if root is not None:
        namespace, _, name = str(root.tag)[1:].rpartition("}")
        if namespace in KNOWN and KNOWN[namespace][0] == name:
            checked.document = name
            if fits(loaded, root, schemas.compiled(namespace)):
                checked.root = root
    if checked.root is None:
        checked.problems.extend(_why_not(loaded, schemas, parsed=root is not None))
    if len(loaded.data) > LIMIT and root_name(loaded) != "QuestionFormAnswers":  # the limit is on what requesters send
        checked.problems.append(_too_large(loaded))
    checked.problems.sort(key=lambda problem: problem.place)
    if loaded.document is not None:
        checked.problems = [_without_place(problem) for problem in checked.problems]
    return checked


def _too_large(loaded: Loaded) -> Problem:
    size = len(loaded.data)
    message = f"the document has {size:,} bytes, {size - LIMIT:,} over the limit of {LIMIT:,}"
    hint = "shorten it, or serve it as an ExternalQuestion"
    return Problem(rule="too-large", message=message, file=loaded.file, line=1, column=1, hint=hint)


def _why_not(loaded: Loaded, schemas: Schemas, *, parsed: bool) -> list[Problem]:
    from questionforms.explanation import explain
    from questionforms.positions import read_positions

    try:
        root = read_positions(loaded, of_namespaces=None if parsed else is_namespace)
    except InvalidDocument as error:
        return list(error.problems)
    return explain(root, schemas, loaded.file) or [_unexplained(root, loaded, schemas)]


def _unexplained(root: Node, loaded: Loaded, schemas: Schemas) -> Problem:
    """What libxml2 refuses for a reason that the walk beside the schema did not find."""
    line = first_bad_line(loaded, schemas.file(root.namespace))
    message = f"something in line {line} does not fit the schema, and no other rule has words for it"
    return Problem(rule="schema", message=message, path=root.path, file=loaded.file, line=line, column=1)


def _without_place(problem: Problem) -> Problem:
    return replace(problem, line=None, column=None)
