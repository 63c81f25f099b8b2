"""Why a text is no XML: expat says where, this module says what stands there and what was probably meant."""

from __future__ import annotations

import re
from html.entities import html5
from itertools import islice
from xml.parsers.expat import errors

from questionforms.loading import forbidden_characters
from questionforms.problems import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.parsers.expat import ExpatError

    from questionforms.loading import Loaded
    from questionforms.positions import Node

_RULE = "not-well-formed"


class _Where:
    """The text around the place that expat names."""

    def __init__(self, text: str, line: int, column: int, open_nodes: Sequence[Node]) -> None:
        start = _start_of(text, line)
        self.line = line
        self.column = column
        #: The line itself.
        self.text = re.split("[\r\n]", text[start : start + column + 200])[0]
        #: What stands before, earlier lines too, as far as a tag is likely to go.
        self.before = text[max(0, start + column - 2_000) : start + column - 1]
        self.after = self.text[column - 1 :]
        self.open = open_nodes
        self.blank = not text.strip()
        self.start = text[:200].lstrip()


def _start_of(text: str, line: int) -> int:
    """The index at which a line begins."""
    newlines = re.compile("\r\n|\r|\n").finditer(text)
    return next((newline.end() for newline in islice(newlines, line - 2, None)), len(text)) if line > 1 else 0


def explain_syntax_error(loaded: Loaded, error: ExpatError, open_nodes: Sequence[Node]) -> Problem:
    """The problem that a syntax error of expat's stands for."""
    characters = forbidden_characters(loaded.text, loaded.file, most=1)
    if characters:
        return characters[0]
    where = _Where(loaded.text, error.lineno, error.offset + 1, open_nodes)
    said = errors.messages[error.code]
    explain = _EXPLANATIONS.get(said, _other(said))
    rule, message, hint = explain(where)
    path = "".join(f"/{node.name}" for node in open_nodes)
    return Problem(
        rule=rule, message=message, hint=hint, path=path, file=loaded.file, line=where.line, column=where.column
    )


_Said = tuple[str, str, str | None]


def _no_element(where: _Where) -> _Said:
    if where.blank:
        return _RULE, "the document is empty; expected a root element such as `QuestionForm`", None
    if where.open:
        node = where.open[-1]
        message = f"the document ends inside `{node.name}`, which opens in line {node.line}; expected `</{node.name}>`"
        return _RULE, message, "the text may have been cut off"
    return _RULE, "the document has no root element; expected one such as `QuestionForm`", None


def _invalid_token(where: _Where) -> _Said:
    if not where.start.startswith("<"):
        return _syntax(where)
    for look in (_bare_ampersand, _bad_instruction, _bare_less_than, _bare_cdata_end, _bad_comment, _bad_tag):
        said = look(where)
        if said is not None:
            return said
    if where.after.startswith("<"):
        return _RULE, "`<` stands in the value of an attribute", "write < as &lt;"
    if not where.after:
        return _RULE, "the markup that begins before this line's end is not complete", None
    return _RULE, f"`{where.after[:10]}` cannot stand here", "write < as &lt; and & as &amp; where text is meant"


def _bare_ampersand(where: _Where) -> _Said | None:
    found = re.search(r"&(#?\w*)$", where.before)
    if found is None:
        return None
    where.column -= len(found[0])
    return _RULE, f"`{found[0]}` is no complete reference such as `&amp;`", "write & as &amp;"


def _bad_instruction(where: _Where) -> _Said | None:
    found = re.search(r"<\?([^<>?]*)$", where.before)
    if found is None:
        return None
    if not found[1].strip():
        return _RULE, "`<?` is followed by a blank; expected `<?xml`", "remove the blank"
    where.column -= len(found[0])
    return _RULE, f"the processing instruction `{found[0][:20]}` is not closed; expected `?>`", None


def _bare_less_than(where: _Where) -> _Said | None:
    found = re.search(r"</?$", where.before)
    if found is None:
        return None
    where.column -= len(found[0])
    shown = where.text[where.column - 1 :][:12]
    return _RULE, f"`{shown}` begins with `<` as a tag does, but is none", "write < as &lt; where text is meant"


def _bare_cdata_end(where: _Where) -> _Said | None:
    if not (where.before.endswith("]]") and where.after.startswith(">")):
        return None
    where.column -= 2
    return _RULE, "`]]>` stands in text, where XML does not allow it", "write ]]&gt;"


def _bad_comment(where: _Where) -> _Said | None:
    if re.search(r"<!--(?:(?!-->).)*--$", where.before, re.DOTALL) is None:
        return None
    return _RULE, "`--` stands inside a comment, where XML does not allow it", "remove it from the comment"


def _bad_tag(where: _Where) -> _Said | None:
    found = re.search(r"<(/?[^<>\s/!?][^<>\s/]*)[^<>]*$", where.before)
    return None if found is None else (_RULE, _in_tag(found[1], where), None)


def _in_tag(name: str, where: _Where) -> str:
    character = where.after[:1]
    if character == "<" and re.search(r"=\s*([\"'])(?:(?!\1).)*$", where.before):
        return f"in the tag `<{name}`, `<` stands in the value of an attribute; expected `&lt;`"
    if character == "<":
        return f"the tag `<{name}` is not closed before the next `<`; expected `>`"
    if re.search(r"=\s*$", where.before):
        return f"in the tag `<{name}`, the value of an attribute is not in quotes"
    if re.search(r"[\"']$", where.before):
        return f"in the tag `<{name}`, no blank stands between two attributes"
    return f"in the tag `<{name}`, `{where.after[:10]}` cannot stand here; expected an attribute or `>`"


def _unclosed_section(_: _Where) -> _Said:
    message = "the document ends inside a CDATA section; expected `]]>`"
    return _RULE, message, "the text may have been cut off"


def _unclosed_token(where: _Where) -> _Said:
    kinds = {"<!--": ("comment", "-->"), "<![CDATA[": ("CDATA section", "]]>"), "<?": ("processing instruction", "?>")}
    for start, (kind, end) in kinds.items():
        if where.after.startswith(start):
            return _RULE, f"the {kind} that begins here is not closed; expected `{end}`", None
    return _RULE, f"the tag that begins here, `{where.after[:20]}`, is not closed; expected `>`", None


def _mismatched_tag(where: _Where) -> _Said:
    found = re.match(r"(?:</)?([^\s>]+)", where.after)
    closing = found[1] if found else "?"
    if not where.open:
        return _RULE, f"`</{closing}>` closes an element that is not open", None
    node = where.open[-1]
    message = f"`</{closing}>` stands here, but the open element is `{_prefixed(node, closing)}` from line {node.line}"
    meant = f"; expected `</{_prefixed(node, closing)}>`"
    return _RULE, message + meant, None


def _prefixed(node: Node, closing: str) -> str:
    prefix, colon, _ = closing.rpartition(":")
    return f"{prefix}{colon}{node.name}"


def _undefined_entity(where: _Where) -> _Said:
    found = re.match(r"&([^;\s]+);", where.after) or re.search(r"&([^;\s&]+);?$", where.before)
    name = found[1] if found else ""
    characters = html5.get(f"{name};", "")
    numeric = "".join(f"&#{ord(character)};" for character in characters)
    hint = f"write {numeric}" if numeric else "write & as &amp; where text is meant"
    message = f"`&{name};` is not defined; XML knows &amp; &lt; &gt; &quot; &apos; and numeric references alone"
    return "undefined-entity", message, hint


def _bad_number(where: _Where) -> _Said:
    found = re.match(r"&#[^;]*;", where.after)
    shown = found[0] if found else "the reference"
    return "forbidden-character", f"`{shown}` refers to a character that XML cannot hold", "remove it"


def _late_declaration(where: _Where) -> _Said:
    lines = "" if where.line == 1 else f" (it stands in line {where.line})"
    return _RULE, f"the XML declaration `<?xml ...?>` is not at the very start{lines}", "remove what stands before it"


def _junk(where: _Where) -> _Said:
    message = f"`{where.after[:20]}` stands after the end of the root element; expected nothing more"
    return _RULE, message, "a document has one root element"


def _syntax(where: _Where) -> _Said:
    shown = where.after[:20]
    if not where.start.startswith("<"):
        is_name = re.fullmatch(r"\S+\.\w{1,8}", where.start) is not None
        hint = "for a file give a pathlib.Path" if is_name else None
        return _RULE, f"the document begins with `{where.start[:20]}`, which is not XML; expected `<`", hint
    return _RULE, f"`{shown}` cannot stand here", None


def _duplicate_attribute(where: _Where) -> _Said:
    name = re.match(r"[^\s=>]+", where.after)
    return _RULE, f"the attribute `{name[0] if name else '?'}` is given twice in one tag", "remove one of them"


def _unbound_prefix(where: _Where) -> _Said:
    found = re.match(r"<([^\s/>]+)", where.after)
    message = f"`{found[1] if found else 'a name'}` uses a prefix that no xmlns declares"
    return _RULE, message, "declare it as xmlns:prefix=... or remove it"


def _other(said: str) -> Callable[[_Where], _Said]:
    return lambda where: (_RULE, f"`{where.after[:20]}` stands where XML does not allow it: {said}", None)


_EXPLANATIONS: dict[str, Callable[[_Where], _Said]] = {
    errors.XML_ERROR_NO_ELEMENTS: _no_element,
    errors.XML_ERROR_INVALID_TOKEN: _invalid_token,
    errors.XML_ERROR_UNCLOSED_TOKEN: _unclosed_token,
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _unclosed_section,
    errors.XML_ERROR_TAG_MISMATCH: _mismatched_tag,
    errors.XML_ERROR_UNDEFINED_ENTITY: _undefined_entity,
    errors.XML_ERROR_BAD_CHAR_REF: _bad_number,
    errors.XML_ERROR_MISPLACED_XML_PI: _late_declaration,
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _junk,
    errors.XML_ERROR_SYNTAX: _syntax,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _duplicate_attribute,
    errors.XML_ERROR_UNBOUND_PREFIX: _unbound_prefix,
}
