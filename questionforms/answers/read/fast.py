"""A regular expression for the two layouts in which the service writes answers: on one line, or an element per line.

Any XML parser reads what it matches in the same way; all other documents are left to the parser.
"""

from __future__ import annotations

import re

from questionforms.namespaces import namespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    #: The text before the answers; then for each answer its identifier, its free text or None, its other elements as
    #: XML or None, and the text after it, which is empty.
    Parts = list[Any]

#: Longer texts are left to the parser, which checks the limits on size.
MOST_CHARACTERS = 500_000

_BLANKS = r"[ \t\n]*+"
# No `<`, no CR, which XML reads as a line feed, and no character that XML does not allow.
_CONTENT = "[^<\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]*+"
_SELECTION = f"<SelectionIdentifier>({_CONTENT})</SelectionIdentifier>{_BLANKS}"
_OTHER = f"<OtherSelectionText>({_CONTENT})</OtherSelectionText>{_BLANKS}"
_UPLOAD = (
    f"<UploadedFileSizeInBytes>([1-9][0-9]{{0,17}})</UploadedFileSizeInBytes>{_BLANKS}"
    f"<UploadedFileKey>({_CONTENT})</UploadedFileKey>{_BLANKS}"
)


def _uncaptured(pattern: str) -> str:
    return pattern.replace(f"({_CONTENT})", _CONTENT).replace("([1-9][0-9]{0,17})", "[1-9][0-9]{0,17}")


_ANSWER = re.compile(
    f"<Answer>{_BLANKS}<QuestionIdentifier>({_CONTENT})</QuestionIdentifier>{_BLANKS}"
    f"(?:<FreeText(?:>({_CONTENT})</FreeText|/)>{_BLANKS}"
    f"|((?:{_uncaptured(_SELECTION)})*+(?:{_uncaptured(_OTHER)})?+|{_uncaptured(_UPLOAD)}))"
    f"</Answer>{_BLANKS}"
)
_HEAD = re.compile(
    r'(?:<\?xml version="1\.0" encoding="(?:ASCII|UTF-8)"(?: standalone="no")?\?>' + _BLANKS + ")?"
    f'<QuestionFormAnswers xmlns="{re.escape(namespace("QuestionFormAnswers"))}">{_BLANKS}'
)
#: The heads that the service writes; looking them up in a set is faster.
_HEADS = {
    f'{declaration}{line}<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}">{line}'
    for declaration in (
        '<?xml version="1.0" encoding="ASCII"?>',
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
        "",
    )
    for line in ("", "\n")
    if declaration or not line
}
_TAIL = "</QuestionFormAnswers>"
_CHOSEN, _OWN, _FILE = re.compile(_SELECTION), re.compile(_OTHER), re.compile(_UPLOAD)

_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")


def split(xml: str) -> Parts | None:
    """The parts of a document in one of the two layouts; None for any other document."""
    if len(xml) > MOST_CHARACTERS:
        return None
    parts = _ANSWER.split(xml)
    if (
        any(parts[4:-1:4])
        or not (parts[0] in _HEADS or (len(parts) > 1 and _HEAD.fullmatch(parts[0])))
        or not (parts[-1] == _TAIL or parts[-1].rstrip(" \t\n") == _TAIL)
        or "]]>" in xml
    ):
        return None
    if "&" in xml:
        return _unescaped_parts(xml, parts)
    return parts


def split_bytes(xml: bytes) -> Parts | None:
    """The same for bytes, in the encoding that they declare, else in UTF-8."""
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        return None
    return split(text) if text.isascii() or not text.startswith('<?xml version="1.0" encoding="ASCII"') else None


def others_in(others: str) -> tuple[tuple[str, ...], str | None, int | None, str | None]:
    """The selections, other text, file size and file key in the other elements of an answer."""
    file = _FILE.match(others)
    if file is not None:
        return (), None, int(file[1]), unescaped(file[2])
    own = _OWN.search(others)
    return tuple(map(unescaped, _CHOSEN.findall(others))), None if own is None else unescaped(own[1]), None, None


def unescaped(text: str) -> str:
    """The text with its references replaced by characters; anything else is unchanged."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if _is_character(code) else reference[0]


def _is_character(code: int) -> bool:
    """Whether XML 1.0 allows the character. Source: XML 1.0, production 2 (Char)."""
    return 0x20 <= code <= 0xD7FF or code in (0x9, 0xA, 0xD) or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _unescaped_parts(xml: str, parts: Parts) -> Parts | None:
    """The parts with references replaced, except in the other elements; None if an `&` does not start a reference."""
    references = _REFERENCE.findall(xml)
    if len(references) != xml.count("&"):
        return None
    codes = [int(decimal) if decimal else int(hexadecimal, 16) for name, decimal, hexadecimal in references if not name]
    if not all(map(_is_character, codes)):
        return None
    return [part if not part or index % 4 == 3 else unescaped(part) for index, part in enumerate(parts)]
