"""Tests that could go on for ever: a short while in `make test`, long in `make long`, a tenth of that in `.ci/run`."""

from __future__ import annotations

import os

from hypothesis import settings

#: How many times as long as in `make test`. QUESTIONFORMS_LONG sets it; the Makefile and `.ci/run` do.
FACTOR = int(os.environ.get("QUESTIONFORMS_LONG") or 1)
#: The factor of `make long`, with which everything is tested that can be tested one by one.
WHOLE = 50
#: Seconds after which what hangs is ended: far longer than anything takes on a busy machine.
FOR_EVER = 600


def drawn(count: int) -> int:
    """The number of examples to draw: a third of the count in `make test`, a multiple of it in a long run."""
    return count * FACTOR if FACTOR > 1 else max(10, count // 3)


def examples(count: int) -> settings:
    """Draw this number of examples, fewer in `make test` and more in a long run."""
    return settings(max_examples=drawn(count))
