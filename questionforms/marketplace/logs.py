"""The log on stderr, as lines of text or as JSON: requests, and what the marketplace has to say about them."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from questionforms.words import printable

if TYPE_CHECKING:
    from questionforms.marketplace.configuration import LogFormat

#: What a record of a request has, besides its message.
_FIELDS = ("requester", "operation", "status", "request_id")


class _Text(logging.Formatter):
    """Writes the time, in UTC, and the message."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"{_time(record)} {printable(record.getMessage())}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


class _Json(logging.Formatter):
    """Writes one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said = {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        found = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        found |= said or {"message": record.getMessage()}
        if record.exc_info:
            found["traceback"] = self.formatException(record.exc_info)
        return json.dumps(found)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def log_to_stderr(style: LogFormat) -> None:
    """Write the marketplace's log to stderr, instead of wherever it went before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if style == "json" else _Text())
    logger = logging.getLogger("questionforms.marketplace")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
