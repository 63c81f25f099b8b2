"""The tags of the service's two serialisations: how they are spelt, and which may follow which."""

from __future__ import annotations

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.namespaces import namespace

#: Stands between documents; XML cannot hold it.
BETWEEN = "\x01"
ROOT = f'QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}"'
#: Each tag of the two serialisations, with those that may follow it.
FOLLOWING: dict[str, tuple[str, ...]] = {
    "between": ("xml", "root"),
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
    "/QuestionFormAnswers": ("between",),
}
CODES = {name: code for code, name in enumerate(FOLLOWING)}
BAD = len(CODES)
#: Which pairs of codes may stand side by side.
PAIRS = pa.array(
    [
        first < BAD and second < BAD and names[second] in FOLLOWING[names[first]]
        for names in [list(FOLLOWING)]
        for first in range(BAD + 1)
        for second in range(BAD + 1)
    ]
)
#: The tags as they stand in the text, with their codes.
SPELLINGS = {
    BETWEEN: "between",
    '?xml version="1.0" encoding="ASCII"?': "xml",
    '?xml version="1.0" encoding="UTF-8"?': "xml",
    '?xml version="1.0" encoding="ASCII" standalone="no"?': "xml",
    '?xml version="1.0" encoding="UTF-8" standalone="no"?': "xml",
    ROOT: "root",
} | {name: name for name in list(CODES)[3:]}
TAGS = pa.array(list(SPELLINGS))
TAG_CODES = pa.array([CODES[name] for name in SPELLINGS.values()], pa.int16())
#: The tags behind which text stands, with the parts that they are.
PARTS = {
    "FreeText": "free_text",
    "FreeText/": "free_text",
    "SelectionIdentifier": "selection",
    "OtherSelectionText": "other_text",
    "UploadedFileSizeInBytes": "upload_size",
    "UploadedFileKey": "upload_key",
    "/QuestionIdentifier": "empty",
}
_NAMES = [*FOLLOWING, ""]
#: What a pair of tags makes: a part, where the first has a value, or is the end of an answer that has none.
PAIR_PARTS = pa.array(
    [
        PARTS.get(first) if first != "/QuestionIdentifier" or second == "/Answer" else None
        for first in _NAMES
        for second in _NAMES
    ]
)
PAIR_ROWS = PAIR_PARTS.is_valid()
TEXTS = pa.array([CODES[name] for name in (*PARTS, "QuestionIdentifier") if not {*name} & {"/"}], pa.int16())
NOT_XML = r"[\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]|\]\]>"
