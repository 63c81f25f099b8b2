"""The tags of the service's two serialisations: their spellings, which tags may follow which, and their contents."""

from __future__ import annotations

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.namespaces import namespace

ROOT = f'QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}"'
#: Each tag of the two serialisations, with those that may follow it; a document is a start followed by its tags.
FOLLOWING: dict[str, tuple[str, ...]] = {
    "start": ("xml", "root"),
    "xml": ("root",),
    "root": ("Answer",),
    "Answer": ("QuestionIdentifier",),
    "QuestionIdentifier": ("/QuestionIdentifier",),
    "/QuestionIdentifier": (
        *("FreeText", "FreeText/", "SelectionIdentifier", "OtherSelectionText", "UploadedFileSizeInBytes", "/Answer"),
    ),
    "FreeText": ("/FreeText",),
    "/FreeText": ("/Answer",),
    "FreeText/": ("/Answer",),
    "SelectionIdentifier": ("/SelectionIdentifier",),
    "/SelectionIdentifier": ("SelectionIdentifier", "OtherSelectionText", "/Answer"),
    "OtherSelectionText": ("/OtherSelectionText",),
    "/OtherSelectionText": ("/Answer",),
    "UploadedFileSizeInBytes": ("/UploadedFileSizeInBytes",),
    "/UploadedFileSizeInBytes": ("UploadedFileKey",),
    "UploadedFileKey": ("/UploadedFileKey",),
    "/UploadedFileKey": ("/Answer",),
    "/Answer": ("Answer", "/QuestionFormAnswers"),
    "/QuestionFormAnswers": ("start",),
}
CODES = {name: code for code, name in enumerate(FOLLOWING)}
BAD = len(CODES)
IDENTIFIER, SIZE = "QuestionIdentifier", "UploadedFileSizeInBytes"
#: The tags that are followed by text, the most frequent first, with the parts that they make.
TEXTS: dict[str, str | None] = {
    "QuestionIdentifier": None,
    "FreeText": "free_text",
    "SelectionIdentifier": "selection",
    "OtherSelectionText": "other_text",
    "UploadedFileSizeInBytes": "upload_size",
    "UploadedFileKey": "upload_key",
}
#: All parts with a name in the schema, and those of a crowd-form's JSON.
PARTS = pa.array([*filter(None, TEXTS.values()), "empty", "number", "boolean", "json", "null"])
NO_PART = -1


def _made(first: str, second: str) -> int | None:
    """What a tag makes if followed by another: the index of a part, or NO_PART; None if it may not follow."""
    if second not in FOLLOWING.get(first, ()):
        return None
    part = (TEXTS | {"FreeText/": "free_text", "/QuestionIdentifier": "empty"}).get(first)
    if part is None or (first == "/QuestionIdentifier" and second != "/Answer"):
        return NO_PART
    return int(PARTS.index(part).as_py())


#: What two adjacent codes make, by the first times `BASE` plus the second.
BASE = BAD + 1
PAIRS = pa.array([_made(first, second) for first in [*CODES, ""] for second in [*CODES, ""]], pa.int8())
_SPELLINGS = {
    '?xml version="1.0" encoding="ASCII"?': "xml",
    '?xml version="1.0" encoding="UTF-8"?': "xml",
    '?xml version="1.0" encoding="ASCII" standalone="no"?': "xml",
    '?xml version="1.0" encoding="UTF-8" standalone="no"?': "xml",
    ROOT: "root",
} | {name: name for name in list(CODES)[3:] if name not in TEXTS}
#: What may be between two `<` without any text, with its codes.
KNOWN = {"": CODES["start"]} | {
    f"{spelling}>{blank}": CODES[name] for spelling, name in _SPELLINGS.items() for blank in ("", "\n")
}
TOKENS = pa.array(list(KNOWN))
TOKEN_CODES = pa.array(list(KNOWN.values()), pa.int16())
