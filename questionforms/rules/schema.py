"""The schema refuses the document for a reason that no other rule has words for.

Every other finding about a schema is explained in this library's words. This rule is what remains, so that no document
that the schema refuses is ever passed. The package's own schemas do not lead here, as far as is known; schemas of your
own can, where they ask for more than elements, attributes and values, such as for values that differ.

## An example

```python
from pathlib import Path

from questionforms import AnswerKey, AnswerOption, KeyedQuestion, Schemas, iter_problems
from questionforms.namespaces import namespace
from questionforms.schema.schemas import shipped

own = shipped().file(namespace("AnswerKey")).read_text(encoding="utf-8")
unique = (
    '<xs:element name="AnswerKey" type="Key"><xs:unique name="Once">'
    '<xs:selector xpath="k:Question/k:AnswerOption"/><xs:field xpath="k:AnswerScore"/>'
    "</xs:unique></xs:element>"
)
start = own.index('<xs:element name="AnswerKey"')
own = own[:start] + unique + own[own.index(">", start) + 1 :]
own = own.replace("<xs:schema", f'<xs:schema xmlns:k="{namespace("AnswerKey")}"', 1)
Path("xsd").mkdir()
Path("xsd/AnswerKey.xsd").write_text(own, encoding="utf-8")

key = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1), AnswerOption("b", score=1)))
for problem in iter_problems(key.to_xml(indent=True), schemas=Schemas("xsd")):
    print(problem)
```

```text
<xml>:8:1: error: schema: something in line 8 does not fit the schema, and no other rule has words for it
```

## What to write instead

Look at that line beside your schema. If you meet this rule with the package's own schemas, please report the document.

```xml
<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">
  <Question>
    <QuestionIdentifier>q</QuestionIdentifier>
    <AnswerOption>
      <SelectionIdentifier>a</SelectionIdentifier>
      <AnswerScore>1</AnswerScore>
    </AnswerOption>
  </Question>
</AnswerKey>
```

## Source

The schema, as libxml2 reads it.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("schema", "error", __doc__)
