"""What a rule is: a name, and the check that yields findings; and how checks read elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from questionforms.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from questionforms.problems import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; the engine adds the rule, the file, and the place in it."""

    #: One sentence: what stands there, what was expected, what was probably meant.
    message: str
    #: What to do instead, where it is known.
    hint: str | None = None
    #: Where it stands; None for the element that was checked, or that holds the text that was.
    element: _Element | None = None
    #: The name of the element's attribute, where it stands in one.
    attribute: str | None = None
    #: The index in the text that was checked, in characters.
    offset: int | None = None
    #: Which of the rule's findings it is, where its row in `questionforms.codes` has cases.
    case: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A key beside the form that it is for."""

    #: The root of the AnswerKey.
    key: _Element
    #: The root of the QuestionForm.
    form: _Element


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, for a name that has a row in `questionforms.codes` and a page beside the rule's module."""

    #: In kebab-case; it says the pattern that is found, and never changes.
    name: str
    #: What `check` is called with: each element of these names, or an object of this class.
    on: tuple[str, ...] | type
    #: What yields the findings.
    check: Callable[[Any], Iterator[Finding]]
    #: The documents in which elements are looked for.
    documents: tuple[str, ...] = ("QuestionForm",)

    @property
    def severity(self) -> Severity:
        """The severity of its row."""
        return CODES[self.name].severity


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, name: str) -> Iterator[_Element]:
    """The children of a name."""
    return element.iterchildren(f"{{*}}{name}")


def child(element: _Element, name: str) -> _Element | None:
    """The first child of a name."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def text(element: _Element, name: str) -> str:
    """The text of the first child of a name; empty where there is none."""
    found = child(element, name)
    return "" if found is None else found.text or ""


def number(element: _Element, name: str) -> int | None:
    """The whole number that the first child of a name holds; None where there is no child."""
    found = child(element, name)
    return None if found is None else integer(found.text)


def integer(value: str | None) -> int | None:
    """A whole number as the schema writes it; None for none, and for one that is longer than anyone means."""
    digits = (value or "").strip()
    return int(digits) if digits and len(digits) < 1_000 else None


def ancestor(element: _Element, name: str) -> _Element | None:
    """The nearest element of a name that holds this one."""
    return next(element.iterancestors(f"{{*}}{name}"), None)
