"""An element has an attribute that the schema does not give it.

Few elements of these documents have attributes: `IsNumeric` has `minValue` and `maxValue`, `Length` has `minLength` and
`maxLength`, and `AnswerFormatRegex` has `regex`, `errorText` and `flags`. Everything else is an element of its own.

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
        <Constraints><Length max="40"/></Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:9:22: error: unknown-attribute: `max` is no attribute of `Length`; did you mean `maxLength`?
```

## What to write instead

Use the name that the message gives, or remove the attribute.

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

The schema: the attributes of the element's type.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unknown-attribute", "error", __doc__)
