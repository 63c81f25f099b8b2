"""Our schemas judge each document as the reference does, and both engines agree on ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

import pytest
from lxml import etree

from questionforms.namespaces import KNOWN, VERSIONS, XHTML, namespace
from tests.documents import corpus, needs_shared, valid
from tests.documents.formats import EXTERNAL_QUESTION, FORMATS, QUESTION_FORM, QUESTION_FORM_2005
from tests.schema.reference_verdicts import DISPUTED, EACH, GROUPS, made, recorded, recorded_verdicts
from tests.schema.verdicts import (
    by_xmlschema,
    is_any_uri,
    is_disputed,
    ours,
    reference,
    with_plain_urls,
    with_plain_values,
)

Judge = Callable[[str, bytes], bool]

every_format = pytest.mark.parametrize("uri", FORMATS, ids=lambda uri: "/".join(uri.split("/")[-2:]))
every_group = pytest.mark.parametrize(
    ("uri", "maker"), GROUPS, ids=[f"{'/'.join(uri.split('/')[-2:])}-{maker}" for uri, maker in GROUPS]
)
each_judge = pytest.mark.parametrize("judge", [ours, pytest.param(reference, marks=needs_shared)])


def _differing(uri: str, verdicts: Iterable[tuple[bytes, bool]]) -> list[bytes]:
    """List the documents that the reference judges otherwise, also once their URLs are such that libxml2 takes them."""
    differing = ((xml, verdict) for xml, verdict in verdicts if verdict != reference(uri, xml))
    return [xml for xml, verdict in differing if verdict != reference(uri, with_plain_urls(xml))]


def _differing_by_engine(uri: str, documents: Iterable[bytes]) -> list[bytes]:
    """List the documents that the engines judge differently, and for no reason that `test_engines` names."""
    found = [xml for xml in documents if ours(uri, xml) != by_xmlschema(uri, xml)]
    return [xml for xml in found if ours(uri, plain := with_plain_values(xml)) != by_xmlschema(uri, plain)]


def _corpus_documents() -> Iterator[tuple[str, str, bytes]]:
    """Yield each well-formed corpus document as (its place, a namespace of its kind, its XML)."""
    for path in corpus():
        xml = path.read_bytes()
        try:
            root = etree.fromstring(xml)
        except etree.XMLSyntaxError:
            continue
        name = etree.QName(root).localname
        for version in VERSIONS.get(name, ()):
            yield f"{path.parent.name}/{path.name}", namespace(name, version), xml


def _corpus_formatted_contents() -> Iterator[tuple[str, str, bytes]]:
    """Yield each well-formed FormattedContent of the corpus as (its place, the XHTML namespace, its XML)."""
    for place, uri, xml in _corpus_documents():
        for content in etree.fromstring(xml).iter(f"{{{uri}}}FormattedContent"):
            wrapped = f'<FormattedContent xmlns="{XHTML}">{content.text or ""}</FormattedContent>'.encode()
            try:
                etree.fromstring(wrapped)
            except etree.XMLSyntaxError:
                continue
            yield place, XHTML, wrapped


@needs_shared
@pytest.mark.parametrize(("documents", "least"), [(_corpus_documents, 200), (_corpus_formatted_contents, 50)])
def test_corpus(documents: Callable[[], Iterator[tuple[str, str, bytes]]], least: int) -> None:
    """A document of the corpus, and a FormattedContent in it, has the verdict of the reference and of xmlschema."""
    found = list(documents())
    assert least <= len(found)
    assert [place for place, uri, xml in found if _differing(uri, [(xml, ours(uri, xml))])] == []
    assert [place for place, uri, xml in found if ours(uri, xml) != by_xmlschema(uri, xml)] == []


@every_group
def test_recorded_verdicts(uri: str, maker: str) -> None:
    """Each generated document, each value, attribute, child and change of children, has the reference's verdict."""
    verdicts = recorded_verdicts((uri, maker), made(uri, maker))
    assert [xml for xml, verdict in verdicts.items() if ours(uri, xml) != verdict] == []


@needs_shared
@every_group
def test_record_is_the_references(uri: str, maker: str) -> None:
    """What is recorded is what the reference says."""
    assert _differing(uri, recorded_verdicts((uri, maker), made(uri, maker)).items()) == []


@needs_shared
def test_disputed_markup_is_recorded() -> None:
    """What is recorded of Amazon's three texts of the XHTML is what they say."""
    verdicts = recorded_verdicts(DISPUTED, made(XHTML, "valid_markup"))
    assert [xml for xml, verdict in verdicts.items() if is_disputed(xml) != verdict] == []


@every_format
def test_generated(uri: str) -> None:
    """The generated documents are different, and a good share of them is valid, and of them is not."""
    assert len(set(made(uri, "generated"))) == EACH
    assert 0.25 <= sum(recorded()[uri, "generated"].verdicts) / EACH <= 0.75


def test_count_of_generated() -> None:
    """At least 20,000 generated documents are compared, over all seven formats."""
    assert EACH * len(FORMATS) >= 20_000
    assert {*KNOWN, XHTML} == set(FORMATS)


@every_format
def test_valid_documents(uri: str) -> None:
    """A document that is valid according to the fact sheet is valid for both engines."""
    random = Random(uri)
    documents = [etree.tostring(valid(uri, random), encoding="utf-8") for _ in range(200)]
    assert [xml for xml in documents if not ours(uri, xml)] == []
    assert _differing_by_engine(uri, documents) == []


@every_format
def test_engines_agree(uri: str) -> None:
    """The two engines agree on each generated document, except for the cases in `test_engines`."""
    assert _differing_by_engine(uri, made(uri, "generated")[:500]) == []


@every_format
def test_engines_agree_on_values(uri: str) -> None:
    """Both engines agree on each tricky value, except for the cases in `test_engines`."""
    assert _differing_by_engine(uri, made(uri, "with_each_value")[::29]) == []


def _external(url: str) -> bytes:
    """Write an ExternalQuestion with the URL."""
    return f'<ExternalQuestion xmlns="{EXTERNAL_QUESTION}"><ExternalURL>{url}</ExternalURL><FrameHeight>0</FrameHeight>\
</ExternalQuestion>'.encode()


def _form(url: str, uri: str = QUESTION_FORM) -> bytes:
    """Write a form with an image at the URL."""
    return (
        f'<QuestionForm xmlns="{uri}"><Overview><Binary><MimeType><Type>image</Type></MimeType><DataURL>{url}</DataURL>\
<AltText/></Binary></Overview></QuestionForm>'.encode()
    )


def _link(url: str) -> bytes:
    """Write a FormattedContent with a link to the URL."""
    return f'<FormattedContent xmlns="{XHTML}"><a href="{url}">x</a></FormattedContent>'.encode()


def _quote(url: str) -> bytes:
    """Write a FormattedContent with a quotation from the URL."""
    return f'<FormattedContent xmlns="{XHTML}"><q cite="{url}">x</q></FormattedContent>'.encode()


@each_judge
@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/[x]",
        "http://a.example/?q=[1]",
        "http://a.example/%zz",
        "http://a.example/100%",
        "http://a.example:80x/",
        "http://a.example:/",
        "http://a.example/#x#y",
        "http://a@b@c/",
        "https://a.example:99999999999/",
    ],
)
def test_urls_that_libxml2_refuses(judge: Judge, url: str) -> None:
    """libxml2 refuses these as xs:anyURI; the service took such ones, so our schemas do: the known difference."""
    assert not is_any_uri(url)
    documents = {
        EXTERNAL_QUESTION: _external(url),
        QUESTION_FORM: _form(url),
        QUESTION_FORM_2005: _form(url, QUESTION_FORM_2005),
        XHTML: _link(url),
    }
    assert dict.fromkeys(documents, judge is ours) == {uri: judge(uri, xml) for uri, xml in documents.items()}
    assert judge(XHTML, _quote(url)) == (judge is ours)


@each_judge
@pytest.mark.parametrize(
    "url", ["", "HTTP://a.example/", "www.a.example", "/x", "#top", "http:/a", "data:,x", "x http://a/"]
)
def test_urls_that_both_refuse(judge: Judge, url: str) -> None:
    """A URL without a scheme that the format allows, in small letters, is refused by the reference and by ours."""
    for uri, xml in [(QUESTION_FORM, _form(url)), (QUESTION_FORM, _form("ftp://a/")), (XHTML, _link(url))]:
        assert not judge(uri, xml)


@each_judge
@pytest.mark.parametrize(
    "url", ["", "HTTP://a.example/", "www.a.example", "ftp://a.example", "#top", " x ", "http://", "${u}"]
)
def test_urls_of_any_scheme(judge: Judge, url: str) -> None:
    """An ExternalURL and a cite may be any URL at all, for the reference and for ours."""
    for uri, xml in [(EXTERNAL_QUESTION, _external(url)), (XHTML, _quote(url))]:
        assert judge(uri, xml)


@each_judge
@pytest.mark.parametrize(
    ("named", "verdict"),
    [
        ("xsi:type='xs:string'", True),
        ("xsi:type='xs:token'", True),
        ("xsi:type='xs:int'", False),
        ("xsi:type='q:ContentType'", False),
    ],
)
def test_named_types_of_schema_itself(judge: Judge, named: str, verdict: bool) -> None:
    """A document may name XSD's own types by xsi:type, for the reference and for ours."""
    assert verdict == judge(QUESTION_FORM_2005, _with_instance_attribute("<Title {}>x</Title>", named))


_LIST = "<List {}><ListItem/></List>"
_BINARY = "<Binary {}><MimeType><Type>image</Type></MimeType><DataURL>http://a</DataURL><AltText/></Binary>"


@each_judge
@pytest.mark.parametrize(
    ("content", "named", "judges"),
    [
        (_LIST, "", [reference, ours]),
        (_BINARY, "", [reference, ours]),
        (_BINARY, "xsi:type='q:BinaryContentType'", [reference]),
        (_LIST, "xsi:type='q:Bullets'", [ours]),
    ],
)
def test_names_of_types(judge: Judge, content: str, named: str, judges: list[Judge]) -> None:
    """Our types have other names, so a document that names one by xsi:type is judged otherwise; none known does."""
    xml = _with_instance_attribute(content, named)
    assert (judge in judges) == judge(QUESTION_FORM_2005, xml)


def _with_instance_attribute(content: str, attribute: str) -> bytes:
    """Write a form of 2005-10-01 with this content, and an attribute in it."""
    spaces = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    uri = QUESTION_FORM_2005
    inside = f"<Overview>{content.format(attribute)}</Overview>"
    return f'<QuestionForm xmlns="{uri}" xmlns:q="{uri}" {spaces}>{inside}</QuestionForm>'.encode()
