"""Markup stands in a text that is shown as it is written.

`Text`, `Title`, `ListItem` and `DisplayName` hold plain text. Workers see the tags, and `&nbsp;` letter by letter. Markup
belongs into `FormattedContent`.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <QuestionContent>
      <Text>Why? Please be &lt;b&gt;brief&lt;/b&gt;.</Text>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:28: warning: markup-in-text: the tag `<b>` stands in a `Text`, which shows it as it is written (use `FormattedContent`, with the markup in CDATA)
```

## What to write instead

Use `FormattedContent`, or leave the markup out.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>why</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[Why? Please be <b>brief</b>.]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification>
      <FreeTextAnswer/>
    </AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

"QuestionForm data structure" in Amazon's API reference: what looks like markup in these elements is shown as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.rules.form import Form
from questionforms.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(\s[^<>]*|/)?>")
_REFERENCE = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]*;)|#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)")
_ANY = re.compile(r"<[a-zA-Z][^<>]*>|&#?\w{1,40};")
_ALONE = {"br", "hr", "img", "input", "wbr"}
_PAIRED = """
    a abbr audio b big blockquote button center cite code dd del div dl dt em embed font form h1 h2 h3 h4 h5 h6 i iframe
    ins kbd label li mark ol p pre q s script select small span strike strong style sub sup table tbody td textarea th
    thead tr tt u ul video
"""
_TAGS = _ALONE | {*_PAIRED.split()}


def check(form: Form) -> Iterator[Finding]:
    """The first tag or reference in each text that is shown as it is written."""
    for element in form.plain_texts(_ANY, "<", "&"):
        text = element.text or ""
        found = _markup(text)
        if found is not None:
            kind = "tag" if found[0].startswith("<") else "reference"
            message = f"the {kind} `{found[0][:60]}` stands in a `{local(element)}`, which shows it as it is written"
            yield Finding(message, hint=_hint(element, kind), element=element, offset=found.start())


def _markup(text: str) -> re.Match[str] | None:
    """The first tag that is used as one, or the first reference."""
    tags = [tag for tag in _TAG.finditer(text) if tag[2].lower() in _TAGS]
    ended = {tag[2].lower() for tag in tags if tag[1]}
    for tag in tags:
        if not tag[1] and (tag[2].lower() in _ALONE | ended or "=" in (tag[3] or "")):
            return tag
    return next(filter(_is_reference, _REFERENCE.finditer(text)), None)


def _is_reference(found: re.Match[str]) -> bool:
    from html.entities import html5

    return found[1] is None or found[1] in html5


def _hint(element: _Element, kind: str) -> str:
    if kind == "reference":
        return "write the character itself, escaped once"
    if local(element) == "DisplayName":
        return "leave it out"
    return "use `FormattedContent`, with the markup in CDATA"


RULE = Rule("markup-in-text", "warning", __doc__, on=Form, check=check)
