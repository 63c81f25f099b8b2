"""The documents of the corpus that can be read."""

from __future__ import annotations

from typing import Any

import pytest

from questionforms import InvalidDocument, parse
from tests.documents import corpus


def readable(family: str | None = None) -> list[Any]:
    """The documents, of one family or of all, as parameters of a test, by their names."""
    found = []
    for path in corpus(family):
        try:
            found.append(pytest.param(parse(path), id=f"{path.parent.name}/{path.name}"))
        except InvalidDocument:
            continue
    return found
