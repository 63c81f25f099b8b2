"""A named reference such as `&nbsp;` stands in the document, and XML does not know the name.

XML itself knows five names: `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;`. The others are HTML's. In XML they would
need a document type definition, which [no document may have](document-type.md).

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>Is it 5&nbsp;cm long?</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:20: error: undefined-entity: `&nbsp;` is not defined; XML knows &amp; &lt; &gt; &quot; &apos; and numeric references alone (write &#160;)
```

## What to write instead

Write the number, as the message gives it, or the character itself. Inside CDATA, HTML's names may stay as they are.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <Text>Is it 5&#160;cm long?</Text>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

XML 1.0, section 4.1 (entity declared).
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("undefined-entity", "error", __doc__)
