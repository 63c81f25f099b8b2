"""A character above U+FFFF, such as an emoji, stands in the document.

The service takes text of up to three bytes a character in UTF-8, and refuses the whole call for a character of four. Its
message, "The value  is not valid for the parameter QuestionXML", does not say so.

Where the content is HTML, or XHTML inside CDATA, a numeric reference does the same: XML leaves it as it is, and the
worker's browser shows the character. In plain text it does not help, since reading the XML gives the character again.
The first hundred places of a document are reported.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>How do you feel? 😀</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:54: error: four-byte-character: `😀` is U+1F600, above U+FFFF, which the service refuses (write &#x1F600;)
```

## What to write instead

Write the numeric reference inside CDATA, or leave the character out.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>How do you feel? &#x1F600;</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

Users observed it (boto3, issue 2277), and staff of Amazon's gave the advice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.rules.surroundings import Map, Surroundings, is_of_worker
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_ABOVE = re.compile("[\U00010000-\U0010ffff]+")
#: Places past these are not looked for.
MOST = 100


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each run of such characters, outside of what workers send."""
    if loaded.text.isascii() or is_of_worker(loaded):
        return
    map_ = None
    for found, _ in zip(_ABOVE.finditer(loaded.text), range(MOST), strict=False):
        map_ = map_ or Map(loaded)
        code = f"U+{ord(found[0][0]):X}"
        what = f"is {code}," if len(found[0]) == 1 else f"are {len(found[0])} characters, from {code} on,"
        message = f"`{found[0][:8]}` {what} above U+FFFF, which the service refuses"
        hint = _instead(found[0], map_.at(found.start()), _is_in_script(loaded.text, found.start()))
        yield Finding(message, hint=hint, offset=found.start())


def _instead(characters: str, around: Surroundings, in_script: bool) -> str:
    """What to write for characters."""
    if not around.markup:
        return "leave it out: plain text has no other way to write it"
    form = "\\u{{{:X}}}" if in_script else "&#x{:X};" if around.literal else "&amp;#x{:X};"
    written = "".join([form.format(ord(character)) for character in characters[:4]])
    return f"in a script write {written}" if in_script else f"write {written}"


def _is_in_script(text: str, offset: int) -> bool:
    start = max(0, offset - 100_000)
    return text.rfind("<script", start, offset) > text.rfind("</script", start, offset)


RULE = Rule("four-byte-character", "error", __doc__, on=Loaded, check=check)
