"""Store documents that cannot be read as text, and log how many there are."""

from __future__ import annotations

import logging
from typing import Any

#: The kind of part for a document that cannot be read.
DOCUMENT = "document"

_LOG = logging.getLogger("questionforms.answers")


def report(bad: int, total: int) -> None:
    """Log how many documents could not be read, if any."""
    if bad:
        _LOG.warning("%d of %d documents could not be read; the column `problem` says why", bad, total)


def text_of(xml: Any) -> str:
    """A document that cannot be read, as text; bytes that are not UTF-8 become escapes."""
    data = xml if isinstance(xml, bytes) else str(xml).encode(errors="backslashreplace")
    return data.decode(errors="backslashreplace")
