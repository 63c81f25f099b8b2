"""One worker's QuestionFormAnswers, and the answers in it.

Source: QuestionFormAnswers.xsd, and "QuestionFormAnswers data structure" in Amazon's API reference.
"""

from __future__ import annotations

from collections.abc import ItemsView, KeysView, Mapping, ValuesView

from questionforms.elements import arguments, members
from questionforms.elements.datatypes import INTEGER
from questionforms.elements.element import Document, Element
from questionforms.elements.fields import leaf, nested
from questionforms.exceptions import InvalidArgument, InvalidDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Literal

    from lxml.etree import _Element

    from questionforms.nodes import Node

    Kind = Literal["free_text", "selection", "upload", "empty"]

_ROOT = "QuestionFormAnswers"


class Answer(Element):
    """One answer of a worker's: free text, selections with or without other text, or an uploaded file.

    An answer with an identifier alone is of kind "empty": the question was answered with nothing.
    """

    identifier: str = leaf("QuestionIdentifier")
    selections: tuple[str, ...] = leaf("SelectionIdentifier", many=True)
    other_text: str | None = leaf("OtherSelectionText", optional=True)
    text: str | None = leaf("FreeText", optional=True)
    upload_size: int | None = leaf("UploadedFileSizeInBytes", INTEGER, optional=True)
    upload_key: str | None = leaf("UploadedFileKey", optional=True)

    def __init__(
        self,
        identifier: str,
        *,
        selections: Iterable[str] = (),
        other_text: str | None = None,
        text: str | None = None,
        upload_size: int | None = None,
        upload_key: str | None = None,
    ) -> None:
        self._identifier = arguments.text("Answer", "identifier", identifier)
        found = members.several("Answer", "selections", selections, "a sequence of identifiers (str)")
        self._selections = tuple([arguments.text("Answer", "selections", item) for item in found])
        self._other_text = None if other_text is None else arguments.text("Answer", "other_text", other_text)
        self._text = None if text is None else arguments.text("Answer", "text", text)
        self._upload_size = None if upload_size is None else arguments.integer("Answer", "upload_size", upload_size, 1)
        self._upload_key = None if upload_key is None else arguments.text("Answer", "upload_key", upload_key)
        if (upload_size is None) != (upload_key is None):
            raise InvalidArgument("Answer", "upload_key", "an upload has both, a size and a key")
        given = [text is not None, bool(self._selections) or other_text is not None, upload_key is not None]
        if sum(given) > 1:
            raise InvalidArgument("Answer", "text", "an answer is of one kind: free text, selections, or an upload")

    @property
    def kind(self) -> Kind:
        """Which kind of answer it is: "free_text", "selection", "upload" or "empty"."""
        if self.text is not None:
            return "free_text"
        if self.upload_key is not None:
            return "upload"
        return "selection" if self.selections or self.other_text is not None else "empty"

    @property
    def value(self) -> str | tuple[str, ...] | None:
        """The text, the tuple of selected identifiers, or the upload's key; None for an empty answer."""
        return {
            "free_text": self.text,
            "selection": self.selections,
            "upload": self.upload_key,
            "empty": None,
        }[self.kind]


class Answers(Document, tag=_ROOT):
    """One worker's answers: an ordered mapping from question identifier to Answer.

    Where an identifier is repeated, the mapping gives its first answer; `all` gives every one, and `entries` holds
    the answers as they came.
    """

    entries: tuple[Answer, ...] = nested(Answer, many=True)

    def __init__(self, *entries: Answer) -> None:
        self._entries = tuple([members.instance("Answers", "entries", entry, Answer) for entry in entries])

    def all(self, identifier: str) -> tuple[Answer, ...]:
        """Every answer to a question, in order."""
        return tuple([entry for entry in self.entries if entry.identifier == identifier])

    def __getitem__(self, identifier: str) -> Answer:
        found = self.get(identifier)
        if found is None:
            raise KeyError(identifier)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([entry.identifier for entry in self.entries]))

    def __len__(self) -> int:
        return len({entry.identifier for entry in self.entries})

    def __contains__(self, identifier: object) -> bool:
        return any(entry.identifier == identifier for entry in self.entries)

    def get(self, identifier: str, default: Answer | None = None) -> Answer | None:
        """The first answer to a question, or the default."""
        return next((entry for entry in self.entries if entry.identifier == identifier), default)

    def keys(self) -> KeysView[str]:
        """The identifiers, each once, in order."""
        return KeysView(self)

    def values(self) -> ValuesView[Answer]:
        """The first answer to each question, in order."""
        return ValuesView(self)

    def items(self) -> ItemsView[str, Answer]:
        """Identifiers with the first answer to each, in order."""
        return ItemsView(self)


Mapping.register(Answers)


def parse_answers(xml: str | bytes | Path | None) -> Answers:
    """One worker's answers, from the `Answer` of an assignment, or from a file.

    None, an empty string and a root without answers, all of which the service may send, are no answers. A document
    without the namespace is read too. Raises InvalidDocument, with line and column, for any other that does not fit
    its schema.
    """
    from questionforms.loading import load
    from questionforms.positions import read_positions
    from questionforms.validation import check

    if xml is not None:
        arguments.source("parse_answers", "xml", xml)
    if xml is None or (isinstance(xml, str | bytes) and not xml.strip()):
        return Answers()
    loaded = load(xml)
    checked = check(loaded)
    if checked.root is not None and checked.document == _ROOT:
        return Answers._read(checked.root)
    root = read_positions(loaded)
    tolerable = {"wrong-namespace"} if root.children else {"wrong-namespace", "missing-element"}
    problems = [problem for problem in checked.problems if problem.rule not in tolerable]
    if problems or root.name != _ROOT:
        raise InvalidDocument(problems or checked.problems)
    return Answers._read(_without_namespaces(root))


def _without_namespaces(node: Node) -> _Element:
    from lxml import etree

    element = etree.Element(node.name)
    element.text = node.text
    for child in node.children:
        element.append(_without_namespaces(child))
    return element
