"""Why a text is not XML: expat says where, this module says what is there and what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers.expat import errors

from questionforms.problems import make_problem
from questionforms.xml.load import forbidden_characters
from questionforms.xml.mistakes import A_PAGE, Said, Where, invalid_token, mismatched_tag, not_xml, unbound_prefix
from questionforms.xml.nodes import path_of
from questionforms.xml.references import undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.parsers.expat import ExpatError

    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded
    from questionforms.xml.nodes import Node


def explain_syntax_error(loaded: Loaded, error: ExpatError, open_nodes: Sequence[Node]) -> list[Problem]:
    """The problems behind a syntax error of expat: one, or one for each character that XML does not allow."""
    characters = forbidden_characters(loaded.text, loaded.file)
    if characters:
        return characters
    where = Where(loaded.text, error.lineno, error.offset + 1, open_nodes)
    said = _EXPLANATIONS.get(errors.messages[error.code], _other)(where)
    return [
        make_problem(
            said.rule,
            said.message,
            hint=said.hint,
            path=path_of(open_nodes),
            file=loaded.file,
            line=error.lineno,
            column=error.offset + 1 - said.back,
        )
    ]


def explain_doctype(name: str) -> tuple[str, str]:
    """The message and hint for a document type declaration."""
    if name.lower() == "html":
        return A_PAGE
    message = f"the document has a DOCTYPE (`{name[:40]}`)"
    return (
        f"{message}; document type definitions, and the entities they define, are not read",
        "remove the whole <!DOCTYPE ...>",
    )


def _no_element(where: Where) -> Said:
    if where.blank:
        return Said("the document is empty; expected a root element such as `QuestionForm`")
    if where.open:
        node = where.open[-1]
        message = f"the document ends inside `{node.name}`, which is opened on line {node.line}"
        return Said(f"{message}; expected `</{node.name}>`", "the text may have been cut off")
    return Said("the document has no root element; expected one such as `QuestionForm`")


def _unclosed_section(where: Where) -> Said:
    opened = where.before.rpartition("<![CDATA[")
    back = len(where.before) - len(opened[0]) if opened[1] and "\n" not in opened[2] else 0
    place = "which starts here" if back else "which is not closed"
    return Said(f"the document ends inside a CDATA section, {place}; expected `]]>`", back=back)


def _unclosed_token(where: Where) -> Said:
    kinds = {"<!--": ("comment", "-->"), "<![CDATA[": ("CDATA section", "]]>"), "<?": ("processing instruction", "?>")}
    for start, (kind, end) in kinds.items():
        if where.after.startswith(start):
            return Said(f"the {kind} that starts here is not closed; expected `{end}`")
    return Said(f"the tag that starts here, `{where.after[:20]}`, is not closed; expected `>`")


def _undefined_entity(where: Where) -> Said:
    found = re.match(r"&([^;\s]{1,40});", where.after) or re.search(r"&([^;\s&]{1,40});?$", where.before)
    return Said(*undefined(found[1] if found else ""), "undefined-entity")


def _bad_number(where: Where) -> Said:
    found = re.match(r"&#[^;]{1,40};", where.after)
    shown = f"`{found[0]}`" if found else "the reference"
    return Said(f"{shown} refers to a character that XML does not allow", "remove it", "forbidden-character")


def _late_declaration(where: Where) -> Said:
    lines = "" if where.line == 1 else f", but on line {where.line}"
    return Said(f"the XML declaration `<?xml ...?>` is not at the very start{lines}", "remove everything before it")


def _bad_declaration(_: Where) -> Said:
    return Said('the XML declaration is incomplete; expected `<?xml version="1.0" encoding="UTF-8"?>`')


def _junk(where: Where) -> Said:
    message = f"`{where.after[:20]}` comes after the end of the root element; expected nothing more"
    return Said(message, "a document has one root element")


def _duplicate_attribute(where: Where) -> Said:
    name = re.match(r"[^\s=>]{1,40}", where.after)
    return Said(f"the attribute `{name[0] if name else '?'}` appears twice in one tag", "remove one of them")


def _bad_prefix(where: Where) -> Said:
    return Said(f"`{where.after[:20]}` declares a prefix in a way that XML does not allow", "remove the xmlns:...")


def _other(where: Where) -> Said:
    return Said(f"`{where.after[:20]}` is not allowed here")


_EXPLANATIONS: dict[str, Callable[[Where], Said]] = {
    errors.XML_ERROR_NO_ELEMENTS: _no_element,
    errors.XML_ERROR_INVALID_TOKEN: invalid_token,
    errors.XML_ERROR_UNCLOSED_TOKEN: _unclosed_token,
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _unclosed_section,
    errors.XML_ERROR_TAG_MISMATCH: mismatched_tag,
    errors.XML_ERROR_UNDEFINED_ENTITY: _undefined_entity,
    errors.XML_ERROR_BAD_CHAR_REF: _bad_number,
    errors.XML_ERROR_MISPLACED_XML_PI: _late_declaration,
    errors.XML_ERROR_XML_DECL: _bad_declaration,
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _junk,
    errors.XML_ERROR_SYNTAX: not_xml,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _duplicate_attribute,
    errors.XML_ERROR_UNBOUND_PREFIX: unbound_prefix,
    errors.XML_ERROR_UNDECLARING_PREFIX: _bad_prefix,
    errors.XML_ERROR_RESERVED_PREFIX_XML: _bad_prefix,
    errors.XML_ERROR_RESERVED_PREFIX_XMLNS: _bad_prefix,
    errors.XML_ERROR_RESERVED_NAMESPACE_URI: _bad_prefix,
}
