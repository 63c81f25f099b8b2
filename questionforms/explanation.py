"""What is wrong with a document that does not fit its schema: all of it, with places, in words for people.

The verdict is lxml's; this walks the document beside the schema's declarations, as xmlschema reads them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from questionforms import wording
from questionforms.namespaces import KNOWN, VERSIONS, namespace
from questionforms.problems import Problem
from questionforms.walk import EnoughError, Walk

if TYPE_CHECKING:
    from questionforms.schemas import Schemas
    from questionforms.xml.nodes import Node


def explain(root: Node, schemas: Schemas, file: str | None) -> list[Problem]:
    """The problems of a well-formed document: those of its root's name and namespace, then those with the schema."""
    uri = root.namespace
    if KNOWN.get(uri, ("",))[0] != root.name and root.name in VERSIONS:
        uri = namespace(root.name)
    if uri not in KNOWN or root.name not in VERSIONS:
        return [_unknown_root(root, file)]
    walk = Walk(schemas.vocabulary(uri), root, file)
    if uri != root.namespace:
        walk.report("wrong-namespace", wording.wrong_namespace(root), root)
    declaration = walk.vocabulary.root(root.name)
    with suppress(EnoughError):
        walk.element(root, declaration)
        if not walk.problems:
            walk.types(root)
    return walk.problems


def _unknown_root(root: Node, file: str | None) -> Problem:
    return Problem(
        rule="unknown-root",
        message=wording.unknown_root(root),
        path=root.path,
        file=file,
        line=root.line,
        column=root.column,
        hint=_root_hint(root),
    )


def _root_hint(root: Node) -> str | None:
    if root.name.lower() == "html":
        return "put the page into the HTMLContent of an HTMLQuestion"
    if root.name in ("Question", "Overview"):
        return "wrap it in the root element `QuestionForm`"
    inner = next((child for child in root.children if child.name in VERSIONS), None)
    return f"a `{inner.name}` stands inside it, in line {inner.line}; give that alone" if inner else None
