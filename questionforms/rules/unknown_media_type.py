"""The `EmbeddedMimeType` is no media type that browsers know.

The browser chooses by it how to show the medium, and shows nothing for a type that it does not know. A file's ending is
often taken for its type: the type of `.jpg` is `image/jpeg`.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <EmbeddedBinary>
        <EmbeddedMimeType>
          <Type>image</Type>
          <SubType>jpg</SubType>
        </EmbeddedMimeType>
        <DataURL>https://example.org/cat.jpg</DataURL>
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
form.xml:8:11: warning: unknown-media-type: the medium is `image/jpg`, which is no media type (write such as `jpeg` as the `SubType`)
```

## What to write instead

Write the type as it is registered.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <EmbeddedBinary>
        <EmbeddedMimeType>
          <Type>image</Type>
          <SubType>jpeg</SubType>
        </EmbeddedMimeType>
        <DataURL>https://example.org/cat.jpg</DataURL>
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

"QuestionForm data structure" in Amazon's API reference: the type is `image`, `audio` or `video`. The schema takes any text. IANA keeps the list of media types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_TYPES = ("image", "audio", "video")
#: Names of files' endings that are taken for subtypes.
_ENDINGS = {"jpg": "jpeg", "svg": "svg+xml", "mp3": "mpeg", "mpg": "mpeg", "mov": "quicktime", "avi": "x-msvideo"}


def check(kind: _Element) -> Iterator[Finding]:
    """A type that browsers do not know."""
    type_, subtype = text(kind, "Type"), text(kind, "SubType")
    whole = quoted(f"{type_}/{subtype}")
    if type_ not in _TYPES:
        message = f"the medium is {whole}, whose `Type` is not `image`, `audio` or `video`"
        close = type_.strip().lower().partition("/")[0]
        hint = f"write `{close}`" if close in _TYPES else "use a medium of these types"
        yield Finding(message, hint=hint, element=child(kind, "Type"))
    elif "/" in subtype or not subtype.strip() or subtype.lower() in _ENDINGS:
        meant = _ENDINGS.get(subtype.lower(), subtype.rpartition("/")[2].strip() or "png")
        message = f"the medium is {whole}, which is no media type"
        yield Finding(message, hint=f"write such as `{meant}` as the `SubType`", element=child(kind, "SubType"))


RULE = Rule("unknown-media-type", "warning", __doc__, on=("EmbeddedMimeType",), check=check)
