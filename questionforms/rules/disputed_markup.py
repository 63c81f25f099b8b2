"""The markup of a FormattedContent has something that not all known versions of its schema take.

Amazon published three texts of the schema at the same address. The oldest has no `iframe`, and takes mail addresses as
`mailto://` alone; the next takes `mailto:`; the newest takes `iframe` too. Which of them a service follows is not known.

A block that has errors is not looked at for this.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>Write to <a href="mailto:tasks@example.org">us</a>.</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:49: warning: disputed-markup: `href` is `mailto:tasks@example.org`, which the oldest of the three known schemas refuses; it wants `mailto://` (write the address as text)
```

## What to write instead

Write the address as text. In place of an `iframe`, use a link, or serve the page as an HTMLQuestion.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>Write to tasks@example.org.</p>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

The three texts of FormattedContentXHTMLSubset.xsd: of Amazon's SDK of 2010, of its SDK 1.7.0, and of 2017.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.xhtml.fragment import Fragment
from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each frame, and each link to a mail address as mail programs know it."""
    if "iframe" not in fragment.text and "mailto:" not in fragment.text:
        return
    for element in fragment.root.iter():
        if local(element) == "iframe":
            message = "`iframe` stands in the markup, which the newest of the three known schemas takes alone"
            hint = "use a link, or serve the page as an HTMLQuestion"
            yield Finding(message, hint=hint, offset=fragment.offset(element))
        for name in ("href", "src"):
            url = (element.get(name) or "").strip()
            if url.startswith("mailto:") and not url.startswith("mailto://"):
                message = f"`{name}` is `{url[:60]}`, which the oldest of the three known schemas refuses; it wants `mailto://`"
                yield Finding(message, hint="write the address as text", offset=fragment.offset(element, name))


RULE = Rule("disputed-markup", "warning", __doc__, on=Fragment, check=check)
