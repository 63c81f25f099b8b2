"""An element that exists stands where it may not: in the wrong order, in the wrong parent, or beside one it excludes.

In nearly all elements the order of the children is fixed by the schema. Some stand inside a wrapper that is easily
forgotten, as `Length` in `Constraints`. Of others only one may be there, as of the kinds of answer in an
`AnswerSpecification`.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Length maxLength="40"/>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:9:9: error: misplaced-element: `Length` stands straight in `FreeTextAnswer`; expected it inside `Constraints` (wrap it in <Constraints>)
```

## What to write instead

Move the element to where the message says.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints><Length maxLength="40"/></Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The schema: its sequences and choices.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("misplaced-element", "error", __doc__)
