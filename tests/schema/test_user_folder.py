"""Schemas(path): a user's folder of XSDs, what it provides, and why it may be refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from questionforms.exceptions import SchemaNotFound
from questionforms.namespaces import XHTML
from questionforms.schema.schemas import Schemas, shipped
from tests.documents import SHARED, needs_shared
from tests.documents.formats import ANSWER_KEY, ANSWERS, FORMATS, QUESTION_FORM, QUESTION_FORM_2005
from tests.schema.verdicts import OWN, simple_xsd


def test_users_schema(folder: Path) -> None:
    """Both engines use a user's schema for its namespace, in whatever form the path is passed."""
    for path in (folder, str(folder)):
        assert Schemas(path).file(ANSWER_KEY) == folder / "mine.xsd"
    root = etree.fromstring(f'<r xmlns="{ANSWER_KEY}"/>')
    assert Schemas(folder).compiled(ANSWER_KEY).validate(root)
    assert Schemas(folder).components(ANSWER_KEY).is_valid(etree.tostring(root))


def test_missing_ones_are_ours(folder: Path) -> None:
    """What a user's folder has not is the package's own: the form of 2017 beside Amazon's of 2005, for one."""
    (folder / "form.xsd").write_text(simple_xsd(QUESTION_FORM_2005))
    found = Schemas(folder)
    assert found.file(QUESTION_FORM_2005) == folder / "form.xsd"
    assert found.file(QUESTION_FORM) == shipped().file(QUESTION_FORM)
    assert found.compiled(QUESTION_FORM) is not found.compiled(QUESTION_FORM_2005)
    with pytest.raises(SchemaNotFound, match="there is no schema for the namespace `urn:x`"):
        found.file("urn:x")


def test_shallowest_then_first(tmp_path: Path) -> None:
    """Of several XSDs for a namespace the one in the shallowest folder counts, then the first by name."""
    for place in ("a/a/a.xsd", "b/z.xsd", "b/c.xsd"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(simple_xsd(ANSWER_KEY))
    assert Schemas(tmp_path).file(ANSWER_KEY) == tmp_path / "b" / "c.xsd"


def test_folder_may_be_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A relative path remains valid after the program changes its working directory."""
    monkeypatch.chdir(folder)
    found = Schemas(".")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert found.compiled(ANSWER_KEY).validate(etree.Element(f"{{{ANSWER_KEY}}}r"))


@pytest.mark.parametrize("name", ["a b", "a#b", "a%41b", "a?b", "\u00e9\u65e5", "'a&b'"])
def test_folder_of_any_name(name: str, tmp_path: Path) -> None:
    """A folder's name may contain characters with a meaning in a URL."""
    shutil.copytree(OWN, tmp_path / name)
    found = Schemas(tmp_path / name)
    assert found.file(XHTML).is_relative_to(tmp_path / name)
    assert found.compiled(XHTML).validate(etree.Element(f"{{{XHTML}}}p"))
    assert found.components(XHTML).target_namespace == XHTML


def test_files_without_a_namespace(folder: Path) -> None:
    """An XSD without a target namespace, a folder named like one, and other files are skipped."""
    (folder / "none.xsd").write_text(simple_xsd("").replace(' targetNamespace=""', ""))
    (folder / "folder.xsd").mkdir()
    (folder / "readme.txt").write_text("<not xml")
    assert Schemas(folder).file(ANSWER_KEY) == folder / "mine.xsd"


@needs_shared
def test_amazons_own() -> None:
    """Amazon's files work as a user's folder: a DOCTYPE is no hindrance, and a variant loses to its parent folder."""
    folder = SHARED / "reference" / "schemas"
    found = Schemas(folder)
    assert found.file(XHTML) == folder / "2006-07-14" / "FormattedContentXHTMLSubset.xsd"
    theirs = [uri for uri in FORMATS if found.file(uri).is_relative_to(folder)]
    assert set(FORMATS) - set(theirs) == {QUESTION_FORM}
    for uri in theirs:
        assert [str(entry) for entry in found.compiled(uri).error_log] == []
        assert found.components(uri).target_namespace == uri


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that does not exist is refused by name."""
    with pytest.raises(SchemaNotFound, match=r"there is no folder .*nowhere"):
        Schemas(tmp_path / "nowhere")


def test_file_for_a_folder(folder: Path) -> None:
    """A file instead of a folder is refused by name."""
    with pytest.raises(SchemaNotFound, match=r"mine\.xsd is not a folder"):
        Schemas(folder / "mine.xsd")


@pytest.mark.parametrize("content", [None, simple_xsd("urn:x"), simple_xsd("").replace(' targetNamespace=""', "")])
def test_folder_without_use(content: str | None, tmp_path: Path) -> None:
    """A folder without an XSD of a known namespace is refused by name."""
    if content is not None:
        (tmp_path / "x.xsd").write_text(content)
    with pytest.raises(SchemaNotFound, match="contains no XSD") as caught:
        Schemas(tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"bad\.xsd cannot be read as an XML Schema: no element found"),
        ("<xs:schema", r"bad\.xsd cannot be read as an XML Schema: unclosed token"),
        (
            simple_xsd(ANSWER_KEY).replace("</xs:schema>", ""),
            r"bad\.xsd cannot be read as an XML Schema: no element found",
        ),
        ("<html/>", r"bad\.xsd is not an XML Schema: its root element is `html`"),
        ("<schema xmlns='urn:x'/>", r"bad\.xsd is not an XML Schema: its root element is `schema`"),
        (
            f"<!DOCTYPE x [<!ENTITY e 'x'>]>{simple_xsd(ANSWER_KEY)}",
            r"bad\.xsd declares the entity `e`, which schemas are not allowed to do here",
        ),
        (f"<!DOCTYPE x [<!ENTITY % e SYSTEM 'x'>]>{simple_xsd(ANSWER_KEY)}", r"bad\.xsd declares the entity `e`"),
    ],
)
def test_file_that_cannot_be_read(folder: Path, content: str, message: str) -> None:
    """An XSD that is not well-formed, is none, or declares an entity is refused by name, at once."""
    (folder / "bad.xsd").write_text(content)
    with pytest.raises(SchemaNotFound, match=message):
        Schemas(folder)


def test_file_that_cannot_be_compiled(tmp_path: Path) -> None:
    """An XSD that is well-formed but makes no sense is refused by name when it is needed."""
    (tmp_path / "bad.xsd").write_text(simple_xsd(ANSWER_KEY).replace('"r"', '"r" type="nothing"'))
    found = Schemas(tmp_path)
    for ask in (found.compiled, found.components):
        with pytest.raises(SchemaNotFound, match=r"bad\.xsd cannot be compiled: "):
            ask(ANSWER_KEY)
    assert found.compiled(ANSWERS) is not None


def test_file_that_went_away(folder: Path) -> None:
    """An XSD that was removed after it had been found is refused by name."""
    found = Schemas(folder)
    (folder / "mine.xsd").unlink()
    for ask in (found.compiled, found.components):
        with pytest.raises(SchemaNotFound, match=r"mine\.xsd cannot be compiled: "):
            ask(ANSWER_KEY)
