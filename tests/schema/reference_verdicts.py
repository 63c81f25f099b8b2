"""The reference's verdict of each generated document, recorded, so that ours can be compared from a checkout alone.

`python -m tests.schema.reference_verdicts` records them anew; it needs the reference.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from questionforms.namespaces import XHTML
from tests.documents import generated, with_each_attribute, with_each_change, with_each_child, with_each_value
from tests.documents.formats import FORMATS
from tests.documents.fragments import fragments, wrapped
from tests.schema.verdicts import is_disputed, reference, with_plain_urls

FILE = Path(__file__).with_suffix(".txt")

#: How many documents of each of the seven formats `generated` makes: 21,000 in all.
EACH = 3_000

#: What makes the documents of a format.
MAKERS: Mapping[str, Callable[[str], Iterator[bytes]]] = {
    "generated": functools.partial(generated, count=EACH),
    "with_each_value": with_each_value,
    "with_each_attribute": with_each_attribute,
    "with_each_child": with_each_child,
    "with_each_change": with_each_change,
    "valid_markup": lambda _: filter(None, map(wrapped, fragments(changed=False))),
    "mutated_markup": lambda _: filter(None, map(wrapped, fragments(changed=True))),
}
#: Each format with each of its makers.
GROUPS = [(uri, maker) for uri in FORMATS for maker in MAKERS if uri == XHTML or not maker.endswith("_markup")]
#: The valid markup once more: whether Amazon's three texts of the subset differ about it.
DISPUTED = (XHTML, "disputed_markup")


@functools.cache
def made(uri: str, maker: str) -> tuple[bytes, ...]:
    """The documents that a maker makes of a format."""
    return tuple(MAKERS[maker](uri))


class Record(NamedTuple):
    """What is recorded of documents."""

    #: The hash of all of them in their order; the verdicts mean nothing for any others.
    documents: str
    #: A 1, then a bit for each verdict, in hexadecimal.
    bits: str

    @property
    def verdicts(self) -> list[bool]:
        """The verdict of each document."""
        return [bit == "1" for bit in f"{int(self.bits, 16):b}"[1:]]


def digest(documents: Iterable[bytes]) -> str:
    """The hash of documents in their order."""
    return sha256(b"".join(sha256(xml).digest() for xml in documents)).hexdigest()


def record(documents: Sequence[bytes], judge: Callable[[bytes], bool]) -> Record:
    """The record of what a judge says of documents."""
    bits = "".join("01"[judge(xml)] for xml in documents)
    return Record(digest(documents), f"{int(f'1{bits}', 2):x}")


@functools.cache
def recorded() -> Mapping[tuple[str, str], Record]:
    """The record of each group."""
    rows = [line.split() for line in FILE.read_text(encoding="ascii").splitlines()]
    return {(uri, maker): Record(*found) for uri, maker, *found in rows}


def recorded_verdicts(group: tuple[str, str], documents: Sequence[bytes]) -> dict[bytes, bool]:
    """What is recorded of each document of a group."""
    expected = recorded()[group]
    assert digest(documents) == expected.documents, "other documents: python -m tests.schema.reference_verdicts"
    return dict(zip(documents, expected.verdicts, strict=True))


def _by_reference(uri: str, xml: bytes) -> bool:
    """What the reference says of a document, once its URLs are such that libxml2 takes them."""
    return reference(uri, with_plain_urls(xml))


if __name__ == "__main__":
    records = {group: record(made(*group), functools.partial(_by_reference, group[0])) for group in GROUPS}
    records[DISPUTED] = record(made(XHTML, "valid_markup"), is_disputed)
    lines = [" ".join([*group, *found]) for group, found in records.items()]
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
