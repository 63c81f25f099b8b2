"""Every file in tests/files is a test: a valid one is silent, an invalid one gives the report that stands beside it.

`python -m tests.test_files` writes the reports anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import InvalidDocument, iter_problems, parse, validate

FILES = Path(__file__).parent / "files"
VALID = sorted(FILES.glob("valid/*/*.xml"))
INVALID = sorted(FILES.glob("invalid/*/*.xml"))


def name(path: Path) -> str:
    """How a file is called in the reports and in pytest's output."""
    return path.relative_to(FILES).as_posix()


def report(path: Path) -> str:
    """The lines that the command prints for a file."""
    return "".join(f"{problem}\n" for problem in iter_problems(path, file=name(path)))


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_files_are_silent(path: Path) -> None:
    """A valid file has no problem; it is read, by its folder's class, and written valid."""
    assert report(path) == ""
    document = parse(path)
    assert document.tag == path.parent.name
    validate(document)
    assert parse(document.to_xml()) == document


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_files_give_their_report(path: Path) -> None:
    """An invalid file gives exactly the report beside it, of its folder's rule, and cannot be read."""
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == report(path)
    problems = list(iter_problems(path))
    assert [problem.place for problem in problems] == sorted(problem.place for problem in problems)
    if path.parent.name != "several":
        assert {problem.rule for problem in problems} == {path.parent.name}
    if path.parent.name != "too-large":
        with pytest.raises(InvalidDocument):
            parse(path)


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_reports_are_for_people(path: Path) -> None:
    """No message holds an engine's words, or a name in braces."""
    said = report(path)
    for noise in ("{http", "cvc-", "libxml", "Element '", "XsdElement", "expat", "xs:"):
        assert noise not in said


def test_every_rule_of_the_schema_has_files() -> None:
    """Each folder has a file or more, and those of the schema's rules two."""
    counts = {folder.name: len(list(folder.glob("*.xml"))) for folder in (FILES / "invalid").iterdir()}
    assert min(counts.values()) >= 1
    assert {rule for rule, count in counts.items() if count < 2} <= {
        "missing-attribute",
        "several",
        "too-deep",
        "too-large",
        "undefined-entity",
    }


if __name__ == "__main__":
    for file in INVALID:
        file.with_suffix(".txt").write_text(report(file), encoding="utf-8")
