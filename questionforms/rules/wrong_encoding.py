"""The bytes of the document are not of the encoding that it declares, or that encoding is not known.

Without a declaration, XML is UTF-8. A file that was saved in another encoding, such as Windows-1252, cannot be read
then, or gives wrong letters. Only bytes and files can have this problem: a `str` is decoded already, and its
declaration is not looked at.

## An example

```python
from questionforms import FreeTextAnswer, Question, QuestionForm, iter_problems

form = QuestionForm(Question("what", "Café or bar?", FreeTextAnswer()))
document = form.to_xml().encode("windows-1252")
for problem in iter_problems(document, file="form.xml"):
    print(problem)
```

```text
form.xml:1:197: error: wrong-encoding: the bytes E9 are not UTF-8, and the document declares no other encoding (save the file as UTF-8, or declare the encoding that it has)
```

## What to write instead

Save the file as UTF-8, or declare the encoding that it has. `to_bytes` gives UTF-8:

```python
from questionforms import validate

document = form.to_bytes()
validate(document)
```

## Source

XML 1.0, section 4.3.3 (character encoding in entities) and appendix F.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("wrong-encoding", "error", __doc__)
