"""A tag of HTML stands in a FormattedContent, which takes a part of XHTML alone.

The service validates the markup and refuses the whole call. Style sheets, scripts, forms and what serves them alone,
such as `div` and `span`, are not in that part. What stands inside the tag is checked all the same.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<div>What is <span>this</span>?</div>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:34: error: forbidden-tag: `div` is not allowed in FormattedContent (use <p> for a block, <blockquote> for an indented one)
form.xml:5:47: error: forbidden-tag: `span` is not allowed in FormattedContent (use <font>, <b>, <i> or <em>, or no tag at all)
```

## What to write instead

Use the tags for what the text means: `p`, `b`, `em`, `font`, `table` and the like. The hint names one. Where the page
needs more, serve it as an HTMLQuestion.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is <b>this</b>?</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"Formatted content: XHTML" in Amazon's API reference, and FormattedContentXHTMLSubset.xsd.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("forbidden-tag", "error", __doc__)
