"""Elements are nested more than 255 deep.

The schemas of the documents need nine levels. Deep nesting is a way to exhaust a reader, so reading stops there. The
limit is this library's own. It counts inside a `FormattedContent` too, where the schema would allow more.

## An example

```python
from questionforms import iter_problems

document = "<List>" * 300 + "</List>" * 300
for problem in iter_problems(document, file="form.xml"):
    print(problem)
```

```text
form.xml:1:1531: error: too-deep: elements are nested more than 255 deep (nest them less)
```

## What to write instead

A `List` holds plain texts. For lists in lists, use the markup of a `FormattedContent`.

```python
from questionforms import FreeTextAnswer, List, Question, QuestionForm, validate

document = QuestionForm(Question("what", List("one level", "is all there is"), FreeTextAnswer()))
validate(document)
```

## Source

This library's own border for untrusted XML; libxml2's limit is 256.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("too-deep", "error", __doc__)
