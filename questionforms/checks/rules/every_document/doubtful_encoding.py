"""The document declares an encoding that is probably wrong, although it can be decoded that way."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document._surroundings import is_of_worker
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")


def check(loaded: Loaded) -> Iterator[Finding]:
    """A declaration that the text or its bytes contradict."""
    found = _DECLARED.match(loaded.text)
    if found is None or _family(found[1]) == _family(loaded.encoding or "utf-8"):
        said = _of_bytes(loaded, found[1]) if found else None
    elif loaded.encoding is None:
        said = _of_text(loaded, found[1])
    else:
        said = f"the document declares `{found[1]}`, but its first bytes are those of {loaded.encoding.upper()}"
    if said and found:
        yield Finding(said, hint="declare UTF-8, and save the file as UTF-8", offset=found.start(1))


def _family(encoding: str) -> str:
    """The name of an encoding, without its byte order."""
    try:
        return codecs.lookup(encoding).name.removesuffix("-le").removesuffix("-be").removesuffix("-sig")
    except LookupError:
        return encoding


def _of_text(loaded: Loaded, declared: str) -> str | None:
    """The message about text, which is sent as UTF-8."""
    if is_of_worker(loaded) or (loaded.text.isascii() and not _family(declared).startswith(("utf-16", "utf-32"))):
        return None
    return f"the text declares `{declared}`, but it is sent as UTF-8"


def _of_bytes(loaded: Loaded, declared: str) -> str | None:
    """The message about bytes that are valid both as UTF-8 and in the declared encoding."""
    if loaded.encoding in (None, "utf-8") or loaded.text.isascii():
        return None
    try:
        raw = loaded.text.encode(loaded.encoding)
        meant = raw.decode()
    except UnicodeError:
        return None
    if len(raw) != len(loaded.text):  # a multi-byte encoding, where this may be a coincidence
        return None
    real = next(character for character in meant if not character.isascii())
    read = real.encode().decode(loaded.encoding)
    return f"the document declares `{declared}`, but its bytes are also valid UTF-8; should `{read}` be `{real}`?"


RULE = Rule("doubtful-encoding", on=Loaded, check=check)
