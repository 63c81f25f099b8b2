r"""A line break stands in an `errorText`.

`errorText` is an attribute, and XML reads a line break in an attribute as a blank, so that workers see one long line. One
that is written as `&#10;` survives, but it is not known how the page shows it.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>zip</QuestionIdentifier>
    <QuestionContent>
      <Text>Which ZIP code is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^\d{5}$" errorText="Write five digits,
            such as 12345."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:10:75: warning: error-text-line-break: a line break stands in `errorText`, which XML reads as a blank (write the text in one line)
```

## What to write instead

Write the text in one line.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>zip</QuestionIdentifier>
    <QuestionContent>
      <Text>Which ZIP code is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^\d{5}$" errorText="Write five digits, such as 12345."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The XML standard, section 3.3.3, on the values of attributes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_ELSEWHERE = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
_REGEX = r"""<(?:[\w.-]+:)?AnswerFormatRegex\b(?:[^<>"']|"[^"]*"|'[^']*')*"""
_PLACES = re.compile(rf"(?P<elsewhere>{_ELSEWHERE})|{_REGEX}", re.DOTALL)
_ERROR_TEXT = re.compile(r"""\serrorText\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_LINE_BREAK = re.compile(r"[\r\n]+|&#(?:0*1[03]|x0*[aAdD]);")


def check(loaded: Loaded) -> Iterator[Finding]:
    """The first line break of each errorText."""
    if "errorText" not in loaded.text:
        return
    for place in _PLACES.finditer(loaded.text):
        given = None if place["elsewhere"] else _ERROR_TEXT.search(place[0])
        found = _LINE_BREAK.search(given["value"]) if given else None
        if given and found:
            becomes = "which workers may not see as one" if found[0].startswith("&") else "which XML reads as a blank"
            hint = "write the text in one line"
            offset = place.start() + given.start("value") + found.start()
            yield Finding(f"a line break stands in `errorText`, {becomes}", hint=hint, offset=offset)


RULE = Rule("error-text-line-break", "warning", __doc__, on=Loaded, check=check)
