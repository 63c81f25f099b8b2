"""The fixtures of the tests of schemas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.formats import ANSWER_KEY
from tests.schema.verdicts import simple_xsd


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a user's folder with a schema of their own for AnswerKey."""
    (tmp_path / "mine.xsd").write_text(simple_xsd(ANSWER_KEY))
    return tmp_path
