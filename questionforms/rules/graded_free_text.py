"""A form that has a key asks for free text.

A test with a key is graded by the service, which cannot grade a text; the documentation does not allow one in it,
keyed or not.

## An example

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which colour is a ripe tomato?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>red</SelectionIdentifier>
            <Text>Red</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>green</SelectionIdentifier>
            <Text>Green</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>blue</SelectionIdentifier>
            <Text>Blue</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>What makes it red?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

`key.xml`:

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>red</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
form.xml:35:7: error: graded-free-text: `why` asks for free text in a test that has a key; expected a `SelectionAnswer` (ask for a selection, or grade the test without a key)
   35 | <FreeTextAnswer/>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Ask for a selection, or ask for the text in the HIT; a test without a key may ask for text, and you grade it.

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>Which colour is a ripe tomato?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>red</SelectionIdentifier>
            <Text>Red</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>green</SelectionIdentifier>
            <Text>Green</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>blue</SelectionIdentifier>
            <Text>Blue</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: a test that is graded by an `AnswerKey` must not contain
free-text questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import unkeyed
from questionforms.rules.rule import Finding, Rule, Test
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question with free text that the key has no options for: for the others there is `keyed-free-text`."""
    for name, element in unkeyed(test, "FreeTextAnswer"):
        message = f"{quoted(name)} asks for free text in a test that has a key; expected a `SelectionAnswer`"
        yield Finding(message, hint="ask for a selection, or grade the test without a key", element=element)


RULE = Rule("graded-free-text", "error", __doc__, on=Test, check=check)
