"""No name of a file, and no argument, can control the terminal that an error is printed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from questionforms.cli import main
from tests.cli.command import BAD, GOOD

#: Sets the title of a terminal.
SEQUENCE = "\x1b]0;owned\x07"
NAME = f"a{SEQUENCE}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with files whose names contain the sequence."""
    files = {
        "good.xml": GOOD,
        "bad.xml": BAD,
        "cut.xml": GOOD[:-9],
        "key.toml": "[tool.questionforms\n",
        "base.json": "{",
        "a.csv": "a,b\n1,2\n",
        "r.csv": "HITId,AssignmentId,WorkerId,Answer.q\nH,A,W,x\n",
        "a.jsonl": '{"AssignmentId": "A", "Answer": "<x/>"}\n{"x\n',
        "a.py": "form = 1\n",
    }
    for name, text in files.items():
        (tmp_path / f"{NAME}{name}").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = [
    ["validate", "@none.xml"],
    ["validate", "@cut.xml"],
    ["validate", "@bad.xml", "--format", "github"],
    ["validate", "@bad.xml", "--format", "concise"],
    ["validate", "@a.py", "--fix"],
    ["validate", "@bad.xml", "--key", "@none.xml"],
    ["validate", "@bad.xml", "--config", "@key.toml"],
    ["validate", "@bad.xml", "--baseline", "@base.json"],
    ["validate", "@bad.xml", "--write-baseline", "@new.json"],
    ["convert", "@none.xml"],
    ["convert", "@good.xml", "-o", "@no/x.py"],
    ["answers", "@a.csv"],
    ["answers", "@a.jsonl"],
    ["answers", "@r.csv", "-o", "@t.what"],
    ["answers", "@r.csv", "-o", "@no/t.csv"],
    ["answers", "@r.csv", "--form", "@none.xml"],
    ["answers", "@a.csv", "--guess-form"],
    ["quality", "@a.csv"],
    ["quality", "@r.csv", "--question", "@"],
    ["quality", "@r.csv", "--question", "q", "--gold", "@a.csv"],
    ["rules", "@"],
    ["@"],
    ["serve", "--database", "sqlite:///@no/x.sqlite"],
    ["serve", "--host", "@"],
    ["serve", "--notify", "@"],
    ["marketplace", "@"],
    ["marketplace", "keys", "list", "--database", "sqlite:///@none.sqlite"],
    ["marketplace", "workers", "import", "@a.csv", "--database", "sqlite:///@none.sqlite"],
    ["marketplace", "backup", "@r.csv", "--database", "sqlite:///@a.csv"],
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_control_characters(command: list[str]) -> None:
    """Names are escaped on a terminal, whatever is wrong with the file."""
    done = CliRunner().invoke(main, [word.replace("@", NAME) for word in command], color=True)
    assert SEQUENCE not in done.output
    assert "\x07" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
