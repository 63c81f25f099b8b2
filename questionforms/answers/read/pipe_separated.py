"""Several values in one text, separated by `|`: the three conventions for joining them, and for splitting them again.

The sign is never escaped, so a value that contains it is read as several. Sources: for the fields of a page, users'
observations; for cells, results files of the requester site. The review policies read what pages submit.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_PIPE = "|"
#: What divides values in the files of MTurkR.
MTURKR = ";"


def can_be_split(value: str) -> bool:
    """Whether a value is still a single one after joining and splitting."""
    return _PIPE not in value


def join_fields(values: Iterable[str]) -> str:
    """The values of fields with the same name, such as checkboxes, as the service joins them: all, and unchanged."""
    return _PIPE.join(values)


def split_fields(text: str) -> tuple[str, ...]:
    """The values of fields with the same name. Any other text may contain the sign itself, so do not split it.

    An empty text is one empty value.
    """
    return tuple(text.split(_PIPE))


def join_selections(identifiers: Iterable[str]) -> str:
    """The selections of a question, as the requester site writes them into a cell of its CSV."""
    return _PIPE.join(identifiers)


def split_cell(cell: str, separator: str = _PIPE) -> list[str]:
    """The values in a cell; MTurkR writes its separator in front of the first one, too."""
    return without_first(cell, separator).split(separator)


def without_first(cell: str, separator: str) -> str:
    """The cell without the separator that MTurkR writes in front of several values."""
    return cell.removeprefix(separator) if separator == MTURKR else cell


def split_selections(cell: str, offered: Collection[str], separator: str = _PIPE) -> tuple[str, ...]:
    """The selections in a cell: its parts, unless the form offers the whole text or none of the parts."""
    parts = split_cell(cell, separator)
    return (cell,) if cell in offered or not any(part in offered for part in parts) else tuple(parts)


def join_answer(values: Iterable[str]) -> str:
    """The values of an answer, as the review policies report them in `PluralityAnswer`: sorted."""
    return _PIPE.join(sorted(values))


def split_answer(*texts: str) -> frozenset[str]:
    """The values of an answer, as the review policies compare them: stripped, unordered, and without empty ones."""
    return frozenset(part.strip() for text in texts for part in text.split(_PIPE) if part.strip())
