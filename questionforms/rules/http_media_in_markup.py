"""An image or a frame in a FormattedContent has a URL that begins with `http://`.

Workers see the form on a page of https, and browsers do not load what such a page asks for without encryption, or try
it by https. Then workers see an empty place.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is this?</p><img src="http://pictures.example.org/7.png" alt="a picture"/>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:59: warning: http-media-in-markup: the `src` of `img` is `http://pictures.example.org/7.png`, which browsers may not load into a page of https (serve it by https)
```

## What to write instead

Serve it by https.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<p>What is this?</p><img src="https://pictures.example.org/7.png" alt="a picture"/>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"Mixed content", W3C. The schema takes both schemes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.xhtml.fragment import Fragment
from questionforms.problems import shortened
from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each image and each frame that is not of https."""
    if "http:" not in fragment.text:
        return
    for element in fragment.root.iter("{*}img", "{*}iframe"):
        url = (element.get("src") or "").strip()
        if url.startswith("http://"):
            shown = shortened(url, 60)
            message = f"the `src` of `{local(element)}` is `{shown}`, which browsers may not load into a page of https"
            yield Finding(message, hint="serve it by https", offset=fragment.offset(element, "src"))


RULE = Rule("http-media-in-markup", "warning", __doc__, on=Fragment, check=check)
