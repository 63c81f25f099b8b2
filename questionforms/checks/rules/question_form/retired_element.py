"""A form contains a `FileUploadAnswer` or an `Application`, which are retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_INSTEAD = {
    "FileUploadAnswer": "ask for a link, or serve an upload field in an HTMLQuestion or ExternalQuestion",
    "Application": "use an `EmbeddedBinary`, or serve the program in an HTMLQuestion or ExternalQuestion",
}


def check(element: _Element) -> Iterator[Finding]:
    """Each element that the service has retired."""
    name = local(element)
    yield Finding(f"`{name}` was retired on 2017-12-12, with the schema of 2017-11-06", hint=_INSTEAD[name])


RULE = Rule("retired-element", on=("FileUploadAnswer", "Application"), check=check)
