"""One worker's QuestionFormAnswers: each answer, and all of them by question.

Source: QuestionFormAnswers.xsd, and "QuestionFormAnswers data structure" in Amazon's API reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionforms.answers.read.fast import others_in
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document, Element
from questionforms.elements.base.fields import INTEGER, Field, leaf, nested
from questionforms.exceptions import InvalidArgument

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Sequence, ValuesView
    from typing import Any, Literal

    from lxml.etree import _Element

    from questionforms.answers.read.fast import Parts
    from questionforms.elements.base.statements import Statements
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded

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
            raise InvalidArgument(
                "Answer", "text", "an answer can have only one of free text, selections and an upload"
            )

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


class Answers(Document, tag="QuestionFormAnswers"):
    """One worker's answers: an ordered mapping from question identifiers to Answers.

    If an identifier is repeated, the mapping has its first answer; `all` returns every one, and `entries` has the
    answers in the order of the document. `problems` lists where the document does not follow the schema.
    """

    #: Answers are made from what the regular expression matched, and problems from the XML, only when they are needed.
    __slots__ = ("_first", "_loaded", "_parts", "_problems", "_separator")

    entries: tuple[Answer, ...] = nested(Answer, many=True)
    extras: tuple[Extra, ...] = extras_field()

    def __init__(self, *entries: Answer, extras: Iterable[Extra] = ()) -> None:
        self._entries = arguments.instances("Answers", "entries", entries, Answer) if entries else ()
        self._extras = pairs_of("Answers", extras)
        self._first: dict[str, Answer] | None = None
        self._parts: Parts | None = None
        self._loaded: Loaded | None = None
        self._problems: tuple[Problem, ...] | None = None
        #: For answers from the cells of a table, which are all free text: what separates several values in a cell.
        self._separator: str | None = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # called if a slot is empty
            if name == "_entries":
                self._fill()
                return self._entries
            if name in _UNTIL_KNOWN:
                return _UNTIL_KNOWN[name]
            raise AttributeError(f"'Answers' object has no attribute {name!r}", name=name, obj=self)

    def _fill(self) -> dict[str, Answer]:
        """Make the answers, and index them by identifier."""
        parts = self._parts
        if parts is not None:
            self._entries = tuple(map(as_split, parts[1::4], parts[2::4], parts[3::4]))
        first: dict[str, Answer] = {}
        for entry in self._entries:
            first.setdefault(entry._identifier, entry)
        self._first = first
        self._parts = None
        return first

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The places where the document does not follow the schema; its whole content is read all the same.

        Empty for Answers built in Python, and for a root without answers, which the service may send.
        """
        if self._problems is None:
            from questionforms.answers.read.schema_problems import problems_of

            self._problems = () if self._loaded is None else problems_of(self._loaded)
        return self._problems

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._values(), self.problems, self._separator)

    def all(self, identifier: str) -> tuple[Answer, ...]:
        """Every answer to a question, in order."""
        return tuple([entry for entry in self.entries if entry.identifier == identifier])

    def expanded(self, *, split: Iterable[str] = ()) -> dict[str, Any]:
        """Return each field with its value, expanding a crowd-form's `taskAnswers` into its fields.

        Nested values have dotted names, such as `category.label`. The texts of the fields in `split` are split at `|`
        into tuples.
        """
        from questionforms.answers.read.crowd_forms import fields_of

        return fields_of(self, split)

    def _repr_html_(self) -> str:
        from questionforms.answers.html_tables import answers_table

        return answers_table(self.entries)

    def __getitem__(self, identifier: str) -> Answer:
        return (self._first or self._fill())[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._first or self._fill())

    def __len__(self) -> int:
        return len(self._first or self._fill())

    def __contains__(self, identifier: object) -> bool:
        return identifier in (self._first or self._fill())

    def get(self, identifier: str, default: Answer | None = None) -> Answer | None:
        """The first answer to a question, or the default."""
        return (self._first or self._fill()).get(identifier, default)

    def keys(self) -> KeysView[str]:
        """The identifiers, each once, in order."""
        return (self._first or self._fill()).keys()

    def values(self) -> ValuesView[Answer]:
        """The first answer to each question, in order."""
        return (self._first or self._fill()).values()

    def items(self) -> ItemsView[str, Answer]:
        """Identifiers with the first answer to each, in order."""
        return (self._first or self._fill()).items()


Mapping.register(Answers)


def from_parts(parts: Parts) -> Answers:
    """Make Answers from what the regular expression matched; the entries are made on first use."""
    answers = _new(Answers)
    answers._parts = parts
    answers._first = None
    return answers


def from_cells(cells: Iterable[tuple[str, str]], separator: str) -> Answers:
    """Make Answers from cells of a table: pairs of an identifier and a text, in which `separator` divides values."""
    answers = _new(Answers)
    answers._entries = tuple([as_sent(identifier, text) for identifier, text in cells])
    answers._separator = separator
    return answers


def _restored(values: tuple[Any, ...], problems: tuple[Problem, ...], separator: str | None) -> Answers:
    """Restore unpickled Answers."""
    answers = _new(Answers)
    answers._entries, answers._extras = values
    answers._problems = problems
    answers._separator = separator
    return answers


_new = object.__new__

#: The values of slots that are not set.
_UNTIL_KNOWN = dict.fromkeys(("_first", "_loaded", "_parts", "_problems", "_separator"), None) | {"_extras": ()}
