"""Several values in one text, with `|` between them: the conventions of those who write them so, each in both ways.

Nobody escapes the sign, so a value that holds it becomes several. Sources: for the fields of a page, what users saw;
for cells, the results files of the requester site. The review policies read what pages send.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_PIPE = "|"


def can_be_split(value: str) -> bool:
    """Whether a value is one again after it was joined with others and split."""
    return _PIPE not in value


def join_fields(values: Iterable[str]) -> str:
    """The fields of one name, such as checkboxes, as the service joins what a page sends: all of them, as they are."""
    return _PIPE.join(values)


def split_fields(text: str) -> tuple[str, ...]:
    """What the fields of one name held; a text that another field sent may hold the sign itself, so ask only for these.

    An empty text is one empty field.
    """
    return tuple(text.split(_PIPE))


def join_selections(identifiers: Iterable[str]) -> str:
    """The selections of a question as the requester site has them in one cell of its CSV."""
    return _PIPE.join(identifiers)


def split_selections(cell: str, offered: Collection[str]) -> tuple[str, ...]:
    """The selections in one cell; the whole cell where it is one that is offered, or where none of its parts is."""
    parts = cell.split(_PIPE)
    return (cell,) if cell in offered or not any(part in offered for part in parts) else tuple(parts)


def join_answer(values: Iterable[str]) -> str:
    """The values of an answer as the review policies give them in `PluralityAnswer`: sorted."""
    return _PIPE.join(sorted(values))


def split_answer(*texts: str) -> frozenset[str]:
    """The values of an answer as the review policies compare them: in no order, without outer blanks and empty ones."""
    return frozenset(part.strip() for text in texts for part in text.split(_PIPE) if part.strip())
