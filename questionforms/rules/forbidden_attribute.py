"""A tag in a FormattedContent has an attribute of HTML that is not in the part of XHTML that it takes.

The service validates the markup and refuses the whole call. `style`, `class`, `id` and event handlers are refused on
every tag.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p style="color: red" onclick="more()">What is this?</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:37: error: forbidden-attribute: the attribute `style` of `p` is not allowed in FormattedContent (use <font>, <b>, <big>, or the attributes align, bgcolor and width where the tag has them)
form.xml:5:56: error: forbidden-attribute: the attribute `onclick` of `p` is not allowed in FormattedContent (remove it: there are no scripts)
```

## What to write instead

Use tags and the attributes that they have, such as `align`, `bgcolor` or `width`.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p align="center"><font color="red">What is this?</font></p>]]></FormattedContent>
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

RULE = Rule("forbidden-attribute", "error", __doc__)
