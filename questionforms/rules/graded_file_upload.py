"""A form that has a key asks for a file.

Files can be asked for in HITs, and never in a test; and no key can grade one.

## An example

`form.xml`:

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd">
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
    <QuestionIdentifier>photo</QuestionIdentifier>
    <IsRequired>true</IsRequired>
    <QuestionContent>
      <Text>A photo of your tomato</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FileUploadAnswer>
        <MaxFileSizeInBytes>1000000</MaxFileSizeInBytes>
        <MinFileSizeInBytes>1</MinFileSizeInBytes>
      </FileUploadAnswer>
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
$ questionforms validate form.xml --key key.xml --ignore retired-element
form.xml:35:7: error: graded-file-upload: `photo` asks for a file, which no test can take; expected a `SelectionAnswer` (ask for the file in the HIT)
   35 | <FileUploadAnswer>
      | ^
1 error in 1 of 2 files
```

## What to write instead

Ask for the file in the HIT.

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

"QuestionForm data structure" in Amazon's API reference: `FileUploadAnswer` is for HITs, and cannot be used in a
qualification test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.keyed import unkeyed
from questionforms.rules.rule import Finding, Rule, Test
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question with an upload that the key has no options for: for the others there is `keyed-free-text`."""
    for name, element in unkeyed(test, "FileUploadAnswer"):
        message = f"{quoted(name)} asks for a file, which no test can take; expected a `SelectionAnswer`"
        yield Finding(message, hint="ask for the file in the HIT", element=element)


RULE = Rule("graded-file-upload", "error", __doc__, on=Test, check=check)
