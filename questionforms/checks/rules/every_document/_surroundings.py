"""What surrounds a position in the text of a document: HTML or XHTML, a CDATA section, or a comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from questionforms.namespaces import VERSIONS
from questionforms.xml.parse import root_name

if TYPE_CHECKING:
    from questionforms.xml.load import Loaded

_MARK = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|<(/?)(?:[^\s<>/:]+:)?(HTMLContent|FormattedContent)(?=[\s>])")


class Surroundings(NamedTuple):
    """What surrounds a position."""

    #: `HTMLContent` (or a page of HTML) or `FormattedContent`, if the position is inside one; empty otherwise.
    markup: str = ""
    #: Whether references are left unresolved there, as in a CDATA section, a comment, or a page of HTML.
    literal: bool = False


class Map:
    """The surroundings of every position in a document."""

    def __init__(self, loaded: Loaded) -> None:
        is_page = is_no_document(loaded)
        self._starts = [0]
        self._found = [Surroundings("HTMLContent" if is_page else "", literal=is_page)]
        markup, end = "", ""
        for mark in () if is_page else _MARK.finditer(loaded.text):
            if end:
                if mark[0] != end:
                    continue
                end = ""
            elif mark[0] in _ENDS:
                end = _ENDS[mark[0]]
            elif mark[2]:
                markup = "" if mark[1] else mark[2]
            self._starts.append(mark.end())
            self._found.append(Surroundings(markup, literal=bool(end)))

    def at(self, offset: int) -> Surroundings:
        """What surrounds the position at an index of the text."""
        return self._found[bisect_right(self._starts, offset) - 1]


_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}


def is_no_document(loaded: Loaded) -> bool:
    """Whether the text is a page of HTML, without a document around it."""
    return root_name(loaded) not in VERSIONS


def is_of_worker(loaded: Loaded) -> bool:
    """Whether a worker sent the text, so that nobody can change how it is written."""
    return root_name(loaded) == "QuestionFormAnswers"


def has_numeric_references(loaded: Loaded) -> bool:
    """Whether the text contains `&#`; most texts contain no `#`, and a search for one character is fastest."""
    return "#" in loaded.text and "&#" in loaded.text
