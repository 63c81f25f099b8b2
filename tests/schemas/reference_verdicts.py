"""The reference's verdict of each generated document, recorded, so that ours can be compared from a checkout alone.

`python -m tests.schemas.reference_verdicts` writes them anew; it needs the reference.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.documents import generated, with_each_attribute, with_each_change, with_each_child, with_each_value
from tests.documents.formats import FORMATS
from tests.schemas.verdicts import reference, with_plain_urls

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
}


class Record(NamedTuple):
    """What is recorded of the documents that a maker makes of a format."""

    #: The hash of all of them in their order; the verdicts mean nothing for any others.
    documents: str
    #: Whether the reference takes each: a 1, then a bit for each, in hexadecimal.
    bits: str

    @property
    def verdicts(self) -> list[bool]:
        """Whether the reference takes each document."""
        return [bit == "1" for bit in f"{int(self.bits, 16):b}"[1:]]


def digest(documents: Iterable[bytes]) -> str:
    """The hash of documents in their order."""
    return sha256(b"".join(sha256(xml).digest() for xml in documents)).hexdigest()


def record(uri: str, documents: Sequence[bytes]) -> Record:
    """What the reference says of documents, once their URLs are such that libxml2 takes them."""
    bits = "".join("01"[reference(uri, with_plain_urls(xml))] for xml in documents)
    return Record(digest(documents), f"{int(f'1{bits}', 2):x}")


@functools.cache
def recorded() -> Mapping[tuple[str, str], Record]:
    """What is recorded, by format and maker."""
    rows = [line.split() for line in FILE.read_text(encoding="ascii").splitlines()]
    return {(uri, maker): Record(*found) for uri, maker, *found in rows}


if __name__ == "__main__":
    lines = [(uri, name, *record(uri, list(maker(uri)))) for uri in FORMATS for name, maker in MAKERS.items()]
    FILE.write_text("".join(f"{' '.join(line)}\n" for line in lines), encoding="ascii")
