"""An `AltText` is empty.

It is read to workers who do not see the picture, and stands where the picture cannot be loaded. For a sound or a film
it is the text of the link: without it there is nothing to click.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Binary>
        <MimeType>
          <Type>image</Type>
          <SubType>png</SubType>
        </MimeType>
        <DataURL>https://example.org/cat.png</DataURL>
        <AltText/>
      </Binary>
      <Text>What is in the picture?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:11:9: warning: empty-alt-text: the `AltText` is empty, so there is nothing to read, or to click, where the medium is not shown (say in a few words what there is to see or to hear)
```

## What to write instead

Say in a few words what there is to see or to hear.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Binary>
        <MimeType>
          <Type>image</Type>
          <SubType>png</SubType>
        </MimeType>
        <DataURL>https://example.org/cat.png</DataURL>
        <AltText>The picture to be described</AltText>
      </Binary>
      <Text>What is in the picture?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: `AltText` is required. The schema takes an empty one. The links are from the style sheet in Amazon's SDK for Java.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(alt_text: _Element) -> Iterator[Finding]:
    """An AltText of blanks, or of nothing."""
    if not (alt_text.text or "").strip():
        message = "the `AltText` is empty, so there is nothing to read, or to click, where the medium is not shown"
        yield Finding(message, hint="say in a few words what there is to see or to hear")


RULE = Rule("empty-alt-text", "warning", __doc__, on=("AltText",), check=check)
