"""Tests that could go on for ever: a short while in `make test`, long in `make long`, a tenth of that in CI."""

from __future__ import annotations

import os

from hypothesis import settings

#: How many times as long as in `make test`. QUESTIONFORMS_LONG sets it; the Makefile and `.ci/run` do.
FACTOR = int(os.environ.get("QUESTIONFORMS_LONG") or 1)
#: Seconds after which what hangs is ended: far longer than anything takes on a busy machine.
FOR_EVER = 600


def examples(count: int) -> settings:
    """Draw this number of examples, and in a long run a multiple of it."""
    return settings(max_examples=count * FACTOR)
