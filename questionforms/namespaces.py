"""The names, versions and namespace URIs of the five documents and of FormattedContent's XHTML.

Source: Amazon's API reference, "Data structures schema locations" (a namespace contains a date and starts with
`http:`), and the targetNamespace of each published XSD.
"""

from __future__ import annotations

BASE = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/"

#: The namespace of the markup inside FormattedContent; the service assumes it, so authors do not write it.
XHTML = "http://www.w3.org/1999/xhtml"

#: XML Schema's namespace for attributes such as `xsi:schemaLocation`.
XSI = "http://www.w3.org/2001/XMLSchema-instance"

#: Each document's root element, and the dates of its schema versions, the current one first.
VERSIONS: dict[str, tuple[str, ...]] = {
    "QuestionForm": ("2017-11-06", "2005-10-01"),
    "HTMLQuestion": ("2011-11-11",),
    "ExternalQuestion": ("2006-07-14",),
    "AnswerKey": ("2005-10-01",),
    "QuestionFormAnswers": ("2005-10-01",),
}


def namespace(document: str, version: str | None = None) -> str:
    """The namespace URI of a document's root element, for the current schema unless a version (a date) is given."""
    return f"{BASE}{version or VERSIONS[document][0]}/{document}.xsd"


#: Namespace URI -> (document, version), for all documents.
KNOWN: dict[str, tuple[str, str]] = {
    namespace(document, version): (document, version) for document, versions in VERSIONS.items() for version in versions
}
