"""Documents for tests: the corpus, and seeded generators of valid documents and of their mutations.

The formats are stated here once more, apart from both texts of the XSDs (source: reference/FACTS.md, sections 3 to 13),
so that a slip in `schemas/` does not repeat itself in what checks it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from tests.documents.exhaustive import with_each_attribute, with_each_change, with_each_child, with_each_value
from tests.documents.mutations import mutated
from tests.documents.valid import valid

__all__ = [
    "SHARED",
    "corpus",
    "generated",
    "mutated",
    "needs_shared",
    "valid",
    "with_each_attribute",
    "with_each_change",
    "with_each_child",
    "with_each_value",
]

#: The folder with the corpus and the reference schemas, which are no part of the project.
SHARED = Path(os.environ.get("QUESTIONFORMS_SHARED") or Path(__file__).parents[3] / "shared")

needs_shared = pytest.mark.skipif(
    not (SHARED / "reference" / "schemas").is_dir(),
    reason=f"needs the shared folder at {SHARED}, or where QUESTIONFORMS_SHARED says",
)


def corpus(family: str | None = None) -> list[Path]:
    """List the corpus documents, of one family (such as `questionform`) or of all; none where it is absent."""
    return sorted((SHARED / "corpus").glob(f"{family or '*'}/*.xml"))


def generated(uri: str, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield that many different documents of a format, a third valid and the rest mutated, always the same ones."""
    random = Random(f"{uri} {seed}")
    seen: set[bytes] = set()
    while len(seen) < count:
        document = valid(uri, random)
        for root in (document, mutated(document, random), mutated(document, random)):
            xml = etree.tostring(root, encoding="utf-8")
            if xml not in seen and len(seen) < count:
                seen.add(xml)
                yield xml
