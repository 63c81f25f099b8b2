"""Every file in tests/files is a test: a valid one is silent, an invalid one gives the report that stands beside it.

A key that is checked beside its form, `x.xml`, has the form as `x.form.xml`.

`python -m tests.test_files` writes the reports anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import InvalidDocument, Problem, iter_problems, parse, validate
from questionforms.checks.validate import check, inspect
from questionforms.codes import CODES
from questionforms.reading import read_valid
from questionforms.xml.load import load

FILES = Path(__file__).parent / "files"
VALID = sorted(file for file in FILES.glob("valid/*/*.xml") if not file.stem.endswith(".form"))
INVALID = sorted(file for file in FILES.glob("invalid/*/*.xml") if not file.stem.endswith(".form"))


def name(path: Path) -> str:
    """How a file is called in the reports and in pytest's output."""
    return path.relative_to(FILES).as_posix()


def problems_of(path: Path) -> list[Problem]:
    """The problems of a file, beside its form where it has one."""
    form = path.with_suffix(".form.xml")
    return list(iter_problems(path, form=form if form.exists() else None))


def report(path: Path) -> str:
    """The lines that the command prints for a file."""
    return "".join(f"{problem}\n" for problem in problems_of(path)).replace(f"{FILES}/", "")


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_files_are_silent(path: Path) -> None:
    """A valid file has no problem, not even a warning; it is read, by its folder's class, and written valid."""
    assert report(path) == ""
    document = parse(path)
    assert document.tag == path.parent.name
    validate(document)
    assert parse(document.to_xml()) == document


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_files_are_read_alike_without_a_check(path: Path) -> None:
    """A document that is known to be valid is read as `parse` reads it."""
    assert read_valid(load(path).text) == parse(path)


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_files_give_their_report(path: Path) -> None:
    """An invalid file gives exactly the report beside it, of its folder's rule, each file's problems in order."""
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == report(path)
    problems = problems_of(path)
    for file in {problem.file for problem in problems}:
        places = [problem.place for problem in problems if problem.file == file]
        assert places == sorted(places)
    if path.parent.name != "several":
        assert {problem.rule for problem in problems} == {path.parent.name}


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_files_are_read_where_they_fit_their_schema(path: Path) -> None:
    """What fits its schema is read and written equal, whatever the rules find in it; anything else is refused."""
    if is_readable(path):
        document = parse(path)
        assert parse(document.to_xml()) == document
    else:
        with pytest.raises(InvalidDocument):
            parse(path)


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_a_checked_file_is_inspected_alike(path: Path) -> None:
    """A document that was checked before has the same problems, beside a form that was checked before too."""
    form = path.with_suffix(".form.xml")
    if all(is_readable(file) for file in (path, form) if file.exists()):
        checked_form = check(load(form)) if form.exists() else None
        assert inspect(check(load(path)), checked_form) == problems_of(path)


def is_readable(path: Path) -> bool:
    """Whether a file can be read, and fits its schema."""
    try:
        return check(load(path)).root is not None
    except InvalidDocument:
        return False


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_reports_are_for_people(path: Path) -> None:
    """No message holds an engine's words, or a name in braces."""
    said = report(path)
    for noise in ("{http", "cvc-", "libxml", "Element '", "XsdElement", "expat", "xs:"):
        assert noise not in said


def test_every_rule_has_files() -> None:
    """Each rule has two invalid files or more, and there is no folder of another name."""
    folders = {folder.name for folder in (FILES / "invalid").iterdir()} - {"several"}
    names = {name for name, code in CODES.items() if code.kind == "document"}
    assert folders == names - {"schema"}  # no document with the package's own schemas is known to lead there
    assert {rule for rule in folders if len([path for path in INVALID if path.parent.name == rule]) < 2} == set()


if __name__ == "__main__":
    for file in INVALID:
        file.with_suffix(".txt").write_text(report(file), encoding="utf-8")
