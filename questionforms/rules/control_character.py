"""A control character stands in the text, mostly one of windows-1252 that was read as ISO-8859-1.

XML takes U+007F to U+009F, but they show as nothing, or as a box. Where curly quotes, dashes and dots of windows-1252 were
read as ISO-8859-1, or UTF-8 was, they become such characters. The message says which was probably meant. Characters that
Unicode sets aside, from U+FDD0 to U+FDEF, are reported too.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>One, two, three&#133;</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:28: warning: control-character: `&#133;` stands for U+0085, a control character; did you mean `…`? (write &#8230;)
```

## What to write instead

Write the character that was meant, and read the source of the text in the encoding that it has.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>One, two, three&#8230;</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

XML 1.0, section 2.2: authors are asked to avoid these characters. The mapping is that of windows-1252.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.rules.surroundings import Map, has_numeric_references, is_no_document
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


# UTF-8 read as ISO-8859-1, or a character alone, written or referenced.
_FOUND = re.compile(
    "(?P<bytes>[\xc2-\xf4](?=[\xa0-\xbf]?[\x80-\x9f]|[\xa0-\xbf]{2}[\x80-\x9f])[\x80-\xbf]{1,3})"
    "|(?P<character>[\x7f-\x9f\ufdd0-\ufdef])"
    "|&#(?:0*(?P<decimal>12[7-9]|1[345][0-9])|x0*(?P<hex>7[Ff]|[89][0-9A-Fa-f]));"
)


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each control character, or the few that were one before."""
    text = loaded.text
    if text.isascii() and "\x7f" not in text and not has_numeric_references(loaded):
        return
    places = None
    for found in _FOUND.finditer(text):
        if found["bytes"]:
            yield from _of_bytes(found)
        elif found["character"]:
            yield _of_character(ord(found["character"]), found.start())
        elif not is_no_document(loaded):
            places = places or Map(loaded)
            if not places.at(found.start()).literal:
                code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
                yield _of_character(code, found.start(), found[0])


def _of_bytes(found: re.Match[str]) -> Iterator[Finding]:
    raw = found["bytes"].encode("latin-1")
    try:
        meant = raw.decode()
    except UnicodeDecodeError:
        meant = ""
    if len(meant) == 1 and meant.isprintable():
        codes = " ".join(f"U+{byte:04X}" for byte in raw)
        hint = "read the text as UTF-8, not as ISO-8859-1"
        yield Finding(
            f"{codes} stand here, with a control character; did you mean `{meant}`?", hint=hint, offset=found.start()
        )
        return
    for index, byte in enumerate(raw):
        if byte < 0xA0:
            yield _of_character(byte, found.start() + index)


def _of_character(code: int, offset: int, reference: str | None = None) -> Finding:
    is_, hint, meant = "a control character", "remove it", ""
    if code > 0xFF:
        is_ = "not a character"
    elif code > 0x7F:
        meant = bytes([code]).decode("windows-1252", "ignore")
    what = f"`{reference}` stands for U+{code:04X}, {is_}" if reference else f"U+{code:04X}, {is_}, stands here"
    if meant:
        what, hint = f"{what}; did you mean `{meant}`?", "read the text as windows-1252, not as ISO-8859-1"
    return Finding(what, hint=f"write &#{ord(meant)};" if reference and meant else hint, offset=offset)


RULE = Rule("control-character", "warning", __doc__, on=Loaded, check=check)
