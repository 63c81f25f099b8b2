"""The commands, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.marketplace.commands import Commands


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    """Subcommands on a database that does not exist yet."""
    return Commands(tmp_path)
