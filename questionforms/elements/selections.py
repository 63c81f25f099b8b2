"""The selections of a SelectionAnswer, in each of the ways in which they can be given.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference (SelectionAnswer).
"""

from __future__ import annotations

from questionforms.elements import content as contents
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import content, leaf
from questionforms.elements.content import Binary, FormattedContent, Text
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import counted, found, shown, type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
    from typing import Any, Protocol, TypeAlias

    from questionforms.elements.content import Label

    Choice: TypeAlias = "str | int | tuple[str | int, Label] | list[str] | Selection"

    class Choices(Protocol):
        """A list, a tuple or a range. A str, whose `__contains__` takes only a str, and a mapping do not match."""

        def __iter__(self) -> Iterator[Choice]: ...
        def __contains__(self, value: object, /) -> bool: ...
        @property
        def count(self) -> object: ...  # noqa: D102

    class Labels(Protocol):
        """A mapping of identifiers to labels."""

        def items(self) -> Iterable[tuple[str | int, Label]]: ...  # noqa: D102

    Selections: TypeAlias = (
        Labels | Choices | Iterator[Choice] | KeysView[str] | ValuesView[str] | ItemsView[str, Label]
    )

_WHERE = "SelectionAnswer"
_EXPECTED = "a mapping of identifiers to labels, or a sequence of strings, pairs or Selections"
#: What the requester site writes between the selections of an answer.
_SEPARATOR = "|"


class Selection(Element):
    """One choice: the identifier that is returned as the answer, and the label that the worker sees.

    An int as the identifier becomes its digits: 1 becomes "1".
    """

    identifier: str = leaf("SelectionIdentifier")
    label: Text | Binary | FormattedContent = content(Text, Binary, FormattedContent)

    def __init__(self, identifier: str | int, label: Label) -> None:
        self._identifier = _identifier(identifier)
        self._label = _label(label, identifier)


def _identifier(value: object) -> str:
    if isinstance(value, str):
        return arguments.identifier("Selection", "identifier", value)
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{found(value)}; expected text (str) or a whole number (int)"
        raise WrongType("Selection", "identifier", message)
    return str(arguments.integer("Selection", "identifier", value))


def _label(value: object, identifier: object) -> Any:
    if isinstance(value, str | Text | Binary | FormattedContent) or arguments.has_html(value):
        return contents.item("Selection", "label", value)
    message = f"{found(value)}; expected a label: a str, markup, Text, Binary or FormattedContent"
    swapped = isinstance(value, int) and isinstance(identifier, str) and not identifier.isdecimal()
    meant = (
        f"; did you mean Selection({shown(value)}, {shown(identifier)})? The identifier comes first" if swapped else ""
    )
    raise WrongType("Selection", "label", f"{message}{meant}")


def selections_of(given: Any) -> tuple[Selection, ...]:
    """The selections of a SelectionAnswer, from what it was given; their identifiers are unique.

    Plain texts in a dict or a list have a fast path, since a form can have hundreds of them.
    """
    pairs: Iterable[tuple[Any, Any]]
    if type(given) is dict and "" not in given:
        pairs, texts = given.items(), [*given, *given.values()]
    elif type(given) is list and all(type(text) is str and text and _SEPARATOR not in text for text in given):
        pairs, texts = zip(given, given, strict=True), given
    else:
        return _checked(given)
    selections = []  # not `found`: CPython is slower with the methods of a name that the module imports
    for identifier, label in pairs:
        if type(identifier) is not str or type(label) is not str:
            return _checked(given)
        selection = _new(Selection)
        selection._identifier = identifier
        selection._label = label
        selections.append(selection)
    if texts is given and len(set(texts)) < len(texts):
        return _checked(given)
    return tuple(selections) if selections and "".join(texts).isprintable() else _checked(given)


_new = object.__new__


def _checked(given: Any) -> tuple[Selection, ...]:
    if arguments.is_mapping(given):
        selections = tuple([Selection(identifier, label) for identifier, label in given.items()])
    else:
        meant = f"; did you mean [{shown(given)}]?" if isinstance(given, str | Selection) and given else ""
        items = arguments.several(_WHERE, "selections", given, f"{_EXPECTED}{meant}")
        kinds = [_kind(item) for item in items]
        for kind, item in zip(kinds, items, strict=True):
            if kind != kinds[0]:
                message = f"{shown(item)} is {kind}, but the first item, {shown(items[0])}, is {kinds[0]}"
                raise WrongType(_WHERE, "selections", f"{message}; expected items of one kind")
        selections = tuple([_MAKE[kind](item) for kind, item in zip(kinds, items, strict=True)])
    if not selections:
        raise InvalidArgument(_WHERE, "selections", f"it is empty; expected {_EXPECTED}")
    arguments.unique(_WHERE, "selections", [selection.identifier for selection in selections])
    return selections


def _kind(item: object) -> str:
    """What an item of a sequence is, as a name in `_MAKE`."""
    if type(item) is Selection:
        return "a Selection"
    if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
        return "a string"
    if not isinstance(item, tuple | list):
        raise WrongType(_WHERE, "selections", f"{found(item)}; expected a string, a pair or a Selection")
    if len(item) != 2:
        message = f"{shown(item)} is {type_of(item)} of {counted(len(item), 'item')}"
        raise WrongType(_WHERE, "selections", f"{message}; expected a pair of an identifier and a label")
    return "a pair"


def _of_text(text: Any) -> Selection:
    """The selection whose identifier and label are both this text."""
    if arguments.has_html(text):
        message = (
            f"{shown(text)} is markup, which cannot be an identifier; expected a pair such as ('a', {shown(text)})"
        )
        raise WrongType(_WHERE, "selections", message)
    identifier = _identifier(text)
    if _SEPARATOR in identifier:
        pair = (identifier.replace(_SEPARATOR, "-"), identifier)
        message = (
            f"{shown(identifier)} contains `|`, which separates selections in the requester site's CSV, so an answer "
            f"could not be read from it; give a pair of an identifier and the label, such as {shown(pair)}"
        )
        raise InvalidArgument(_WHERE, "selections", message)
    return Selection(identifier, identifier)


_MAKE: dict[str, Any] = {
    "a Selection": lambda selection: selection,
    "a string": _of_text,
    "a pair": lambda pair: Selection(*pair),
}
