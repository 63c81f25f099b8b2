"""A value, in an element or in an attribute, is not one that the schema takes there.

Numbers have bounds, some texts are one of a list, and a URL must begin with `http://` or `https://`. Values count to
the letter: `True` is not `true`, and a blank at the end of a style makes it another.

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
        <StyleSuggestion>radio</StyleSuggestion>
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

```text
form.xml:9:26: error: invalid-value: `StyleSuggestion` is `radio`; expected one of checkbox, combobox, dropdown, list, multichooser, radiobutton; did you mean `radiobutton`?
```

## What to write instead

Use a value of the kind that the message expects.

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

The schema: the type of the element or the attribute.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("invalid-value", "error", __doc__)
