"""Fixes for namespaces."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes
from questionforms.namespaces import KNOWN, VERSIONS, namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem
    from questionforms.xml.spans import Attribute, Tag

#: How similar a misspelt namespace has to be to the one that was meant.
_SURE = 0.75
_RETIRED = ("<FileUploadAnswer", "<Application")


@fixes("wrong-namespace")
def declared_namespace(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Declares the namespace of the document, or corrects its URI."""
    tag = draft.tag(problem)
    root = draft.root
    if tag is None or root is None or root.local not in VERSIONS:
        return
    if tag is root:
        yield from _of_root(draft, root)
    else:
        yield from _of_child(draft, tag, root)


@fixes("wrong-namespace", safe=False)
def namespace_of_document(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Replaces any other namespace with the one that belongs to the root's name."""
    root = draft.root
    given = root.attribute(_declaration(root)) if root else None
    if root is not None and given and draft.tag(problem) is root and root.local in VERSIONS:
        yield (Edit(given.value.start, given.value.end, current(draft, root.local)),)


def _of_root(draft: Draft, root: Tag) -> Iterator[Edits]:
    given = root.attribute(_declaration(root))
    if given is None:
        yield (_declared(root, current(draft, root.local)),)
        return
    shown = draft.shown(given.value.start, given.value.end)
    new = _meant(shown, draft, root.local)
    if new and shown != new:
        yield (Edit(given.value.start, given.value.end, new),)


def current(draft: Draft, document: str) -> str:
    """The namespace of a document that has none: the older one if only that has one of its elements."""
    old = document == "QuestionForm" and any(name in draft.text for name in _RETIRED)
    return namespace(document, VERSIONS[document][-1 if old else 0])


def _meant(given: str, draft: Draft, document: str) -> str | None:
    """The namespace of this document that was clearly meant."""
    known = [uri for uri, (name, _) in KNOWN.items() if name == document]
    if given in KNOWN or not given.strip():
        return current(draft, document)
    folded = given.strip().strip("/").lower().replace("https://", "http://")
    near = [uri for uri in known if uri.lower().removesuffix(".xsd") == folded.removesuffix(".xsd")]
    date = next((date for date in VERSIONS[document] if date in given), None)
    if not near and date:
        near = [namespace(document, date)]
    if not near and max(SequenceMatcher(None, folded, uri.lower()).ratio() for uri in known) >= _SURE:
        near = [current(draft, document)]
    return near[0] if near and (date or _is_alike(folded, near[0])) else None


def _is_alike(folded: str, uri: str) -> bool:
    return "mechanicalturk" in folded or SequenceMatcher(None, folded, uri.lower()).ratio() >= _SURE


def _declaration(tag: Tag) -> str:
    """The name of the attribute that declares an element's namespace."""
    prefix, colon, _ = tag.name.rpartition(":")
    return f"xmlns{colon}{prefix}"


def _declared(root: Tag, uri: str) -> Edit:
    """The edit that declares the namespace of the root's name."""
    at = root.start + 1 + len(root.name)
    return Edit(at, at, f' {_declaration(root)}="{uri}"')


def _of_child(draft: Draft, tag: Tag, root: Tag) -> Iterator[Edits]:
    """The edits that put a child into the namespace of its parent."""
    name = _declaration(tag)
    holder: Tag | None = tag
    while holder is not None and not holder.attribute(name):
        holder = holder.parent
    of_root = root.attribute(_declaration(root))
    uri = draft.text[of_root.value.start : of_root.value.end] if of_root else ""
    if holder is None:
        if uri and name == "xmlns":
            at = root.start + 1 + len(root.name)
            yield (Edit(at, at, f' xmlns="{uri}"'),)
        return
    given = holder.attribute(name)
    assert given is not None
    if holder is not root and name == _declaration(root):
        yield (_removed(draft, given),)
    elif name != _declaration(root) and uri:
        yield (Edit(given.value.start, given.value.end, uri),)


def _removed(draft: Draft, attribute: Attribute) -> Edit:
    start = len(draft.text[: attribute.start].rstrip())
    return Edit(start, attribute.value.end + 1, "")
