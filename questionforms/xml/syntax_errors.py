"""Why a text is not XML: expat says where, this module says what is there and what was probably meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from xml.parsers.expat import errors

from questionforms.problems import make_problem
from questionforms.xml.characters import NEWLINE
from questionforms.xml.load import forbidden_characters
from questionforms.xml.nodes import path_of
from questionforms.xml.references import undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.parsers.expat import ExpatError

    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded
    from questionforms.xml.nodes import Node

#: The HTML elements without an end tag.
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")

#: The message and hint for an HTML page that is passed as a document.
A_PAGE = "this is an HTML page, not a Mechanical Turk document", "put the page in the HTMLContent of an HTMLQuestion"

_INTO_CDATA = "put HTML between <![CDATA[ and ]]>"


@dataclass(frozen=True, slots=True)
class Said:
    """The message and hint for a mistake; it starts `back` columns before the place where the parser gave up."""

    message: str
    hint: str | None = None
    rule: str = "not-well-formed"
    back: int = 0


class Where:
    """The text around the place where the parser gave up."""

    def __init__(self, text: str, line: int, column: int, open_nodes: Sequence[Node]) -> None:
        start = _start_of(text, line)
        end = start + column - 1
        self.line = line
        #: The text before, including earlier lines, as far back as a tag is likely to start.
        self.before = text[max(0, end - 2_000) : end]
        #: The start of the rest of the line.
        self.after = re.split("[\r\n]", text[end : end + 200])[0]
        self.open = open_nodes
        self.blank = not text.strip()
        self.start = text[:200].lstrip()


def _start_of(text: str, line: int) -> int:
    """The index at which a line starts."""
    newlines = NEWLINE.finditer(text)
    return next((newline.end() for newline in islice(newlines, line - 2, None)), len(text)) if line > 1 else 0


def invalid_token(where: Where) -> Said:
    """Why the text here is not markup: the first of the known mistakes that fits."""
    for look in (_no_markup, _ampersand, _instruction, _declaration, _less_than, _cdata_end, _comment, _tag):
        said = look(where)
        if said is not None:
            return said
    if where.after.startswith("<"):
        return Said("`<` is not allowed in the value of an attribute", "write < as &lt;")
    if not where.after:
        return Said("the markup before the end of this line is incomplete")
    return Said(f"`{where.after[:10]}` is not allowed here", "write < as &lt; and & as &amp; in text")


def _no_markup(where: Where) -> Said | None:
    return None if where.start.startswith("<") else not_xml(where)


def not_xml(where: Where) -> Said:
    """A text that does not start like XML: prose, JSON, the name of a file."""
    if where.start.lower().startswith("<!doctype html"):
        return Said(*A_PAGE)
    if where.start.startswith("<"):
        return Said(f"`{where.after[:20]}` is not allowed here")
    hint = "to check a file, pass a pathlib.Path" if re.fullmatch(r"\S+\.\w{1,8}", where.start) else None
    return Said(f"the document starts with `{where.start[:20]}`, which is not XML; expected `<`", hint)


def _ampersand(where: Where) -> Said | None:
    found = re.search(r"&(#?\w*)$", where.before)
    if found is None:
        return None
    message = f"`{found[0]}` is not a complete reference such as `&amp;`"
    return Said(message, "write & as &amp;", back=len(found[0]))


def _instruction(where: Where) -> Said | None:
    found = re.search(r"<\?([^<>?]*)$", where.before)
    if found is None:
        return None
    if found[1].strip():
        message = f"the processing instruction `{found[0][:20]}` is not closed; expected `?>`"
        return Said(message, back=len(found[0]))
    if where.after[:1].isspace() or found[1]:
        return Said("`<?` is followed by whitespace; expected `<?xml`", "remove the whitespace")
    return Said(f"`<?{where.after[:10]}` has no name; expected one such as `<?xml`")


def _declaration(where: Where) -> Said | None:
    found = re.search(r"(?:<!\[?\w*)?$", where.before[-12:])
    written = f"{found[0] if found else ''}{where.after}"
    if found is None or not written.startswith("<!"):
        return None
    if written[:10].lower() == "<!doctype ":
        return Said("a DOCTYPE is not allowed here; it belongs to HTML", _INTO_CDATA, back=len(found[0]))
    if written[:9].lower() == "<![cdata[":
        return Said(f"`{written[:9]}` does not start a CDATA section; did you mean `<![CDATA[`?", back=len(found[0]))
    return Said(f"`{written[:12]}` is neither a comment nor a CDATA section", back=len(found[0]))


def _less_than(where: Where) -> Said | None:
    found = re.search(r"</?$", where.before)
    if found is None:
        return None
    written = found[0] + where.after
    if closing := re.match(r"</([A-Za-z_][\w.:-]*)", written):
        return Said(f"`</{closing[1]}>` closes an element that is not open", back=len(found[0]))
    message = f"`{written[:12]}` starts with `<` like a tag, but is not one"
    return Said(message, "write < as &lt; in text", back=len(found[0]))


def _cdata_end(where: Where) -> Said | None:
    if not (where.before.endswith("]]") and where.after.startswith(">")):
        return None
    return Said("`]]>` is not allowed in text", "write ]]&gt;", back=2)


def _comment(where: Where) -> Said | None:
    if re.search(r"<!--(?:(?!-->).)*--$", where.before, re.DOTALL) is None:
        return None
    return Said("`--` is not allowed inside a comment", "remove it from the comment")


def _tag(where: Where) -> Said | None:
    found = re.search(r"<(/?[^<>\s/!?][^<>\s/]*)([^<]*)$", where.before)
    if found is None or (">" in found[2] and not re.search(r"=\s*([\"'])(?:(?!\1).)*>", found[2], re.DOTALL)):
        return None
    return _in_tag(found[1], found[2], where.after)


def _in_tag(name: str, before: str, after: str) -> Said:
    """What is wrong in a tag, given its name, the rest of it before the place, and the text after."""
    if after.startswith("<"):
        value = re.search(r"=\s*([\"'])((?:(?!\1).)*)$", before, re.DOTALL)
        if value and ">" in value[2]:
            return Said(f"in the tag `<{name}`, the quote around `{value[2][:10]}` is not closed")
        if value:
            return Said(f"in the tag `<{name}`, the value of an attribute contains `<`; expected `&lt;`")
        return Said(f"the tag `<{name}` is not closed before the next `<`; expected `>`")
    if re.search(r"=\s*$", before):
        return Said(f"in the tag `<{name}`, the value of an attribute is not in quotes")
    if before.endswith(("'", '"')):
        return Said(f"in the tag `<{name}`, there is no space between two attributes")
    return Said(f"in the tag `<{name}`, `{after[:10]}` is not allowed here; expected an attribute or `>`")


def mismatched_tag(where: Where) -> Said:
    """An end tag that does not match the open element."""
    found = re.match(r"(?:</)?([^\s>]+)", where.after)
    closing = found[1] if found else "?"
    back = 2 if where.before.endswith("</") else 0
    if not where.open:
        return Said(f"`</{closing}>` closes an element that is not open", back=back)
    node = where.open[-1]
    prefix, colon, _ = closing.rpartition(":")
    open_ = f"{prefix}{colon}{node.name}"
    message = f"`</{closing}>` does not match `<{open_}>`, opened on line {node.line}"
    hint = f"{_INTO_CDATA}, or close it as <{open_}/>" if open_.lower() in VOID else None
    return Said(f"{message}; expected `</{open_}>`", hint, back=back)


def unbound_prefix(where: Where) -> Said:
    """The name of an element or an attribute, with a prefix that no xmlns declares."""
    tag = re.match(r"<([^\s/>]+)([^<>]*)", where.after)
    names = [tag[1], *re.findall(r"\s([^\s=]+)\s*=", tag[2])] if tag else []
    strange = [name for name in names if ":" in name and not name.startswith(("xml:", "xmlns:"))]
    shown = f"`{strange[0]}`" if strange else "a name"
    return Said(f"{shown} uses a prefix that no xmlns declares", "declare it with xmlns:prefix=..., or remove it")


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
