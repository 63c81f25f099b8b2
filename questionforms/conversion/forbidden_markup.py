"""Find what a FormattedContent must not contain, such as scripts, so that it never becomes part of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.xhtml.fragment import Fragment, read_fragment
from questionforms.namespaces import XHTML
from questionforms.schema.schemas import shipped
from questionforms.schema.vocabulary import is_value
from questionforms.words import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.conversion.content_markup import ReadMarkup

#: The rules for markup that a browser would act on.
_FORBIDDEN = ("forbidden-tag", "forbidden-attribute", "forbidden-url")


def iter_forbidden(markup: ReadMarkup) -> Iterator[str]:
    """What FormattedContent does not allow in well-formed markup, and what to do about it."""
    read = read_fragment(markup.xhtml, shipped())
    if isinstance(read, Fragment):
        return
    found = sorted(read, key=lambda mistake: mistake.offset)
    problems = [mistake.problem for mistake in found if mistake.problem.rule in _FORBIDDEN]
    messages = [f"{problem.message}; {problem.hint}" if problem.hint else problem.message for problem in problems]
    # the explanation leaves out what is inside unknown elements; nothing in the tree is left out
    yield from dict.fromkeys(map(printable, messages or _unknown(markup.root)))


def _unknown(root: _Element) -> Iterator[str]:
    """The elements, attributes and URLs that FormattedContent does not allow, of the whole tree."""
    vocabulary = shipped().vocabulary(XHTML)
    for element in root.iterdescendants():
        name = str(element.tag)
        declaration = vocabulary.declaration(name.lower())
        if declaration is None:
            yield f"`{name}` is not a tag that FormattedContent allows; remove it"
            continue
        declared = getattr(declaration.type, "attributes", {})
        for attribute in map(str, element.attrib):
            lower, value = attribute.lower(), element.attrib[attribute]
            if lower not in declared:
                yield f"the attribute `{attribute}` of `{name}` is not allowed in FormattedContent; remove it"
            elif lower in ("href", "src") and not is_value(value, declared[lower].type):
                yield f"`{attribute}` is {quoted(value)}, which FormattedContent does not allow; write a full https URL"
