"""A key has options for a question that workers answer with text or a file.

An option is a set of selections, so only a `SelectionAnswer` can match one. A text is graded by hand, or by your own
program.

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
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>lycopene</SelectionIdentifier>
      <AnswerScore>10</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

```console
$ questionforms validate form.xml --key key.xml
key.xml:10:5: error: keyed-free-text: `why` is answered with a text, which a key cannot grade; expected a `SelectionAnswer`
   10 | <QuestionIdentifier>why</QuestionIdentifier>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Ask for a selection; or take the question out of the test.

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
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>lycopene</SelectionIdentifier>
            <Text>Lycopene</Text>
          </Selection>
          <Selection>
            <SelectionIdentifier>chlorophyll</SelectionIdentifier>
            <Text>Chlorophyll</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: a test with a key must not ask for free text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import answer, pairs
from questionforms.rules.rule import Finding, Rule, Test, child, text
from questionforms.schema.messages import quoted

_OTHERS = {"FreeTextAnswer": "a text", "FileUploadAnswer": "a file"}

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the key that has no selections in the form."""
    for pair in pairs(test):
        for kind, what in _OTHERS.items():
            if answer(pair.asked, kind) is not None:
                name = quoted(text(pair.keyed, "QuestionIdentifier"))
                message = f"{name} is answered with {what}, which a key cannot grade; expected a `SelectionAnswer`"
                yield Finding(message, element=child(pair.keyed, "QuestionIdentifier"))


RULE = Rule("keyed-free-text", "error", __doc__, on=Test, check=check)
