r"""An element lacks an attribute that it must have.

There is one such attribute: the `regex` of an `AnswerFormatRegex`, without which there is nothing to compare with.

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
        <Constraints><AnswerFormatRegex errorText="Please write a word."/></Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:9:22: error: missing-attribute: `AnswerFormatRegex` has no attribute `regex`, which it needs
```

## What to write instead

Add the attribute.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer>
        <Constraints><AnswerFormatRegex regex="\w" errorText="Please write a word."/></Constraints>
      </FreeTextAnswer>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

QuestionForm.xsd: `regex` is required.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("missing-attribute", "error", __doc__)
