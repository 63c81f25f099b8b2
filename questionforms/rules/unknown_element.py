"""An element has a name that its parent does not know. Most often it is misspelt.

The schemas list the children of each element, and there is no room for others. Names are spelt as in the schema, with
capitals. `FileUploadAnswer` and `Application` are unknown to the 2017-11-06 schema: Amazon dropped them on 2017-12-12.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifer>a</SelectionIdentifer>
            <Text>An apple</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:12:13: error: unknown-element: `SelectionIdentifer` is no element of `Selection`; did you mean `SelectionIdentifier`?
```

## What to write instead

Use the name that the message gives, or leave the element out.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <SelectionAnswer>
        <StyleSuggestion>radiobutton</StyleSuggestion>
        <Selections>
          <Selection>
            <SelectionIdentifier>a</SelectionIdentifier>
            <Text>An apple</Text>
          </Selection>
        </Selections>
      </SelectionAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The schema of the document.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unknown-element", "error", __doc__)
