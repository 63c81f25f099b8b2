"""Documents and XSDs that point elsewhere: nothing that they name is ever opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.formats import ANSWER_KEY, ANSWERS
from tests.long_runs import FOR_EVER
from tests.schema.verdicts import OWN, simple_xsd

_VALIDATE = """
import sys
from lxml import etree
from questionforms.schema.schemas import shipped
uri, xml = sys.argv[1:]
print(shipped().compiled(uri).validate(etree.fromstring(xml)), shipped().components(uri).is_valid(xml))
"""

_FIND = """
import sys
from questionforms.schema.schemas import Schemas
found = Schemas(sys.argv[1])
print(found.compiled(sys.argv[2]) is not None, found.components(sys.argv[2]) is not None)
"""


def _run(code: str, *arguments: str) -> str:
    """Run Python code in a process of its own, which may not wait for ever, and return what it prints."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=FOR_EVER, cwd=OWN.parent)
    return done.stdout.strip()


@pytest.fixture
def trap(tmp_path: Path) -> str:
    """Make a pipe that nobody writes to: opening it blocks forever."""
    os.mkfifo(tmp_path / "trap.xsd.pipe")
    return str(tmp_path / "trap.xsd.pipe")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    "hint",
    [
        "xsi:schemaLocation='{uri} {trap}'",
        "xsi:schemaLocation='{uri} file://{trap}'",
        "xsi:schemaLocation='urn:x {trap}'",
        "xsi:noNamespaceSchemaLocation='{trap}'",
    ],
)
def test_hints_are_not_followed(hint: str, trap: str) -> None:
    """Neither engine follows a document's hint to the location of a schema."""
    spaces = f"xmlns='{ANSWERS}' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    inside = f"<Answer {hint}><QuestionIdentifier {hint}/></Answer>"
    xml = f"<QuestionFormAnswers {spaces} {hint}>{inside}</QuestionFormAnswers>".format(uri=ANSWERS, trap=trap)
    assert _run(_VALIDATE, ANSWERS, xml) == "True True"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_doctype_is_not_followed(folder: Path, trap: str) -> None:
    """The DTD that a user's XSD names is never read."""
    (folder / "mine.xsd").write_text(f"<!DOCTYPE x SYSTEM '{trap}'>{simple_xsd(ANSWER_KEY)}")
    assert _run(_FIND, str(folder), ANSWER_KEY) == "True True"
