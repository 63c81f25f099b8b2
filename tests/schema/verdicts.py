"""What each engine says of a document: lxml with our schemas and with the reference, xmlschema with ours."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from lxml import etree

import questionforms.schema.schemas
from questionforms.namespaces import XHTML
from questionforms.schema.schemas import Schemas, shipped
from tests.documents import SHARED
from tests.documents.formats import QUESTION_FORM, QUESTION_FORM_2005
from tests.documents.valid import elements, local_name

#: The elements and attributes whose values are URLs; the reference says xs:anyURI of them, ours xs:token.
URL_ELEMENTS = ("AppletPath", "DataURL", "ExternalURL", "FlashMovieURL")
URL_ATTRIBUTES = ("cite", "href", "longdesc", "src", "usemap")

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_ANY_URI = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="url" type="xs:anyURI"/></xs:schema>
"""


#: The folder of our XSDs in this checkout.
OWN = Path(questionforms.schema.schemas.__file__).parents[2] / "schemas"


def simple_xsd(uri: str) -> str:
    """Write a schema for a namespace, of one element `r`."""
    xs = "http://www.w3.org/2001/XMLSchema"
    return f'<xs:schema xmlns:xs="{xs}" targetNamespace="{uri}"><xs:element name="r"/></xs:schema>'


def ours(uri: str, xml: bytes) -> bool:
    """Tell what lxml says with our schema."""
    return shipped().compiled(uri).validate(etree.fromstring(xml))


def by_xmlschema(uri: str, xml: bytes) -> bool | str:
    """Tell what xmlschema says with our schema: the verdict, or the name of the exception that it raised instead."""
    try:
        return shipped().components(uri).is_valid(xml)
    except (ArithmeticError, LookupError) as error:
        return type(error).__name__


def reference(uri: str, xml: bytes) -> bool:
    """Tell what lxml says with the reference; of 2017-11-06, whose text is not public, by its definition."""
    root = etree.fromstring(xml)
    if uri == QUESTION_FORM:
        if any(local_name(element) in ("Application", "FileUploadAnswer") for element in elements(root)):
            return False
        root = etree.fromstring(_exchanged(xml, QUESTION_FORM, QUESTION_FORM_2005))
    return _reference_schema(uri).validate(root)


@functools.cache
def _reference_schema(uri: str) -> etree.XMLSchema:
    """Compile the reference for a namespace; of the XHTML the newest text, which lies apart from what it imports."""
    if uri == XHTML:
        return _reference_subset("variants/FormattedContentXHTMLSubset.mturkemu-2017.xsd")
    return Schemas(SHARED / "reference" / "schemas").compiled(QUESTION_FORM_2005 if uri == QUESTION_FORM else uri)


@functools.cache
def _reference_subset(name: str) -> etree.XMLSchema:
    """Compile one of Amazon's three texts of the XHTML; two of them lie apart from what they import."""
    folder = SHARED / "reference" / "schemas" / "2006-07-14"
    return etree.XMLSchema(etree.fromstring((folder / name).read_bytes(), base_url=str(folder / "xhtml.xsd")))


def is_disputed(xml: bytes) -> bool:
    """Tell whether Amazon's three texts of the XHTML differ about a FormattedContent."""
    names = ("{}.xsd", "variants/{}.sdk-1.7.0.xsd", "variants/{}.mturkemu-2017.xsd")
    schemas = [_reference_subset(name.format("FormattedContentXHTMLSubset")) for name in names]
    return len({schema.validate(etree.fromstring(xml)) for schema in schemas}) == 2


def _exchanged(xml: bytes, one: str, other: str) -> bytes:
    """Put each of two namespaces in the place of the other."""
    swap = {one.encode(): other.encode(), other.encode(): one.encode()}
    return re.sub(b"|".join(map(re.escape, swap)), lambda found: swap[found[0]], xml)


def with_plain_urls(xml: bytes) -> bytes:
    """Replace each URL that libxml2 refuses as an xs:anyURI by one that it takes, with the same scheme."""
    root = etree.fromstring(xml)
    found = False
    for element in elements(root):
        value = "".join(element.xpath("text()"))
        if local_name(element) in URL_ELEMENTS and not element.xpath("*") and not is_any_uri(value):
            del element[:]
            element.text, found = _plain_url(value), True
        for name in URL_ATTRIBUTES:
            if not is_any_uri(element.get(name, "")):
                element.set(name, _plain_url(element.attrib[name]))
                found = True
    return etree.tostring(root, encoding="utf-8") if found else xml


@functools.cache
def is_any_uri(value: str) -> bool:
    """Tell whether libxml2 takes a value as an xs:anyURI."""
    element = etree.Element("url")
    element.text = value
    return _any_uri_schema().validate(element)


@functools.cache
def _any_uri_schema() -> etree.XMLSchema:
    """Compile a schema of one element that is an xs:anyURI."""
    return etree.XMLSchema(etree.fromstring(_ANY_URI))


def _plain_url(value: str) -> str:
    """Keep the scheme of a URL alone."""
    scheme = re.match(r"[ \t\r\n]*[A-Za-z]+:(//)?", value)
    return f"{scheme[0] if scheme else ''}x"


def with_plain_values(xml: bytes) -> bytes:
    """Write a document without what the engines are known to judge differently; each case is in `test_engines`."""
    root = etree.fromstring(xml)
    for element in root.iter():
        element.tail = _plain_text(element.tail)
        if not isinstance(element.tag, str):
            continue
        element.text = _plain_text(element.text)
        if local_name(element) == "SummedScoreMultiplier":
            element.text = re.sub(r"[eE]?[ \t\r\n]*$", "", "".join(element.xpath("text()")))
        for name, value in element.attrib.items():
            element.set(name, _plain_text(value) or "")
        for name in ("headers", "rel", "rev"):
            if name == "headers" or not element.get(name, "x").strip():
                element.attrib.pop(name, None)
        if "datetime" in element.attrib:
            element.set("datetime", element.attrib["datetime"].strip())
        if element.get(_SPACE, "").strip() == "default":
            del element.attrib[_SPACE]
    return etree.tostring(root, encoding="utf-8")


def _plain_text(text: str | None) -> str | None:
    """Put a question mark for what xmlschema alone takes as a blank or as part of a number."""
    if text is None or (text.isascii() and "_" not in text):
        return text
    signs = (sign if sign.isascii() or not (sign.isspace() or sign.isdecimal()) else "?" for sign in text)
    return re.sub(r"(?<=\d)_(?=\d)", "?", "".join(signs))
