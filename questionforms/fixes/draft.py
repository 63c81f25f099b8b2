"""The text of a document or a page while it is fixed, and what is where in it."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from questionforms.fixes.edits import Edit
from questionforms.namespaces import KNOWN, VERSIONS, namespace
from questionforms.schema.schemas import shipped
from questionforms.words import nearest
from questionforms.xml.source_map import Lines
from questionforms.xml.spans import characters_between, read_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from questionforms.problems import Problem
    from questionforms.schema.schemas import Schemas
    from questionforms.schema.vocabulary import Vocabulary
    from questionforms.xml.spans import Characters, Tag

_T = TypeVar("_T")

_ROOT = re.compile(
    r"\ufeff?(?>[^<]+|<\?.*?\?>|<!--.*?-->|<![^<>]*>)*+<(?:[\w.-]+:)?(?P<name>[A-Za-z]+)(?P<rest>[^<>]*)", re.DOTALL
)


class View:
    """A text inside the document as its reader gets it, such as the page in an HTMLContent; or a page by itself."""

    def __init__(self, text: str, characters: Characters | None = None) -> None:
        self.text = text
        self._characters = characters

    def index(self, offset: int) -> int:
        """The index in this text of an offset in the document."""
        if self._characters is None:
            return offset
        return self._characters.index(offset)

    def edit(self, start: int, end: int, new: str) -> Edit:
        """The edit of the document that replaces a part of this text."""
        if self._characters is None:
            return Edit(start, end, new)
        at = min(start, len(self.text) - 1)
        place = self._characters.place(at)
        first = place.start if start == at else place.end
        last = self._characters.place(end - 1).end if end > start else first
        return Edit(first, last, new if self._characters.is_literal(at) else escape(new, quote=False))


class Draft:
    """A text, and what is where in it; each part is only read when a fix asks for it."""

    def __init__(self, text: str, *, codec: str = "utf-8", page: bool = False, schemas: Schemas | None = None) -> None:
        self.text = text
        self.codec = codec
        #: Whether the text is a page of HTML, without a document around it.
        self.page = page
        self.schemas = schemas or shipped()
        self._known: dict[Hashable, Any] = {}

    def once(self, key: Hashable, find: Callable[[], _T]) -> _T:
        """What a function finds. It is called once for each key, however many problems need it."""
        if key not in self._known:
            self._known[key] = find()
        found: _T = self._known[key]
        return found

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def offset(self, problem: Problem) -> int:
        """The index in the text of a problem's place."""
        return self._lines.offset(problem.line or 1, problem.column or 1)

    @cached_property
    def root(self) -> Tag | None:
        """The root element; None for a page, and for a document that is not well-formed."""
        return None if self.page else read_tags(self.text)

    def tag(self, problem: Problem) -> Tag | None:
        """The element at a problem's place."""
        return self.root and self.root.at(self.offset(problem))

    def view(self, problem: Problem) -> View | None:
        """The text around a problem's place: the page, or the text of the element; None if it has child elements."""
        if self.page:
            return View(self.text)
        tag = self.tag(problem)
        if tag is None or tag.children or tag.close == tag.inside:
            return None
        return self.once(("view", tag), lambda: self._view(tag))

    def _view(self, tag: Tag) -> View | None:
        characters = self.characters(tag)
        return View(characters.text, characters) if characters.text else None

    def characters(self, tag: Tag) -> Characters:
        """The text of an element without child elements."""
        return characters_between(self.text, tag.inside, tag.close)

    def shown(self, start: int, end: int) -> str:
        """The value of an attribute, or a text with references, as XML reads it."""
        return characters_between(self.text, start, end).text

    def before(self, offset: int) -> str:
        """The line break and the blanks before an offset, if nothing else is before it on its line; else empty."""
        start = len(self.text[:offset].rstrip(" \t"))
        if not start or self.text[start - 1] not in "\r\n":
            return ""
        return self.newline + self.text[start:offset]

    @cached_property
    def newline(self) -> str:
        """The end of its first line."""
        at = self.text.find("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"

    @cached_property
    def document(self) -> str | None:
        """The name of the document, also if it is misspelt; None for a page, and if its root is not known."""
        root = None if self.page else _ROOT.match(self.text)
        return nearest(root["name"], VERSIONS) if root else None

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """The names of the document's schema; None if its root is not known."""
        root, name = _ROOT.match(self.text), self.document
        if root is None or name is None:
            return None
        uris = [uri for uri, (document, _) in KNOWN.items() if document == name and uri in root["rest"]]
        return self.schemas.vocabulary(uris[0] if uris else namespace(name))

    def declaration(self, tag: Tag) -> Any | None:
        """The declaration of an element in the schema; None if it has none at its place."""
        if self.vocabulary is None:
            return None
        if tag.parent is None:
            return self.vocabulary.root(tag.local) if tag.local in VERSIONS else None
        parent = self.declaration(tag.parent)
        model = parent and self.vocabulary.models.get(parent.type)
        declared = model and model.elements.get(tag.local)
        return declared if declared is not None else self.vocabulary.declaration(tag.local)

    def renamed(self, tag: Tag, name: str) -> tuple[Edit, ...]:
        """The edits that give an element another name, with the prefix that it has."""
        prefix = tag.name[: -len(tag.local)]
        edits = [Edit(tag.start + 1, tag.start + 1 + len(tag.name), prefix + name)]
        if tag.end > tag.close:
            edits.append(Edit(tag.close + 2, tag.close + 2 + len(tag.name), prefix + name))
        return tuple(edits)
