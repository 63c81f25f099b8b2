"""A link or an image in a FormattedContent has a URL that the service does not take.

`href` and `src` must begin with `http://`, `https://`, `ftp://`, `news://`, `nntp://`, `gopher://`, `telnet://` or
`mailto:`, in lower case. So relative addresses, places in the page, scripts and data are refused.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is <a href="/pictures/7">this</a>?</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:48: error: forbidden-url: `href` is `/pictures/7`, which is relative; expected one that begins with `http://`, `https://`, `ftp://` or `mailto:` (write the whole address, from https:// on)
```

## What to write instead

Write the whole address.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is <a href="https://tasks.example.org/pictures/7">this</a>?</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

FormattedContentXHTMLSubset.xsd: the type of `href` and `src`.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("forbidden-url", "error", __doc__)
