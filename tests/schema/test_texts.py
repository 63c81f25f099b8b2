"""The texts of the XSDs: what each says about itself and about its values."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from questionforms.schema.schemas import shipped
from tests.documents.formats import QUESTION_FORM, QUESTION_FORM_2005
from tests.schema.verdicts import OWN

XS = "{http://www.w3.org/2001/XMLSchema}"


def _own_texts() -> Iterator[tuple[str, etree._Element]]:
    """Yield the name and the root of each of our XSDs."""
    for file in sorted(OWN.rglob("*.xsd")):
        yield file.name, etree.parse(file).getroot()


def test_header() -> None:
    """Each XSD starts with a comment that says where its facts come from."""
    for name, root in _own_texts():
        header = root.getprevious()
        assert header is not None, name
        assert "This project's own statement" in str(header.text), name
        assert "Source of its\n  facts:" in str(header.text) or "Source of its facts:" in str(header.text), name


def test_no_doctype() -> None:
    """None has a DOCTYPE, so a parser that refuses DTDs can read it."""
    assert [name for name, root in _own_texts() if root.getroottree().docinfo.doctype] == []


def test_values_have_names() -> None:
    """No value that an author can get wrong has a nameless type."""
    nameless = [(name, item) for name, root in _own_texts() for item in root.iterfind(f".//{XS}*/{XS}simpleType")]
    assert [name for name, item in nameless if item.getparent() is not item.getroottree().getroot()] == ["xml.xsd"]


def test_values_are_described() -> None:
    """Each type without a list of values describes its values in a short phrase."""
    for _, root in _own_texts():
        for item in root.iterfind(f"{XS}simpleType"):
            phrase = item.findtext(f"{XS}annotation/{XS}documentation")
            listed = item.find(f".//{XS}enumeration") is not None
            assert (phrase is None) == listed, item.get("name")
            if phrase is not None:
                assert " ".join(phrase.split()) == phrase
                assert not phrase.endswith(".")
                assert phrase[0] == phrase[0].lower()


def _declarations(uri: str) -> dict[tuple[str, str | None], bytes]:
    """Return what one of our XSDs declares at its top, by kind and name, without its namespace."""
    root = etree.fromstring(shipped().file(uri).read_bytes().replace(uri.encode(), b"urn:form"))
    for item in root:
        item.tail = None
    return {(str(item.tag), item.get("name")): etree.tostring(item, method="c14n") for item in root.iterfind("*")}


def test_2017_is_2005_without_the_retired() -> None:
    """What both texts of QuestionForm declare they declare alike, but for where the retired elements stand."""
    new, old = _declarations(QUESTION_FORM), _declarations(QUESTION_FORM_2005)
    assert {name for _, name in old.keys() - new.keys()} == {"Applet", "FileSize", "FlashMovie", "Plugin", "Upload"}
    assert new.keys() - old.keys() == set()
    assert {name for kind, name in new if new[kind, name] != old[kind, name]} == {"Content", "Specification"}
