"""Fixes for texts that are not well-formed XML, or not in the encoding that they declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit
from questionforms.fixes.families.schema_structure import cdata_around
from questionforms.fixes.registry import fixes
from questionforms.fixes.tag_repairs import repaired_end_tag, repaired_tag
from questionforms.namespaces import VERSIONS, XSI, namespace
from questionforms.xml.references import numeric, strange_references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

_MARKUP = re.compile(r"<(?:[\w.-]+:)?(HTMLContent|FormattedContent)(?:\s[^<>]*)?>")
_DEFAULT = re.compile(r"""\sxmlns\s*=\s*["']([^"']*)["']""")
_NAME = re.compile(r"(\w+)(?P<value>=?)")
_DECLARED = re.compile(r"""(?P<before><\?xml[^>]{0,200}?\sencoding\s*=\s*["'])(?P<name>[^"'<>]*)""")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?!html\b)[^\[<>]*>[ \t]*(?:\r\n|\r|\n)?", re.IGNORECASE)


@fixes("wrong-encoding")
def declared_encoding(draft: Draft, _: Problem) -> Iterator[Edits]:
    """Declares UTF-8 if the bytes are UTF-8 and not the encoding that is declared."""
    found = _DECLARED.match(draft.text)
    if found and draft.codec == "utf-8":
        yield (Edit(*found.span("name"), "UTF-8"),)


@fixes("document-type")
def without_doctype(draft: Draft, _: Problem) -> Iterator[Edits]:
    """Removes a DOCTYPE that declares nothing."""
    found = _DOCTYPE.search(draft.text)
    if found and not draft.text[: found.start()].rpartition(">")[2].strip():
        yield (Edit(*found.span(), ""),)


@fixes("undefined-entity")
def numeric_reference(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Replaces HTML's named references with numeric ones, such as `&nbsp;` with `&#160;`."""
    if not problem.case:
        raw = list(_raw_markup(draft, draft.offset(problem)))
        yield from raw or _references(draft.text)


@fixes("undefined-entity", "not-well-formed", safe=False)
def plain_ampersand(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes `&amp;` for an `&` that may have been meant to start a reference; workers then see the `&`."""
    offset = draft.offset(problem)
    if not problem.case and draft.text.startswith("&", offset):
        yield (Edit(offset + 1, offset + 1, "amp;"),)


def _references(text: str) -> Iterator[Edits]:
    """The edits of each `&` that does not start a reference of XML, if it is clear what it is."""
    for found in strange_references(text):
        if found.rule != "undefined-entity":
            yield from _bare(text, found.start)
            continue
        name = text[found.start + 1 : found.end - 1]
        if known := numeric(name) or numeric(name.lower()):
            yield (Edit(found.start, found.end, known),)


def _bare(text: str, start: int) -> Iterator[Edits]:
    """The edit of an `&` without a `;`; nothing if it may be the start of a reference of HTML."""
    name = _NAME.match(text, start + 1)
    if name and name[1] in ("amp", "lt", "gt", "quot", "apos") and not name["value"]:
        yield (Edit(name.end(1), name.end(1), ";"),)
    elif not (name and numeric(name[1])) or name["value"]:
        yield (Edit(start, start + 1, "&amp;"),)


@fixes("not-well-formed")
def well_formed(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Escapes `&`, `<` and `]]>`, puts raw HTML into CDATA, and repairs tags if there is only one way to do so."""
    if problem.case or draft.page:
        return
    offset = draft.offset(problem)
    for find in _REPAIRS:
        found = filter(None, find(draft, offset))
        if first := next(found, None):
            yield first
            yield from found
            return


def _raw_markup(draft: Draft, offset: int) -> Iterator[Edits]:
    """The edits that put a page or markup, which is raw in the XML, into CDATA."""
    opened = [found for found in _MARKUP.finditer(draft.text, 0, offset) if found[0][-2] != "/"]
    if not opened:
        return
    start = opened[-1].end()
    closing = re.compile(rf"</(?:[\w.-]+:)?{opened[-1][1]}\s*>").search(draft.text, start)
    inside = draft.text[start : closing.start()] if closing else ""
    if closing and offset <= closing.start() and re.search(r"<[A-Za-z!/]", inside):
        yield from cdata_around(draft.text, start, closing.start())


def _ampersands(draft: Draft, offset: int) -> Iterator[Edits]:
    if draft.text.startswith("&", offset):
        yield from _references(draft.text)


def _cdata_end(draft: Draft, offset: int) -> Iterator[Edits]:
    if draft.text.startswith("]]>", offset):
        yield (Edit(offset + 2, offset + 3, "&gt;"),)


def _cdata_start(draft: Draft, offset: int) -> Iterator[Edits]:
    found = re.compile(r"<!\s*\[\s*CDATA\s*\[", re.IGNORECASE).match(draft.text, offset)
    if found and found[0] != "<![CDATA[":
        yield (Edit(*found.span(), "<![CDATA["),)


def _less_than(draft: Draft, offset: int) -> Iterator[Edits]:
    found = re.compile(r"<(?=[\s\d=<&$(\"'.,;+-][^<>]*<)").match(draft.text, offset)
    if found:
        yield (Edit(offset, offset + 1, "&lt;"),)


def _comment(draft: Draft, offset: int) -> Iterator[Edits]:
    start = draft.text.rfind("<!--", 0, offset)
    end = draft.text.find("-->", start + 4)
    inside = draft.text[start + 4 : end]
    if start < 0 or end < offset - 1 or "--" not in inside + "-":
        return
    edits = [Edit(start + 4 + found.end(), start + 4 + found.end(), " ") for found in re.finditer("-(?=-)", inside)]
    if inside.endswith("-"):
        edits.append(Edit(end, end, " "))
    yield tuple(edits)


def _declaration(draft: Draft, _: int) -> Iterator[Edits]:
    """The edits of an XML declaration that is not at the start, or not complete."""
    text = draft.text
    start = len(text) - len(text.lstrip(" \t\r\n\ufeff"))
    found = re.compile(r"<\?(?P<blank>\s*)xml(?P<rest>\s[^<>?]*)(?P<end>\??>)", re.IGNORECASE).match(text, start)
    if not found:
        return
    edits = [Edit(0, start, "")] if start else []
    if not found[0].startswith("<?xml"):
        edits.append(Edit(start, found.start("rest"), "<?xml"))
    rest = found["rest"]
    edits += [
        Edit(found.start("rest") + bare.start(1), found.start("rest") + bare.end(1), f'"{bare[2]}"')
        for bare in re.finditer(r"=\s*([\u201c\u201d\u2033]?([\w.-]+)[\u201c\u201d\u2033]?)", rest)
    ]
    if version := re.search(r"version\s*=\s*[\"'](?!1\.[01][\"'])([^\"']*)", rest):
        edits.append(Edit(found.start("rest") + version.start(1), found.start("rest") + version.end(1), "1.0"))
    elif "version" not in rest:
        edits.append(Edit(found.start("rest"), found.start("rest"), ' version="1.0"'))
    if found["end"] == ">":
        edits.append(Edit(found.start("end"), found.start("end"), "?"))
    if edits:
        yield tuple(edits)


def _unbound_prefix(draft: Draft, offset: int) -> Iterator[Edits]:
    """The edit that declares a prefix of the document's own, or `xsi`, in the root."""
    root = re.compile(r"<(?![?!])((?:([\w.-]+):)?([\w.-]+))").search(draft.text)
    tag = re.compile(r"<((?:([\w.-]+):)?[\w.-]+)([^<>]*)").match(draft.text, offset)
    if not root or not tag or root[3] not in VERSIONS:
        return
    names = [tag[1], *re.findall(r"\s([^\s=]+)\s*=", tag[3])]
    declared = {"xml", "xmlns", *re.findall(r"\sxmlns:([^\s=]+)\s*=", draft.text)}
    for prefix in dict.fromkeys(name.partition(":")[0] for name in names if ":" in name):
        if prefix in declared:
            continue
        own = _DEFAULT.search(draft.text, root.end(), draft.text.find(">", offset))
        uri = XSI if prefix == "xsi" else own[1] if own else namespace(root[3]) if prefix == root[2] else ""
        if uri and (prefix == "xsi" or prefix == tag[2]):
            yield (Edit(root.end(), root.end(), f' xmlns:{prefix}="{uri}"'),)
            return


def _tag(draft: Draft, offset: int) -> Iterator[Edits]:
    yield from repaired_tag(draft.text, offset, draft.vocabulary)


def _end_tag(draft: Draft, offset: int) -> Iterator[Edits]:
    yield from repaired_end_tag(draft.text, offset, draft.vocabulary)


#: The first that finds something is used.
_REPAIRS: tuple[Callable[[Draft, int], Iterator[Edits]], ...] = (
    _raw_markup,
    _declaration,
    _ampersands,
    _cdata_end,
    _cdata_start,
    _less_than,
    _comment,
    _unbound_prefix,
    _tag,
    _end_tag,
)
