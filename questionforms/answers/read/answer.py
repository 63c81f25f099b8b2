"""One answer of a worker.

Source: QuestionFormAnswers.xsd, and "QuestionFormAnswers data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.answers.read.fast import others_in
from questionforms.elements.base import arguments
from questionforms.elements.base.datatypes import INTEGER
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import Field, leaf
from questionforms.exceptions import InvalidArgument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal

    from lxml.etree import _Element

    from questionforms.elements.base.statements import Statements

    Kind = Literal["free_text", "selection", "upload", "empty"]
    #: A path, such as `Note`, `Note/@lang` or `text()`, and the text there.
    Extra = tuple[str, str]


class Extras(Field):
    """Content that the schema does not allow: only the lenient reader finds it, and it is never written."""

    many = True

    def write(self, source: Statements) -> None:
        """Add nothing."""

    def read(self, node: _Element, children: Sequence[_Element]) -> tuple[Extra, ...]:  # noqa: ARG002
        """Return nothing, since a document that fits its schema has none."""
        return ()


extras_field: Callable[[], Any] = Extras


class Answer(Element):
    """One answer of a worker: free text, selections with or without other text, or an uploaded file.

    An answer with only an identifier has the kind "empty". An answer read from a document that does not follow the
    schema may be of several kinds at the same time, and `extras` has content that belongs to none of them.
    """

    identifier: str = leaf("QuestionIdentifier")
    selections: tuple[str, ...] = leaf("SelectionIdentifier", many=True)
    other_text: str | None = leaf("OtherSelectionText", optional=True)
    text: str | None = leaf("FreeText", optional=True)
    upload_size: int | None = leaf("UploadedFileSizeInBytes", INTEGER, optional=True)
    upload_key: str | None = leaf("UploadedFileKey", optional=True)
    extras: tuple[Extra, ...] = extras_field()

    def __init__(
        self,
        identifier: str,
        *,
        selections: Iterable[str] = (),
        other_text: str | None = None,
        text: str | None = None,
        upload_size: int | None = None,
        upload_key: str | None = None,
        extras: Iterable[Extra] = (),
    ) -> None:
        self._identifier = arguments.text("Answer", "identifier", identifier)
        found = arguments.several("Answer", "selections", selections, "a sequence of identifiers (str)")
        self._selections = tuple([arguments.text("Answer", "selections", item) for item in found])
        self._other_text = None if other_text is None else arguments.text("Answer", "other_text", other_text)
        self._text = None if text is None else arguments.text("Answer", "text", text)
        self._upload_size = None if upload_size is None else arguments.integer("Answer", "upload_size", upload_size, 1)
        self._upload_key = None if upload_key is None else arguments.text("Answer", "upload_key", upload_key)
        self._extras = pairs_of("Answer", extras)
        if (upload_size is None) != (upload_key is None):
            raise InvalidArgument("Answer", "upload_key", "an upload needs both a size and a key")
        given = [text is not None, bool(self._selections) or other_text is not None, upload_key is not None]
        if sum(given) > 1:
            raise InvalidArgument("Answer", "text", "an answer has only one of free text, selections and an upload")

    @property
    def kind(self) -> Kind:
        """The kind of answer: "free_text", "upload", "selection" or "empty"; the first of these that applies."""
        if self._text is not None:
            return "free_text"
        if self._upload_key is not None or self._upload_size is not None:
            return "upload"
        return "selection" if self._selections or self._other_text is not None else "empty"

    @property
    def value(self) -> str | tuple[str, ...] | None:
        """The text, the tuple of selected identifiers, or the upload's key; None for an empty answer."""
        if self._text is not None:
            return self._text
        kind = self.kind
        return self._selections if kind == "selection" else self._upload_key if kind == "upload" else None


def as_sent(  # noqa: PLR0917 - in the order of the constructor's
    identifier: str,
    text: str | None,
    selections: tuple[str, ...] = (),
    other_text: str | None = None,
    upload_size: int | None = None,
    upload_key: str | None = None,
    extras: tuple[Extra, ...] = (),
) -> Answer:
    """Make an answer as it was read, whether or not it follows the schema."""
    answer = _new(Answer)
    answer._identifier = identifier
    answer._text = text
    answer._selections = selections
    answer._other_text = other_text
    answer._upload_size = upload_size
    answer._upload_key = upload_key
    answer._extras = extras
    return answer


def as_split(identifier: str, text: str | None, others: str | None) -> Answer:
    """Make an answer from what the regular expression matched."""
    answer = _new(Answer)
    answer._identifier = identifier
    answer._text = "" if text is None and others is None else text
    answer._selections = answer._extras = ()
    answer._other_text = answer._upload_size = answer._upload_key = None
    if others:
        answer._selections, answer._other_text, answer._upload_size, answer._upload_key = others_in(others)
    return answer


def pairs_of(where: str, extras: Iterable[Extra]) -> tuple[Extra, ...]:
    """Extras in their stored form."""
    return tuple(
        [(name, arguments.text(where, "extras", text)) for name, text in arguments.pairs(where, "extras", extras)]
    )


_new = object.__new__
