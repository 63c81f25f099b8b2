"""A `Width` or a `Height` is neither pixels nor a percentage.

The schema takes any text. Browsers ignore what does not begin with a number, and show the medium in a size of their
own.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <EmbeddedBinary>
        <EmbeddedMimeType>
          <Type>image</Type>
          <SubType>png</SubType>
        </EmbeddedMimeType>
        <DataURL>https://example.org/cat.png</DataURL>
        <AltText>A picture</AltText>
        <Width>wide</Width>
        <Height>300</Height>
      </EmbeddedBinary>
      <Text>What is in the picture?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:12:9: warning: size-not-a-length: the `Width` is `wide`; expected pixels, such as `400`, or a percentage, such as `50%` (write a number)
```

## What to write instead

Write pixels, such as `400`, or a percentage, such as `50%`.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <EmbeddedBinary>
        <EmbeddedMimeType>
          <Type>image</Type>
          <SubType>png</SubType>
        </EmbeddedMimeType>
        <DataURL>https://example.org/cat.png</DataURL>
        <AltText>A picture</AltText>
        <Width>100%</Width>
        <Height>300</Height>
      </EmbeddedBinary>
      <Text>What is in the picture?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The HTML standard, on the sizes of embedded content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, local
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_LENGTH = re.compile(r"\s*\d+(\.\d+)?\s*(px|%)?\s*")


def check(size: _Element) -> Iterator[Finding]:
    """A width or a height that is neither pixels nor a percentage."""
    given = size.text or ""
    if not _LENGTH.fullmatch(given):
        what = quoted(given) if given.strip() else "empty"
        message = f"the `{local(size)}` is {what}; expected pixels, such as `400`, or a percentage, such as `50%`"
        yield Finding(message, hint="write a number")


RULE = Rule("size-not-a-length", "warning", __doc__, on=("Width", "Height"), check=check)
