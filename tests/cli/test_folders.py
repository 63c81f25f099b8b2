"""`questionforms validate` in folders: what git ignores and XML of other formats is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from questionforms.namespaces import VERSIONS, namespace
from questionforms.project.folders import FolderSearch
from questionforms.project.roots import may_be_document, root_name
from tests.cli.command import BAD, GOOD, PAGE, run

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
#: With git, and without it, where the files of patterns are read by pathspec.
by_both = pytest.mark.parametrize("program", [pytest.param("git", marks=needs_git), "pathspec"])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: dict[str, str]) -> None:
    """Write the files; a name may have a folder."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def git(*arguments: str, folder: str = ".") -> None:
    """Run git in a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def repository(program: str, monkeypatch: pytest.MonkeyPatch, folder: str = ".") -> None:
    """Make a folder a repository, and take git away if its own code is not to be used."""
    if program == "git":
        git("init", "--quiet", folder)
    else:
        Path(folder, ".git").mkdir()
        monkeypatch.setenv("PATH", "")


def found(*folders: str, gitignore: bool = True) -> list[str]:
    """The names of the files that are found in folders, with slashes."""
    search = FolderSearch(skips_ignored=gitignore, skips_others=True)
    return [path.as_posix() for folder in folders for path in search.files(Path(folder))]


@by_both
def test_gitignore(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ignored files and folders are skipped; a later pattern, or one of a subfolder, can include them again."""
    repository(program, monkeypatch)
    write(
        {
            ".gitignore": "# generated\nbuild/\n*.tmp.xml\n/top.xml\n!keep.tmp.xml\nforms/**/old\n",
            "forms/.gitignore": "draft*.xml\n!b.tmp.xml\n",
            **dict.fromkeys(["a.xml", "top.xml", "forms/top.xml", "forms/draft 1.xml", "draft.xml"], GOOD),
            **dict.fromkeys(["a.tmp.xml", "keep.tmp.xml", "forms/b.tmp.xml", "forms/sub/b.tmp.xml"], GOOD),
            **dict.fromkeys(["build/x.xml", "forms/build/deep/x.html", "forms/c/old/x.xml", "buildings/x.xml"], GOOD),
        }
    )
    assert found(".") == [
        *("a.xml", "buildings/x.xml", "draft.xml", "forms/b.tmp.xml", "forms/sub/b.tmp.xml"),
        *("forms/top.xml", "keep.tmp.xml"),
    ]
    assert found("forms") == ["forms/b.tmp.xml", "forms/sub/b.tmp.xml", "forms/top.xml"]
    assert len(found(".", gitignore=False)) == 13


@by_both
def test_what_is_named_is_checked(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ignored file that is named, or matches a pattern, is checked, and so is all in an ignored folder."""
    repository(program, monkeypatch)
    write({".gitignore": "build/\nbad.xml\n", "bad.xml": BAD, "build/bad.xml": BAD, "build/deep/x.xml": BAD})
    assert run("bad.xml").stdout.endswith("1 error in 1 of 1 file\n")
    assert run("b*.xml").stdout.endswith("1 error in 1 of 1 file\n")
    assert run("build").stdout.endswith("2 errors in 2 of 2 files\n")
    assert run("build/deep").stdout.endswith("1 error in 1 of 1 file\n")
    assert run("build/**").stdout.endswith(" files\n")
    assert run(".").exit_code == 2


@by_both
def test_a_folder_where_all_is_ignored(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If all files are ignored, the message says so, and how to check them; an option and a setting do."""
    repository(program, monkeypatch)
    write({"out/.gitignore": "*\n", "out/bad.xml": BAD})
    result = run("out")
    assert result.stderr == (
        "out: cannot be read: the folder contains no *.xml, *.question, *.html, *.htm that git does not ignore "
        "(--no-gitignore checks ignored files too)\n"
    )
    assert run("out", "--no-gitignore").stdout.endswith("1 error in 1 of 1 file\n")
    write({"pyproject.toml": "[tool.questionforms]\ngitignore = false\n"})
    assert run("out").stdout.endswith("1 error in 1 of 1 file\n")
    assert run("out", "--gitignore").exit_code == 2


@by_both
def test_a_repository_in_a_repository(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository inside of another one, such as a submodule, follows its own patterns."""
    repository(program, monkeypatch)
    Path("module").mkdir()
    repository(program, monkeypatch, "module")
    write({".gitignore": "a.xml\n", "a.xml": GOOD, "module/.gitignore": "b.xml\n"})
    write(dict.fromkeys(["module/b.xml", "module/c.xml", "b.xml"], GOOD))
    assert found(".") == ["b.xml", "module/c.xml"]


@by_both
def test_repositories_below_a_folder(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that is searched need not be a repository for those in it to be heeded."""
    Path("one").mkdir()
    repository(program, monkeypatch, "one")
    write({"one/.gitignore": "a.xml\n", "one/a.xml": GOOD, "one/b.xml": GOOD, "a.xml": GOOD})
    assert found(".") == ["a.xml", "one/b.xml"]


@by_both
def test_a_named_folder_that_is_ignored(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an ignored folder that is named, further patterns do not count."""
    repository(program, monkeypatch)
    write({".gitignore": "build\n", "build/sub/.gitignore": "*\n", "build/sub/a.xml": GOOD, "build/b.xml": GOOD})
    assert found("build") == ["build/b.xml", "build/sub/a.xml"]


@needs_git
def test_names_that_git_would_quote() -> None:
    """Names with line breaks, quotes, and bytes that are not UTF-8 are ignored as others are."""
    git("init", "--quiet")
    names = ["line\nbreak.xml", '"quoted".xml', " blank .xml", "größe.xml", os.fsdecode(b"\xff.xml"), "-z.xml"]
    for name in names:
        Path(name).write_text(GOOD, encoding="utf-8")
    assert len(found(".")) == len(names)
    Path(".gitignore").write_bytes(b"*.xml\n")
    assert found(".") == []


@needs_git
def test_a_file_that_git_knows() -> None:
    """A file in the repository is checked even if a pattern would ignore it."""
    git("init", "--quiet")
    write({".gitignore": "*.xml\n", "known.xml": GOOD, "new.xml": GOOD})
    git("add", "--force", "known.xml")
    assert found(".") == ["known.xml"]


@needs_git
def test_a_hook_of_another_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables that git sets for hooks do not send the question to another repository."""
    for folder in ("one", "two"):
        Path(folder).mkdir()
        git("init", "--quiet", folder)
        write({f"{folder}/.gitignore": f"{folder}.xml\n", f"{folder}/one.xml": GOOD, f"{folder}/two.xml": GOOD})
    monkeypatch.setenv("GIT_DIR", str(here / "two" / ".git"))
    assert found("one", "two") == ["one/two.xml", "two/one.xml"]


@needs_git
def test_a_program_that_a_repository_names(here: Path) -> None:
    """No program runs that the settings of the repository name."""
    git("init", "--quiet")
    write({"a.xml": GOOD, "spy.sh": f"#!/bin/sh\ntouch '{here}/ran'\n"})
    Path("spy.sh").chmod(0o755)
    git("config", "core.fsmonitor", str(here / "spy.sh"))
    assert found(".") == ["a.xml"]
    assert not Path("ran").exists()


@needs_git
def test_objects_that_a_repository_lacks(here: Path) -> None:
    """No program runs to fetch patterns that are neither in their folder nor in the repository, but elsewhere."""
    git("init", "--quiet")
    write({"forms/.gitignore": "b.xml\n", "forms/a.xml": GOOD, "spy.sh": f"#!/bin/sh\ntouch '{here}/ran'\n"})
    Path("spy.sh").chmod(0o755)
    git("add", "forms/.gitignore")
    git("update-index", "--skip-worktree", "forms/.gitignore")
    Path("forms/.gitignore").unlink()
    for file in Path(".git/objects").glob("??/*"):
        file.unlink()
    for setting in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"file://{here}"),
        ("remote.origin.uploadpack", str(here / "spy.sh")),
    ):
        git("config", *setting)
    assert found(".") == ["forms/a.xml"]
    assert not Path("ran").exists()


@needs_git
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_git_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """If git does not end, the files of patterns are read instead."""
    git("init", "--quiet")
    write({".gitignore": "b.xml", "a.xml": GOOD, "b.xml": GOOD})
    os.mkfifo("endless")
    git("config", "core.excludesFile", str(Path("endless").absolute()))
    monkeypatch.setattr("questionforms.project.gitignore._SECONDS", 0.5)
    assert found(".") == ["a.xml"]


def test_without_a_repository() -> None:
    """Without a repository, the files of patterns from the current folder down count, also invalid ones."""
    write({".gitignore": "\ufeffa.xml\n!\n[\n\\\n", "forms/.gitignore": "c.xml\n"})
    write(dict.fromkeys(["forms/a.xml", "forms/b.xml", "forms/c.xml", "c.xml"], GOOD))
    assert found(".") == ["c.xml", "forms/b.xml"]
    assert found("forms") == ["forms/b.xml"]


OTHER = '<?xml version="1.0"?>\n<project><name>x</name></project>'


def test_xml_of_other_formats() -> None:
    """In folders, other XML is skipped and counted; a file that is named is checked."""
    write({"pom.xml": OTHER, "deep/pom.XML": OTHER, "good.xml": GOOD})
    assert run(".").stdout == "1 file checked, no problems found; 2 other XML files skipped\n"
    write({"bad.xml": BAD})
    assert run(".").stdout.endswith("1 error in 1 of 2 files; 2 other XML files skipped\n")
    assert run("d*", "bad.xml").stdout.endswith(
        "1 error in 1 of 1 file; 1 could not be checked; 1 other XML file skipped\n"
    )
    result = run("pom.xml")
    assert ("unknown-root" in result.stdout, "skipped" in result.stdout) == (True, False)
    assert "unknown-root" in run("p*.xml").stdout


def test_a_folder_of_other_xml() -> None:
    """A folder with nothing but other XML is an error, as an empty one is; what is excluded is not counted."""
    write({"pom.xml": OTHER, "build.xml": OTHER})
    result = run(".")
    assert (result.exit_code, result.stderr) == (
        2,
        ".: cannot be read: the folder contains no documents; 2 other XML files skipped\n",
    )
    write({"good.xml": GOOD})
    assert run(".", "--exclude", "pom.xml").stdout.endswith("; 1 other XML file skipped\n")


def test_pages_and_questions_are_always_checked() -> None:
    """Files that end in .html or .question are checked, whatever is in them."""
    write({"page.html": PAGE, "form.question": OTHER})
    assert "of 2 files\n" in run(".").stdout


_LONG = f"<!--{'x' * 50_000}-->\n<!-- more -->\n"


@pytest.mark.parametrize(
    "text",
    [
        *[f"<{name}/>" for name in VERSIONS],
        *[f'<a:{name} xmlns:a="urn:x">' for name in VERSIONS],
        f'<Form xmlns="{namespace("QuestionForm")}"/>',
        f'<?xml version="1.0"?><m:Form xmlns:m="{namespace("QuestionForm")}"/>',
        '<Form xmlns="http://mechanicalturk.amazonws.com/AWSMechanicalTurkDataSchema/QuestionForm.xsd"/>',
        *("<questionform/>", "<QuestonForm/>", "<QuestionForms/>", "<HtmlQuestion/>", "<answer-key/>", "<AnwserKey>"),
        *(f"{_LONG}<QuestionForm>", "\ufeff<!-- x --><QuestionForm/>", "\n<?xml version='1.0'?>\n<QuestionForm/>"),
        "<!DOCTYPE QuestionForm [<!ENTITY a 'b'>]><QuestionForm/>",
        "<m:QuestionForm>",
        *(
            "",
            "   ",
            "no XML",
            "{% load x %}<project/>",
            "<project",
            "<!DOCTYPE project [",
            "<1/>",
            "<!-- -->",
            "<",
            "<!-- <project/>",
        ),
    ],
)
def test_what_may_be_a_document(text: str) -> None:
    """A root with the name or namespace of a document, also with a typo, is checked; so is one that cannot be read."""
    for encoding in ("utf-8", "utf-16"):
        Path("a.xml").write_bytes(text.encode(encoding))
        assert may_be_document("a.xml")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "<project/>",
            "<project><open>",
            "<a:b/>",
            "<project a=1/>",
            "<quiz/>",
            "<questions/>",
            "<Question/>",
            "<answers/>",
            "<form/>",
        ),
        *(f"{_LONG}<project>", "<!DOCTYPE project [<!ENTITY a 'b'>]><project a='&a;'/>"),
        f'<batch xmlns:m="{namespace("QuestionForm")}"><m:QuestionForm/></batch>',
        "<!-- <QuestionForm> --><project>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<a xmlns="http://requester.mturk.amazonaws.com/doc/2014-08-15"/>',
        "<!--x-->" * 3_000 + "<project/>",
    ],
)
def test_what_is_something_else(text: str) -> None:
    """A root with neither the name nor the namespace of a document is something else, however long its start is."""
    for encoding in ("utf-8", "utf-16"):
        Path("a.xml").write_bytes(text.encode(encoding))
        assert not may_be_document("a.xml")


_ENTITIES = "".join([f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10)])


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE a [<!ENTITY l0 'lol'>{_ENTITIES}]><a x='&l9;'/>",
        "<!DOCTYPE a [<!-- ' ]> --><?x ]> ?><!ENTITY % b \"]>'\"> %b; ]>\n<a/>",
        "<!DOCTYPE a PUBLIC '-//x//y' \"http://example.org/a.dtd\"><a/>",
        "<a x='>' y=\"'>\" xmlns='urn:x' z='mechanicalturk'/>",
        *("<!--x-->" * 100_000 + "<a/>", "<?x?> \n" * 100_000 + "<a/>", "<a" + " b='c'" * 100_000 + "/>"),
    ],
    ids=range(7),
)
def test_hostile_xml(text: str) -> None:
    """No entity is expanded, and what is quoted or in comments ends nothing."""
    Path("a.xml").write_text(text, encoding="utf-8")
    assert not may_be_document("a.xml")


@pytest.mark.parametrize("start", ["", "<!DOCTYPE a ", "<!DOCTYPE a [", "<a "])
@pytest.mark.parametrize("part", ["<!--", "<?", "<!DOCTYPE a ", "[", "'\"", "<", " ", "x='", "]", "xmlns "])
def test_a_start_that_does_not_end(start: str, part: str) -> None:
    """A megabyte of what never ends is read in a time that is proportional to its length."""
    Path("a.xml").write_text(start + part * (1_000_000 // len(part)), encoding="utf-8")
    assert may_be_document("a.xml")


@pytest.mark.parametrize("declared", ["windows-1252", "shift_jis", "gb18030", "x-unknown", "utf-8"])
def test_other_xml_in_any_encoding(declared: str) -> None:
    """An encoding that is unknown, or wrong, does not hide the root."""
    start = f'<?xml version="1.0" encoding="{declared}"?>'.encode()
    for name, expected in (("project", False), ("QuestionForm", True)):
        Path("a.xml").write_bytes(start + b"<!-- \xe9\x80 -->" + f"<{name}/>".encode())
        assert may_be_document("a.xml") is expected


def test_a_page_that_starts_with_many_comments() -> None:
    """Whether a page is a document is seen at once, however many comments come first."""
    Path("page.html").write_text("<!--x-->" * 1_000 + PAGE, encoding="utf-8")
    assert "1 file" in run("page.html", "--ignore", "*").stdout


def test_roots_are_what_a_parser_reads() -> None:
    """The name of the root is the one that lxml reads, in all documents of these tests that are well-formed."""
    for path in sorted((Path(__file__).parents[1] / "files").rglob("*.xml")):
        with suppress(etree.XMLSyntaxError):
            root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
            assert (path.name, root_name(path)) == (path.name, etree.QName(root).localname)
