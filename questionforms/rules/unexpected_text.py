"""Text stands straight in an element that holds elements alone, or nothing.

A `QuestionContent` or an `Overview` holds paragraphs, titles and the like, and text stands inside those. A constraint
such as `Length` is empty: not even a blank may stand in it.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Overview>
    Please take your time.
    <Title>Fruit</Title>
  </Overview>
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:3:5: error: unexpected-text: the text `Please take your time.` stands straight in `Overview`, which holds elements: Title, Text, FormattedContent, List, Binary, EmbeddedBinary (put it into a Text)
```

## What to write instead

Put the text into a `Text`. In Python, a plain `str` becomes one.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Overview>
    <Text>Please take your time.</Text>
    <Title>Fruit</Title>
  </Overview>
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The schema: the type has no mixed content.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unexpected-text", "error", __doc__)
