"""A form has a `FileUploadAnswer` or an `Application`, which are retired.

The service dropped both on 2017-12-12. A form of the schema of 2005-10-01 may still hold them, but nobody should rely on
it: it may be refused, or shown without them. Browsers run neither Flash nor Java any more.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>photo</QuestionIdentifier>
    <QuestionContent>
      <Text>Send us a photo of your desk.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FileUploadAnswer>
        <MaxFileSizeInBytes>2000000</MaxFileSizeInBytes>
        <MinFileSizeInBytes>1</MinFileSizeInBytes>
      </FileUploadAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:8:7: warning: retired-element: `FileUploadAnswer` was retired on 2017-12-12, with the schema of 2017-11-06 (ask for a link, or serve an upload field in an HTMLQuestion or ExternalQuestion)
```

## What to write instead

Ask for a link, or serve the field in an HTMLQuestion or an ExternalQuestion.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>photo</QuestionIdentifier>
    <QuestionContent>
      <Text>Where can we see a photo of your desk? Give a link.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints>
          <AnswerFormatRegex regex="^https://" errorText="Give a link that begins https://."/>
        </Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"Data schema locations" in Amazon's API reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_INSTEAD = {
    "FileUploadAnswer": "ask for a link, or serve an upload field in an HTMLQuestion or ExternalQuestion",
    "Application": "use an `EmbeddedBinary`, or serve the program in an HTMLQuestion or ExternalQuestion",
}


def check(element: _Element) -> Iterator[Finding]:
    """An element that the service retired."""
    name = local(element)
    yield Finding(f"`{name}` was retired on 2017-12-12, with the schema of 2017-11-06", hint=_INSTEAD[name])


RULE = Rule("retired-element", "warning", __doc__, on=("FileUploadAnswer", "Application"), check=check)
