"""What the builder can make is valid, written within XML's rules, and read back equal."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from lxml import etree

import questionforms
from questionforms import is_valid, iter_problems, parse
from questionforms.elements.base.element import Document
from questionforms.schema.schemas import shipped
from questionforms.xml.characters import FORBIDDEN
from questionforms.xml.load import LIMIT
from tests.long_runs import examples
from tests.strategies import documents, sound_documents

NAMES = {name: getattr(questionforms, name) for name in questionforms.__all__}


def canonical(xml: str | bytes) -> bytes:
    """The canonical form (C14N) of XML."""
    return etree.tostring(etree.fromstring(xml), method="c14n")


def read_back_equal(document: Document) -> None:
    """A document that is written and read is equal, with its class' own reader and with `parse`."""
    assert type(document).from_xml(document.to_xml()) == document
    assert parse(document.to_bytes()) == document


def valid_by_both_engines(document: Document) -> None:
    """What the builder makes fits its schema, whichever engine is asked."""
    root = etree.fromstring(document.to_xml())
    namespace = etree.QName(root).namespace
    assert namespace is not None
    assert shipped().compiled(namespace).validate(root)
    assert shipped().components(namespace).is_valid(document.to_xml())


def size_is_the_bytes(document: Document) -> None:
    """`size` is the length of `to_bytes()`, which is the XML in UTF-8, which holds no forbidden character."""
    xml = document.to_xml()
    assert document.size == len(document.to_bytes()) == len(xml.encode())
    assert str(document) == xml
    assert FORBIDDEN.search(xml) is None
    assert not xml.startswith("<?xml")


def repr_is_builder_code(document: Document) -> None:
    """The repr, evaluated with the names of the package root, gives an equal document with the same hash."""
    again = eval(repr(document), dict(NAMES))
    assert again == document
    assert hash(again) == hash(document)
    assert again.to_xml() == document.to_xml()


def indenting_changes_no_content(document: Document) -> None:
    """An indented document reads as an equal one."""
    assert parse(document.to_xml(indent=True)) == document


def copies_are_equal(document: Document) -> None:
    """A document can be pickled, and copying it gives the same value."""
    assert pickle.loads(pickle.dumps(document)) == document
    assert copy.deepcopy(document) == document == copy.copy(document)


def writing_what_was_read_is_canonically_equal(document: Document) -> None:
    """Reading and writing again gives the same XML to the byte, since this library wrote it."""
    xml = document.to_xml()
    assert parse(xml).to_xml() == xml
    assert canonical(document.to_xml()) == canonical(parse(xml).to_bytes())


def free_of_errors(document: Document) -> None:
    """No rule finds an error in what the builder makes, where the markup, pages and regexes given to it are right."""
    errors = [problem for problem in iter_problems(document) if problem.severity == "error"]
    assert [problem.rule for problem in errors] == (["too-large"] if document.size > LIMIT else [])
    assert is_valid(document) == (errors == [])
    assert [problem.rule for problem in iter_problems(document.to_xml()) if problem.severity == "error"] == [
        problem.rule for problem in errors
    ]


#: What holds of any document.
PROPERTIES = (
    read_back_equal,
    valid_by_both_engines,
    size_is_the_bytes,
    repr_is_builder_code,
    indenting_changes_no_content,
    copies_are_equal,
    writing_what_was_read_is_canonically_equal,
)


@examples(400)
@given(documents)
def test_documents(document: Document) -> None:
    """Each property holds of whatever the builder makes; to draw a document takes longer than to look at it."""
    for holds in PROPERTIES:
        holds(document)


@examples(400)
@given(sound_documents)
def test_sound_documents(document: Document) -> None:
    """Each property holds of what is right in every part, and no rule finds an error in it."""
    for holds in (*PROPERTIES, free_of_errors):
        holds(document)


@pytest.mark.parametrize("name", ["parts", "version", "_unknown"])
def test_documents_are_frozen(name: str) -> None:
    """No field of an element can be set, and none can be added."""
    form = questionforms.QuestionForm(questionforms.Question("q", "?", questionforms.FreeTextAnswer()))
    with pytest.raises(AttributeError):
        setattr(form, name, ())
    assert not hasattr(form, "__dict__")
