"""The URL of an `EmbeddedBinary` has a query.

Amazon's own page adds `?assignmentId=...&hitId=...` to the URL, with a second question mark where there is one already.
The server then reads other parameters than you wrote.

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
        <DataURL>https://example.org/picture?number=7</DataURL>
        <AltText>A picture</AltText>
        <Width>400</Width>
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
form.xml:10:9: warning: query-in-embedded-url: `https://example.org/picture?number=7` has a query, but `?assignmentId=` is added to the URL of an `EmbeddedBinary` (use a URL without a query)
```

## What to write instead

Use a URL without a query, or show the medium as a `Binary`.

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
        <DataURL>https://example.org/picture/7</DataURL>
        <AltText>A picture</AltText>
        <Width>400</Width>
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

The style sheet in Amazon's SDK for Java, which shows a form as the site does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(embedded: _Element) -> Iterator[Finding]:
    """A URL to which a second query would be added."""
    address = child(embedded, "DataURL")
    if address is not None and "?" in (address.text or ""):
        url = (address.text or "").strip()
        message = f"{quoted(url)} has a query, but `?assignmentId=` is added to the URL of an `EmbeddedBinary`"
        yield Finding(message, hint="use a URL without a query", element=address)


RULE = Rule("query-in-embedded-url", "warning", __doc__, on=("EmbeddedBinary",), check=check)
