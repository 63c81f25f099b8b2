"""The attribute `headers` of a table's cell names something that is not there.

Its values are references to an `id`, and a reference without its target makes the markup invalid. In FormattedContent only
`map` has an `id`; the cells of a table have none, so that `headers` has nothing to name.

## An example

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<table><tr><th>Name</th></tr><tr><td headers="name">Ann</td></tr></table>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

```text
form.xml:5:71: error: unresolved-reference: `headers` names `name`, but nothing in the markup has that `id` (remove it)
```

## What to write instead

Leave `headers` out; `scope` on the `th` says the same.

```xml
<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
  <Question>
    <QuestionIdentifier>what</QuestionIdentifier>
    <QuestionContent>
      <FormattedContent><![CDATA[<table><tr><th scope="col">Name</th></tr><tr><td>Ann</td></tr></table>]]></FormattedContent>
    </QuestionContent>
    <AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
  </Question>
</QuestionForm>
```

## Source

FormattedContentXHTMLSubset.xsd: `headers` is of the type IDREFS. XML Schema 1.0, part 1, section 3.11.4 and part 2, section
3.3.10: there is one value at least, and each must be an ID of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.xhtml.fragment import Fragment
from questionforms.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each cell with a reference to nothing."""
    if "headers" not in fragment.text:
        return
    known = {name.strip() for name in fragment.root.xpath("//@id")}
    for element in fragment.root.iter("{*}td", "{*}th"):
        value = element.get("headers")
        if value is None:
            continue
        missing = next((name for name in value.split() if name not in known), None)
        message = f"`headers` names `{missing and missing[:60]}`, but nothing in the markup has that `id`"
        if not value.strip():
            message = "`headers` is empty; expected a name or more"
        elif missing is None:
            continue
        yield Finding(message, hint="remove it", offset=fragment.offset(element, "headers"))


RULE = Rule("unresolved-reference", "error", __doc__, on=Fragment, check=check)
