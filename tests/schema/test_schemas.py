"""Schemas: the package's own, where they are found, what is cached, and what threads share."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from time import sleep

import pytest
from lxml import etree

from questionforms.exceptions import SchemaNotFound
from questionforms.namespaces import KNOWN, XHTML
from questionforms.schema import schemas
from questionforms.schema.schemas import Schemas, shipped
from tests.documents.formats import ANSWER_KEY, ANSWERS, FORMATS, HTML_QUESTION
from tests.long_runs import FOR_EVER
from tests.schema.verdicts import OWN

every_namespace = pytest.mark.parametrize("uri", FORMATS, ids=lambda uri: "/".join(uri.split("/")[-2:]))


def test_shipped_is_one() -> None:
    """The package's own schemas are one shared instance, which caches what it compiles."""
    assert shipped() is shipped()
    assert shipped().compiled(ANSWER_KEY) is shipped().compiled(ANSWER_KEY)
    assert shipped().components(ANSWER_KEY) is shipped().components(ANSWER_KEY)


@every_namespace
def test_shipped_file(uri: str) -> None:
    """Each namespace has its XSD, with that target namespace."""
    assert etree.parse(shipped().file(uri)).getroot().get("targetNamespace") == uri


@every_namespace
def test_shipped_compiles(uri: str) -> None:
    """Both engines read each XSD without a warning."""
    assert [str(entry) for entry in Schemas().compiled(uri).error_log] == []
    assert shipped().components(uri).target_namespace == uri


def test_shipped_is_complete() -> None:
    """Every XSD is used."""
    used = {shipped().file(uri) for uri in FORMATS} | {OWN / "2006-07-14" / "xml.xsd"}
    assert {*KNOWN, XHTML} == {*FORMATS}
    assert used == set(OWN.rglob("*.xsd"))


@pytest.mark.parametrize("uri", ["", "urn:x", f"{ANSWER_KEY}/", "http://www.w3.org/XML/1998/namespace"])
def test_unknown_namespace(uri: str) -> None:
    """A namespace without a schema is refused by name."""
    for ask in (shipped().file, shipped().compiled, shipped().components):
        with pytest.raises(SchemaNotFound, match="there is no schema for the namespace `") as caught:
            ask(uri)
        assert f"`{uri}`" in str(caught.value)


def test_wheel_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Schemas inside the package, as in a wheel, are found there."""
    shutil.copytree(OWN, tmp_path / "xsd")
    monkeypatch.setattr(schemas, "__file__", str(tmp_path / "schema" / "schemas.py"))
    assert Schemas().file(ANSWER_KEY) == tmp_path / "xsd" / "2005-10-01" / "AnswerKey.xsd"
    assert Schemas().compiled(XHTML).validate(etree.Element(f"{{{XHTML}}}p"))


def test_incomplete_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one of the package's own XSDs is missing, the message names the file."""
    monkeypatch.setattr(schemas, "__file__", str(tmp_path / "questionforms" / "schema" / "schemas.py"))
    with pytest.raises(SchemaNotFound, match=r"AnswerKey\.xsd is missing"):
        Schemas().file(ANSWER_KEY)


def test_import_is_light() -> None:
    """The module loads an engine only when it is needed."""
    code = "import sys, questionforms.schema.schemas as s; s.Schemas(); print({'lxml', 'xmlschema'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=OWN.parent)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(("method", "reader"), [("compiled", "_compile"), ("components", "_read_components")])
def test_threads_share(method: str, reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several threads that ask at the same time get the same object, which is read once."""
    read, slowly_read, given = getattr(schemas, reader), [], []
    start = threading.Barrier(8)

    def slowly(file: Path) -> object:
        slowly_read.append(file)
        sleep(0.05)
        return read(file)

    def ask() -> None:
        start.wait(FOR_EVER)
        given.append(getattr(found, method)(ANSWERS))

    monkeypatch.setattr(schemas, reader, slowly)
    found = Schemas()
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(FOR_EVER)
    assert len(slowly_read) == 1
    assert len(given) == 8
    assert len(set(map(id, given))) == 1


def test_threads_validate_with_one() -> None:
    """Threads may validate with one compiled schema at the same time; each gets its own verdict."""
    schema = shipped().compiled(HTML_QUESTION)
    page = f'<HTMLQuestion xmlns="{HTML_QUESTION}"><HTMLContent/><FrameHeight>{{}}</FrameHeight></HTMLQuestion>'
    verdicts: dict[str, set[bool]] = {"5": set(), "x": set()}

    def validate(height: str) -> None:
        for _ in range(300):
            verdicts[height].add(schema.validate(etree.fromstring(page.format(height))))

    threads = [threading.Thread(target=validate, args=(height,)) for height in ("5", "x") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(FOR_EVER)
    assert verdicts == {"5": {True}, "x": {False}}
