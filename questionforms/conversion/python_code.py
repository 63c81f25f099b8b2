"""Convert a document into the Python code that builds it."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

from questionforms.conversion.refusals import iter_refusals
from questionforms.elements.base.representation import Group, Leaf, call, on_one_line
from questionforms.words import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.base.element import Document
    from questionforms.elements.base.representation import Code, Entry

#: The variable name for each kind of document.
NAMES = {
    "QuestionForm": "form",
    "HTMLQuestion": "question",
    "ExternalQuestion": "question",
    "AnswerKey": "key",
    "QuestionFormAnswers": "answers",
}


def to_python(document: Document) -> str:
    """Return the source of a module that builds an equal document: `form`, `question`, `key` or `answers`.

    A document that was read may contain values that the constructors reject, such as an identifier that is given
    twice. The code includes them, under a comment that says what is rejected and where, and raises InvalidArgument when
    it runs. Comments in the XML and schema locations are not part of a document's value, so they are not in the code.
    """
    code = call(document)
    refused = [f"# {refusal}\n" for refusal in iter_refusals(document)]
    if refused:
        refused.insert(0, "# questionforms rejects these values, so correct them before you run this code:\n")
    statement = lay_out(f"{NAMES[document.tag]} = ", code)
    return f"{_imports(set(_names(code)))}\n\n{''.join(refused)}{statement}\n"


def _names(code: Code) -> Iterator[str]:
    """The names that the code calls."""
    if isinstance(code, Group):
        if code.start.endswith("("):
            yield code.start.removesuffix("(")
        for entry in code.entries:
            yield from _names(entry.code)


def _imports(names: set[str]) -> str:
    ordered = sorted(names, key=str.lower)
    line = f"from questionforms import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return "from questionforms import (\n" + "".join([f"    {name},\n" for name in ordered]) + ")"


#: The maximum width of a line, in columns.
WIDTH = 88

_INDENT = "    "
#: A quote that would end a triple-quoted string.
_CLOSING = re.compile(r'"(?="")|"\Z')
#: Whitespace that an editor would remove from the end of a line.
_LAST_BLANK = re.compile(r"[ \t](?=\n|\Z)")


def lay_out(statement: str, code: Code) -> str:
    """The statement, such as `form = `, followed by the code."""
    return statement + _lines(code, "", len(statement))


def literal(value: object) -> str:
    """A value's source; text is in double quotes, unless single quotes need fewer escapes, and raw if that is possible.

    A raw string is ASCII, so that escapes can be put into all others.
    """
    if isinstance(value, float):
        return repr(value).replace("e+", "e") if math.isfinite(value) else f'float("{value}")'
    if not isinstance(value, str):
        return repr(value)
    quote = _quote(value)
    if "\\" in value and value.isascii() and value.isprintable() and quote not in value and value[-1] != "\\":
        return f"r{quote}{value}{quote}"
    return _with_escapes(value)


def _with_escapes(value: str) -> str:
    quote = _quote(value)
    return quote + _escaped(value).replace(quote, f"\\{quote}") + quote


def _quote(text: str) -> str:
    return "'" if text.count('"') > text.count("'") else '"'


def _escaped(text: str, kept: str = "") -> str:
    """The text with unprintable characters and backslashes escaped, except those in `kept`."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join([_escape(character) if character not in kept else character for character in text])


def _escape(character: str) -> str:
    return character if character.isprintable() and character != "\\" else repr(character)[1:-1]


def _lines(code: Code, indent: str, before: int) -> str:
    """The code, starting after `before` columns of its first line; the lines after that start with the indent."""
    flat = on_one_line(code, literal)
    if before + columns(flat) <= WIDTH:
        return flat
    if isinstance(code, Leaf):
        return _long(code.value, indent, "()") if isinstance(code.value, str) else flat
    if len(code.entries) == 1 and not code.entries[0].head(literal):
        return _only(code, code.entries[0].code, indent)
    inner = indent + _INDENT
    entries = [f"{inner}{_entry(entry, inner)},\n" for entry in code.entries]
    return f"{code.start}\n{''.join(entries)}{indent}{code.end}"


def _entry(entry: Entry, indent: str) -> str:
    head = entry.head(literal)
    return head + _lines(entry.code, indent, len(indent) + columns(head) + len(","))


def _only(group: Group, code: Code, indent: str) -> str:
    """A group of one entry: multi-line text hugs its parentheses, and text in several parts needs none of its own."""
    inner = indent + _INDENT
    if isinstance(code, Leaf) and isinstance(code.value, str) and len(inner) + columns(literal(code.value)) >= WIDTH:
        long = _long(code.value, indent, "")
        if not long.startswith('"""'):
            return f"{group.start}{long}\n{indent}{group.end}"
        if columns(long.rpartition("\n")[2]) + len("),") <= WIDTH:
            return f"{group.start}{long}{group.end}"
    return f"{group.start}\n{inner}{_lines(code, inner, len(inner) + 1)},\n{indent}{group.end}"


def _long(value: str, indent: str, parentheses: str) -> str:
    """Text that does not fit on its line: a triple-quoted string if it has line breaks, else one part per line."""
    if "\n" in value:
        return _block(value)
    inner = indent + _INDENT
    parts = _parts(value, WIDTH - len(inner) - len('""'))
    if len(parts) == 1:
        return literal(value) if parentheses else f"\n{inner}{literal(value)},"
    lines = "".join([f"\n{inner}{_with_escapes(part)}" for part in parts])
    return f"({lines}\n{indent})" if parentheses else lines


def _block(text: str) -> str:
    escaped = _CLOSING.sub(r"\\\g<0>", _escaped(text, kept="\n\t"))
    escaped = _LAST_BLANK.sub(lambda blank: "\\t" if blank[0] == "\t" else r"\x20", escaped)
    first = "" if text.startswith("\n") else "\\\n"
    return f'"""{first}{escaped}"""'


def _parts(text: str, width: int) -> list[str]:
    """The text split after spaces; unsplit if its width is uncertain, since formatters join parts that would fit."""
    if any(unicodedata.category(character) in {"Mn", "Me", "Cf"} for character in text):
        return [text]
    parts, line = [""], 0
    for word in re.findall(r"[^ ]* +|[^ ]+", text):
        taken = columns(_with_escapes(word)) - len('""')
        if parts[-1] and line + taken > width:
            parts, line = [*parts, ""], 0
        parts[-1] += word
        line += taken
    return parts
