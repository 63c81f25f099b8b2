"""How a test asserts what the marketplace refuses a worker."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from questionforms.exceptions import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def denied(code: str, text: str = "") -> Iterator[None]:
    """A worker's action in the block is refused with a code, and a message with this text."""
    with pytest.raises(ServiceError) as caught:
        yield
    assert caught.value.code == code
    assert text in caught.value.message
