"""The document holds a character that XML cannot hold, written or as a numeric reference.

XML 1.0 has no room for most control characters, for halves of surrogate pairs, and for U+FFFE and U+FFFF, not even as
references. They often come from text that was pasted or read out of other files. A parser stops at the first of them.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>What is it?&#7;</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:24: error: forbidden-character: `&#7;` refers to a character that XML cannot hold (remove it)
```

## What to write instead

Remove the character. Elements refuse such text at construction, with the position of the character.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
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

XML 1.0, production 2 (Char).
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("forbidden-character", "error", __doc__)
