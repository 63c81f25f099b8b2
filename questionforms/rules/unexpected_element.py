"""An element stands inside one that holds text alone, or nothing.

Most often it is markup in a `Text` or a `FormattedContent`, or a page that stands in `HTMLContent` as it is. For XML,
such tags are elements like any other, and the schema has none there.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent>What is <b>this</b>?</FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:33: error: unexpected-element: `b` stands inside `FormattedContent`, which holds text alone (put the markup into <![CDATA[ and ]]>)
```

## What to write instead

Put markup into CDATA. In a `Text` there is no markup: use a `FormattedContent` in its place.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[What is <b>this</b>?]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The schema: these elements are xs:string. Amazon's API reference, "FormattedContent: XHTML", asks for CDATA.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("unexpected-element", "error", __doc__)
