"""A form for the rules that look at all its identifiers or all its texts, which are gathered once per form."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match, Pattern

    from lxml.etree import _Element

    Identifiers = Sequence[tuple[str, _Element]]

#: The elements with plain text, which is shown exactly as written.
_PLAIN = ("Text", "Title", "ListItem", "DisplayName")


class Form:
    """The root of a QuestionForm, with its identifiers and texts."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._space = str(root.tag).removesuffix("QuestionForm")

    @cached_property
    def elements(self) -> list[_Element]:
        """The identifiers in document order: a question's, those of its selections, the next question's."""
        return list(self._root.iter(f"{self._space}QuestionIdentifier", f"{self._space}SelectionIdentifier"))

    @cached_property
    def names(self) -> list[str]:
        """The text of each identifier."""
        return [element.text or "" for element in self.elements]

    def of_questions(self) -> Identifiers:
        """The identifiers of the questions, with their elements."""
        return [(self.names[index], self.elements[index]) for index in self._questions]

    def of_selections(self) -> Iterator[Identifiers]:
        """Yield the identifiers of the selections, with their elements, of each question that repeats one."""
        for index, end in pairwise([*self._questions, len(self.names)]):
            names = self.names[index + 1 : end]
            if len(set(names)) < len(names):
                yield list(zip(names, self.elements[index + 1 : end], strict=True))

    def plain_texts(self, pattern: Pattern[str], *signs: str) -> Iterator[_Element]:
        """Yield the plain-text elements that contain the pattern and other text; a match contains one of the signs."""
        if self._has(signs):
            for element in self._root.iter(*[f"{self._space}{name}" for name in _PLAIN]):
                text = element.text or ""
                found = pattern.search(text)
                if found and found[0] != text.strip():
                    yield element

    def found_in_texts(self, pattern: Pattern[str], *signs: str) -> Iterator[tuple[_Element, Match[str]]]:
        """Yield the first match of the pattern in each text; a match contains one of the signs."""
        if self._has(signs):
            for element in self._root.iter("*"):
                if found := pattern.search(element.text or ""):
                    yield element, found

    @cached_property
    def _questions(self) -> list[int]:
        questions = set(self._root.iter(f"{self._space}QuestionIdentifier"))
        return [index for index, element in enumerate(self.elements) if element in questions]

    def _has(self, signs: tuple[str, ...]) -> bool:
        return any(sign in self._all_text for sign in signs)

    @cached_property
    def _all_text(self) -> str:
        from lxml.etree import tostring

        return tostring(self._root, method="text", encoding="unicode")


def repeated(group: Identifiers) -> Iterator[tuple[str, _Element]]:
    """Yield each identifier that already occurred in the group, ignoring empty ones."""
    seen: set[str] = set()
    for name, element in group:
        if name in seen:
            yield name, element
        if name:
            seen.add(name)
