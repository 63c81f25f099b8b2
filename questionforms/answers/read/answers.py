"""One worker's QuestionFormAnswers, and the answers in it.

Source: QuestionFormAnswers.xsd, and "QuestionFormAnswers data structure" in Amazon's API reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionforms.answers.read.answer import Answer, as_split, extras_field, pairs_of
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document
from questionforms.elements.base.fields import nested

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
    from typing import Any

    from questionforms.answers.read.answer import Extra
    from questionforms.answers.read.fast import Parts
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded


class Answers(Document, tag="QuestionFormAnswers"):
    """One worker's answers: an ordered mapping from question identifiers to Answers.

    If an identifier is repeated, the mapping has its first answer; `all` returns every one, and `entries` has the
    answers in the order of the document. `problems` lists where the document does not follow the schema.
    """

    #: Answers are made from what the regular expression matched, and problems from the XML, only when they are needed.
    __slots__ = ("_first", "_loaded", "_parts", "_problems")

    entries: tuple[Answer, ...] = nested(Answer, many=True)
    extras: tuple[Extra, ...] = extras_field()

    def __init__(self, *entries: Answer, extras: Iterable[Extra] = ()) -> None:
        self._entries = tuple([arguments.instance("Answers", "entries", entry, Answer) for entry in entries])
        self._extras = pairs_of("Answers", extras)
        self._first: dict[str, Answer] | None = None
        self._parts: Parts | None = None
        self._loaded: Loaded | None = None
        self._problems: tuple[Problem, ...] | None = None

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
        return _restored, (self._values(), self.problems)

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


def _restored(values: tuple[Any, ...], problems: tuple[Problem, ...]) -> Answers:
    """Restore unpickled Answers."""
    answers = _new(Answers)
    answers._entries, answers._extras = values
    answers._problems = problems
    return answers


_new = object.__new__

#: The values of slots that are not set.
_UNTIL_KNOWN = dict.fromkeys(("_first", "_loaded", "_parts", "_problems"), None) | {"_extras": ()}
