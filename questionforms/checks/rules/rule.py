"""A rule and its findings, and the functions with which checks read elements."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

from questionforms.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from questionforms.problems import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that a check found; the engine adds the rule, the file and the position."""

    #: One sentence: what is there, what was expected, what was probably meant.
    message: str
    #: What to do instead, if known.
    hint: str | None = None
    #: The element to report; None for the element that was checked, or the one that contains the checked text.
    element: _Element | None = None
    #: The name of the element's attribute to report, if the problem is in one.
    attribute: str | None = None
    #: The position in the checked text, in characters.
    offset: int | None = None
    #: Which case of the rule it is, if its row in `questionforms.codes` has several.
    case: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A key together with the form that it scores."""

    #: The root of the AnswerKey.
    key: _Element
    #: The root of the QuestionForm.
    form: _Element


@dataclass(frozen=True, slots=True)
class Rule:
    """A check for one of the names in `questionforms.codes`."""

    #: In kebab-case; it describes the pattern that is found, and never changes.
    name: str
    #: What `check` is called with: each element with one of these names, or an object of this class.
    on: tuple[str, ...] | type
    #: Yields the findings.
    check: Callable[[Any], Iterator[Finding]]
    #: The kinds of document in which elements are checked.
    documents: tuple[str, ...] = ("QuestionForm",)

    @property
    def severity(self) -> Severity:
        """The severity of its row."""
        return CODES[self.name].severity


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, name: str) -> Iterator[_Element]:
    """The children with this name."""
    return element.iterchildren(f"{{*}}{name}")


def child(element: _Element, name: str) -> _Element | None:
    """The first child with this name."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def text(element: _Element, name: str) -> str:
    """The text of the first child with this name; empty if there is none."""
    found = child(element, name)
    return "" if found is None else found.text or ""


def number(element: _Element, name: str) -> int | None:
    """The whole number in the first child with this name; None if there is no such child."""
    found = child(element, name)
    return None if found is None else integer(found.text)


def integer(value: str | None) -> int | None:
    """Parse a whole number as the schema writes it; None if it is missing, or longer than anyone could mean."""
    digits = (value or "").strip()
    return int(digits) if digits and len(digits) < 1_000 else None


def real(value: str) -> float:
    """A number as xs:double writes it; NaN also for what only libxml2 accepts as one, such as `1e`."""
    try:
        return float(value)
    except ValueError:
        return nan


def ancestor(element: _Element, name: str) -> _Element | None:
    """The nearest ancestor with this name."""
    return next(element.iterancestors(f"{{*}}{name}"), None)
