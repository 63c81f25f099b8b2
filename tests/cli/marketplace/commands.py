"""Runs the subcommands of `questionforms marketplace` on a database in a temporary folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner, Result

from questionforms.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commands:
    """Runs subcommands on one database."""

    folder: Path

    @property
    def file(self) -> Path:
        """The file of the database."""
        return self.folder / "marketplace.sqlite"

    @property
    def url(self) -> str:
        """The URL of the database."""
        return f"sqlite:///{self.file}"

    def result(self, *arguments: str, **options: Any) -> Result:
        """The result of a subcommand, whether or not it succeeds."""
        return CliRunner().invoke(main, ["marketplace", *arguments, "--database", self.url], **options)

    def output(self, *arguments: str, **options: Any) -> str:
        """The standard output of a subcommand, which must succeed."""
        done = self.result(*arguments, **options)
        assert done.exit_code == 0, done.output
        return done.stdout

    def error(self, *arguments: str, **options: Any) -> str:
        """The standard error of a subcommand, which must fail with the exit code 2, and without a traceback."""
        done = self.result(*arguments, **options)
        assert done.exit_code == 2, done.output
        assert isinstance(done.exception, SystemExit)
        return done.stderr

    def records(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON that a subcommand prints."""
        found: list[dict[str, Any]] = json.loads(self.output(*arguments, "--format", "json"))
        return found

    def new_key(self, name: str = "lab") -> tuple[str, str]:
        """A new key and its secret."""
        key, secret = (line.split(" = ")[1] for line in self.output("keys", "new", name).splitlines())
        return key, secret

    def write(self, name: str, text: str) -> str:
        """The path of a file with this text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)
