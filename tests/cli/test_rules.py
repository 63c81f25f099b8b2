"""`questionforms rules`: the list, and the pages."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from questionforms.checks.rules import RULES, summary
from questionforms.cli import main


def rules(*arguments: str) -> Result:
    """The result of `questionforms rules`."""
    return CliRunner().invoke(main, ["rules", *arguments])


def test_the_list() -> None:
    """Each rule has a line with its name, severity and summary."""
    lines = rules().stdout.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == [
        [rule.name, rule.severity, summary(rule.name)] for rule in RULES.values()
    ]


def test_a_page() -> None:
    """A rule's page is printed below its name."""
    shown = rules("too-deep").stdout
    assert shown.startswith("# too-deep\n\nElements are nested more than 255 levels deep.\n\n")
    assert "## Source" in shown


def test_no_rule() -> None:
    """An unknown rule is an error with a suggestion and exit code 2."""
    result = rules("to-deep")
    assert result.exit_code == 2
    assert "there is no rule `to-deep`; did you mean `too-deep`?" in result.stderr


def test_json() -> None:
    """In JSON, the list is an array of objects, and a page is one of them."""
    listed = json.loads(rules("--format", "json").stdout)
    assert [rule["name"] for rule in listed] == list(RULES)
    assert json.loads(rules("--format", "json", "too-deep").stdout) == next(
        rule for rule in listed if rule["name"] == "too-deep"
    )
    assert set(listed[0]) == {"name", "severity", "summary", "page"}
