"""A picture or another embedded medium has a URL that begins `http://`.

Workers see the form on a page of https, and browsers do not load what such a page asks for without encryption, or try
it by https. Then workers see an empty place. Sounds and films in a `Binary` are links, and are not reported.

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
        <DataURL>http://example.org/cat.png</DataURL>
        <AltText>A picture</AltText>
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
form.xml:10:9: warning: http-media: `http://example.org/cat.png` is loaded by a page of https, where browsers block what comes by http (write `https://`, and see that the server answers there)
```

## What to write instead

Write `https://`, and see that the server answers there.

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
        <AltText>A picture</AltText>
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

What users observed; the W3C's "Mixed Content" says what browsers do. The schema takes both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, local, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(address: _Element) -> Iterator[Finding]:
    """A medium that the page would load without encryption."""
    url = (address.text or "").strip()
    if url.startswith("http://") and not _is_link(address):
        message = f"{quoted(url)} is loaded by a page of https, where browsers block what comes by http"
        yield Finding(message, hint="write `https://`, and see that the server answers there")


def _is_link(address: _Element) -> bool:
    """Whether it is the URL of a sound or a film in a Binary, which opens in a window of its own."""
    binary = address.getparent()
    kind = None if binary is None or local(binary) != "Binary" else child(binary, "MimeType")
    return kind is not None and text(kind, "Type") != "image"


RULE = Rule("http-media", "warning", __doc__, on=("DataURL", "FlashMovieURL", "AppletPath"), check=check)
