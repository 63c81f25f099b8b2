"""A document as the Python code that builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.conversion.layout import WIDTH, lay_out
from questionforms.conversion.refusals import iter_refusals
from questionforms.elements.base.representation import Group, call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.base.element import Document
    from questionforms.elements.base.representation import Code

#: How the code calls a document, by its kind.
NAMES = {
    "QuestionForm": "form",
    "HTMLQuestion": "question",
    "ExternalQuestion": "question",
    "AnswerKey": "key",
    "QuestionFormAnswers": "answers",
}


def to_python(document: Document) -> str:
    """A module that builds an equal document: `form`, `question`, `key` or `answers`.

    A document that was read can hold what the constructors refuse, such as an identifier that is given twice. The code
    has it all the same, under a comment that says what is refused and where, and raises InvalidArgument when it is run.
    Where the XML says its schema lies, and comments in it, are no part of a document's value, and so not in the code.
    """
    code = call(document)
    refused = [f"# {refusal}\n" for refusal in iter_refusals(document)]
    if refused:
        refused.insert(0, "# What the document holds is refused here, so put it right before this code is run:\n")
    statement = lay_out(f"{NAMES[document.tag]} = ", code)
    return f"{_imports(set(_names(code)))}\n\n{''.join(refused)}{statement}\n"


def _names(code: Code) -> Iterator[str]:
    """The names that the code calls."""
    if isinstance(code, Group):
        if code.start.endswith("("):
            yield code.start.removesuffix("(")
        for entry in code.entries:
            yield from _names(entry.code)


def _imports(names: set[str]) -> str:
    ordered = sorted(names, key=str.lower)
    line = f"from questionforms import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return "from questionforms import (\n" + "".join([f"    {name},\n" for name in ordered]) + ")"
