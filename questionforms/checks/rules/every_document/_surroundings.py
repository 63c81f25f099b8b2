"""What a place in the text of a document stands in: markup of its own, a CDATA section, a comment."""

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
    """What stands around a place."""

    #: `HTMLContent` or `FormattedContent`, where the place is in one, or in a page; else nothing.
    markup: str = ""
    #: Whether references stand there for themselves, as in a CDATA section, a comment, or a page.
    literal: bool = False


class Map:
    """The surroundings of all places of a document."""

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
        """What stands around a place, as an index in the text."""
        return self._found[bisect_right(self._starts, offset) - 1]


_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}


def is_no_document(loaded: Loaded) -> bool:
    """Whether the text is a page of HTML alone."""
    return root_name(loaded) not in VERSIONS


def is_of_worker(loaded: Loaded) -> bool:
    """Whether a worker sent the text, so that nobody can write it otherwise."""
    return root_name(loaded) == "QuestionFormAnswers"


def has_numeric_references(loaded: Loaded) -> bool:
    """Whether the text holds `&#`; a search for the one character, which most texts do not have, is the fastest."""
    return "#" in loaded.text and "&#" in loaded.text
