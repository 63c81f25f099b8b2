"""`questionforms rules`: the list, and the pages."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from questionforms.cli import main
from questionforms.codes import CODES, FAMILIES, names_of, page, summary
from questionforms.fixes.registry import fixers_of


def rules(*arguments: str) -> Result:
    """The result of `questionforms rules`."""
    return CliRunner().invoke(main, ["rules", *arguments])


def test_the_list() -> None:
    """Each rule has a line with its name, severity, fix and summary, below the title of its family."""
    expected: list[str] = []
    for family, (_, title, _) in FAMILIES.items():
        expected += ["", title]
        for name in names_of(family):
            safe = [fixer.safe for fixer in fixers_of(name)]
            fix = "fix" if any(safe) else "unsafe" if safe else ""
            expected.append(" ".join(f"{name} {CODES[name].severity} {fix} {summary(name)}".split()))
    assert [" ".join(line.split()) for line in rules().stdout.splitlines()] == expected[1:]


def test_a_page() -> None:
    """A rule's page is printed below its name."""
    shown = rules("too-deep").stdout
    assert shown.startswith("# too-deep\n\nElements are nested more than 255 levels deep.\n\n")
    assert "## Source" in shown


@pytest.mark.parametrize("name", ["too-deep", "no-form", "unknown-question", "guards-combined"])
def test_names_of_every_kind_have_pages(name: str) -> None:
    """What is found in documents, answers and calls can be looked up by its name."""
    assert rules(name).stdout.rstrip() == page(name).rstrip()


def test_no_rule() -> None:
    """An unknown rule is an error with a suggestion and exit code 2."""
    result = rules("to-deep")
    assert result.exit_code == 2
    assert "there is no rule `to-deep`; did you mean `too-deep`?" in result.stderr


def test_json() -> None:
    """In JSON, the list is an array of objects, and a page is one of them."""
    listed = json.loads(rules("--format", "json").stdout)
    assert [rule["name"] for rule in listed] == list(CODES)
    assert json.loads(rules("--format", "json", "too-deep").stdout) == next(
        rule for rule in listed if rule["name"] == "too-deep"
    )
    assert list(listed[0]) == [
        "name", "kind", "also", "family", "severity", "service", "source", "cases", "fixes", "summary", "page",
    ]  # fmt: skip


def test_json_has_what_the_service_did() -> None:
    """A row says what the service did and how that is known; where findings differ, each case says it."""
    shown = json.loads(rules("--format", "json", "unknown-country").stdout)
    assert (shown["kind"], shown["severity"], shown["service"]) == ("call", "error", "refuses")
    assert shown["cases"] == [
        {"case": "A withdrawn code", "severity": "warning", "service": "accepts", "source": "simple-amt, issue 23"}
    ]
