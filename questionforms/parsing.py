"""The hardened parser: no DTD, no entity beyond the five, no network, no recovery, bounded depth and size."""

from __future__ import annotations

import re

from lxml import etree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.loading import Loaded
    from questionforms.schemas import Schemas

#: Finds a document type declaration, which can only stand before the root. Possessive, so that it stays linear.
_DOCTYPE = re.compile(r"(?>\s++|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE", re.DOTALL)


def has_doctype(loaded: Loaded) -> bool:
    """Whether there is a document type declaration; `<!DOCTYPE html>` within HTMLContent is none."""
    return "<!DOCTYPE" in loaded.text and _DOCTYPE.match(loaded.text) is not None


def parse_tree(loaded: Loaded) -> etree._Element | None:
    """The root of the XML, without comments and processing instructions; None where it cannot be read.

    libxml2's own limits stay in force: 256 levels, 10,000,000 characters in a text.
    """
    if has_doctype(loaded):
        return None
    try:
        return etree.fromstring(loaded.data, _parser())
    except etree.XMLSyntaxError:
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def syntax_refusal(loaded: Loaded) -> str:
    """Why libxml2 does not read a text that expat does."""
    try:
        etree.fromstring(loaded.data, _parser())
    except etree.XMLSyntaxError as error:
        return str(error.msg)
    return "it does not say why"


def schema_refusal(loaded: Loaded, schemas: Schemas) -> tuple[str, int]:
    """Why libxml2 finds that a document does not fit its schema, and the line.

    The schema is compiled anew, since the errors of a shared one may be of another thread's document.
    """
    root = etree.fromstring(loaded.data, _parser())
    schema = etree.XMLSchema(file=str(schemas.file(etree.QName(root).namespace or "")))
    schema.validate(root)
    error = schema.error_log[0]
    return re.sub(r"\{[^}]*\}", "", error.message), error.line
