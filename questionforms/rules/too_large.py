"""The document has more than 65,535 bytes of UTF-8, or so many that it is not read at all.

The service takes at most 65,535 bytes for `Question`, `Test` and `AnswerKey`, blanks included. Answers are not
measured: a worker sends them, and the limit is on what a requester sends.

Documents of more than 10,000,000 bytes are far past any use. They are refused unread, so that hostile input costs
little. For the same reason, problems are not looked for in a document of more than 200,000 elements.

## An example

```python
from questionforms import FreeTextAnswer, Question, QuestionForm, iter_problems

document = QuestionForm(Question("what", "What is it? " * 6_000, FreeTextAnswer()))
for problem in iter_problems(document):
    print(problem)
```

```text
error: too-large: the document has 72,304 bytes, 6,769 over the limit of 65,535 (shorten it, or serve it as an ExternalQuestion)
```

## What to write instead

`document.size` gives the bytes. Split the form, leave out what is not needed, or serve long material as a page of your
own:

```python
from questionforms import ExternalQuestion, validate

document = ExternalQuestion("https://tasks.example.org/label", 600, params={"item": 42})
validate(document)
```

## Source

Amazon's API reference: CreateHIT (`Question`) and CreateQualificationType (`Test`, `AnswerKey`). That bytes of UTF-8
are counted is this library's reading; the reference says bytes and no more.
"""

from __future__ import annotations

from questionforms.rules.rule import Rule

RULE = Rule("too-large", "error", __doc__)
