"""The label of a selection is a sound or a film.

Only images are shown in a selection. The worker sees a button with nothing beside it.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>best</QuestionIdentifier>
    <QuestionContent>
      <Text>Which voice is clearer?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>a</SelectionIdentifier>
            <Binary>
              <MimeType>
                <Type>audio</Type>
                <SubType>mpeg</SubType>
              </MimeType>
              <DataURL>https://example.org/a.mp3</DataURL>
              <AltText>The first voice</AltText>
            </Binary>
          </Selection>
          <Selection>
            <SelectionIdentifier>b</SelectionIdentifier>
            <Text>The second voice</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:13:13: warning: unrendered-selection: the label of the selection is a sound, but only images are shown there (put it into the `QuestionContent`, and label the selection with a `Text`)
```

## What to write instead

Put the media into the question's content, and label the selections with text.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>best</QuestionIdentifier>
    <QuestionContent>
      <Binary>
        <MimeType>
          <Type>audio</Type>
          <SubType>mpeg</SubType>
        </MimeType>
        <DataURL>https://example.org/a.mp3</DataURL>
        <AltText>The first voice</AltText>
      </Binary>
      <Text>Which voice is clearer?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>a</SelectionIdentifier>
            <Text>The first voice</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>b</SelectionIdentifier>
            <Text>The second voice</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The style sheet in Amazon's SDK for Java, which shows a form as the site does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.rule import Finding, Rule, child, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(binary: _Element) -> Iterator[Finding]:
    """A sound or a film as the label of a selection."""
    parent, kind = binary.getparent(), child(binary, "MimeType")
    if parent is None or kind is None or local(parent) != "Selection":
        return
    medium = text(kind, "Type")
    if medium != "image":
        what = "a sound" if medium == "audio" else "a film"
        message = f"the label of the selection is {what}, but only images are shown there"
        yield Finding(message, hint="put it into the `QuestionContent`, and label the selection with a `Text`")


RULE = Rule("unrendered-selection", "warning", __doc__, on=("Binary",), check=check)
