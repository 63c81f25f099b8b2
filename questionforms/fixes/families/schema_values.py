"""Fixes for values, and for the names of elements and attributes, that the schema does not have."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes
from questionforms.namespaces import VERSIONS
from questionforms.schema.compare import RETIRED
from questionforms.schema.vocabulary import holds_elements, is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem
    from questionforms.xml.spans import Tag

#: Other words for the values of `StyleSuggestion`, without blanks, hyphens and capitals, and for true and false.
_SYNONYMS = {
    **dict.fromkeys(("radio", "radios", "radiobuttons", "radiobox", "radiogroup"), "radiobutton"),
    **dict.fromkeys(("check", "checks", "checkboxes", "checkboxgroup"), "checkbox"),
    **dict.fromkeys(("select", "drop", "dropdowns", "dropdownlist", "dropdownmenu", "pulldown"), "dropdown"),
    **dict.fromkeys(("listbox", "lists"), "list"),
    **dict.fromkeys(("combo", "comboboxes"), "combobox"),
    **dict.fromkeys(("multichoosers", "multichoice", "multiselect"), "multichooser"),
    **dict.fromkeys(("yes", "y", "t", "on"), "true"),
    **dict.fromkeys(("no", "n", "f", "off"), "false"),
    **dict.fromkeys(("img", "images", "picture", "photo"), "image"),
    **dict.fromkeys(("videos", "movie"), "video"),
    **dict.fromkeys(("audios", "sound"), "audio"),
}
#: How similar a misspelling has to be to the one name that was meant, as difflib's ratio.
_SURE = 0.75
#: A name can be recognised by its start or its end if that part has at least this many characters.
_SHORTEST_START = 3


def meant(name: str, known: Iterable[str]) -> str | None:
    """The one known name that a misspelt one was meant to be; None if there is none, or more than one."""
    by_fold = {_folded(each): each for each in known}
    given = _folded(name)
    if given in by_fold:
        return by_fold[given]
    near = [each for each in by_fold if SequenceMatcher(None, given, each).ratio() >= _SURE]
    if not near and len(given) >= _SHORTEST_START:
        near = [each for each in by_fold if each.startswith(given)]
        near = near or [each for each in by_fold if len(each) >= _SHORTEST_START and given.endswith(each)]
    return by_fold[near[0]] if len(near) == 1 else None


def _folded(name: str) -> str:
    return re.sub(r"[\s_.:-]+", "", name.rpartition(":")[2]).casefold()


def value_meant(value: str, simple: Any) -> str | None:
    """The value of a simple type that was clearly meant; None if there may be several."""
    given = value.strip(" \t\r\n\xa0\"'`")
    known = [str(each) for each in simple.enumeration or ()]
    if not known and simple.root_type.local_name == "boolean":
        known = ["true", "false"]
    if known:
        new = meant(given, known) or _SYNONYMS.get(_folded(given)) or given.lower().partition("/")[0]
        return new if new in known else None
    for each in (given, _number(given), given.replace("_", "-"), given.lower()[:10] + given[10:]):
        if each and each != value and is_value(each, simple):
            return each
    return None


def _number(value: str) -> str | None:
    """A number without its unit or a fraction of zero, and in the digits of XML."""
    found = re.fullmatch(r"([+-]?\d+)(?:\.0*)?\s*(?:px|chars?|characters?|lines?|seconds?)?", value, re.IGNORECASE)
    return str(int(found[1])) if found and len(found[1]) < 20 else None


@fixes("invalid-value")
def value(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Corrects a value if it is clear what was meant: `yes` to `true`, `radio` to `radiobutton`, `5px` to `5`."""
    tag = draft.tag(problem)
    declared = draft.declaration(tag) if tag else None
    if tag is None or declared is None or problem.case:
        return
    yield from _in_attributes(draft, tag, declared.type)
    if not holds_elements(declared.type) and not tag.children and tag.close > tag.inside:
        characters = draft.characters(tag)
        simple = declared.type if declared.type.is_simple() else declared.type.content
        new = None if is_value(characters.text, simple) else value_meant(characters.text, simple)
        stripped = characters.text.strip()
        if new is not None and stripped and not tag.comments:
            start = characters.text.find(stripped)
            first, last = characters.place(start), characters.place(start + len(stripped) - 1)
            if is_value(characters.text.replace(stripped, new), simple):
                yield (Edit(first.start, last.end, new),)
            else:
                yield (Edit(tag.inside, tag.close, new),)


def _in_attributes(draft: Draft, tag: Tag, type_: Any) -> Iterator[Edits]:
    declared = getattr(type_, "attributes", {})
    for attribute in tag.attributes:
        span = attribute.value
        if attribute.name not in declared:
            continue
        simple = declared[attribute.name].type
        shown = draft.shown(span.start, span.end)
        if not is_value(shown, simple):
            surely = value_meant(shown, simple)
            if surely is not None:
                yield (Edit(span.start, span.end, surely),)


@fixes("unknown-attribute")
def attribute_name(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Corrects the name of an attribute if it is clear what was meant: `minlength` to `minLength`."""
    tag = draft.tag(problem)
    declared = draft.declaration(tag) if tag else None
    if tag is None or declared is None or problem.case:
        return
    names = [name for name in getattr(declared.type, "attributes", {}) if name]
    yield from draft.once(("attributes", tag), lambda: [*_attribute_names(tag, names)])


def _attribute_names(tag: Tag, names: list[str]) -> Iterator[Edits]:
    """The edit of each misspelt attribute, if there is no other one for the name that was meant."""
    others = [each for each in tag.attributes if each.name not in names]
    new = [(each, meant(each.name, names)) for each in others if not each.name.startswith(("xml", "xsi:"))]
    uses = Counter([*[name for _, name in new], *[each.name for each in tag.attributes]])
    for each, name in new:
        if name and uses[name] == 1:
            yield (Edit(each.start, each.start + len(each.name), name),)


@fixes("unknown-element")
def element_name(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Corrects the name of an element if it is clear what was meant: `Titel` to `Title`, and wrong capitals."""
    tag = draft.tag(problem)
    parent = tag.parent if tag else None
    declared = draft.declaration(parent) if parent else None
    if tag is None or declared is None or draft.vocabulary is None or problem.case or tag.local in RETIRED:
        return
    model = draft.vocabulary.models.get(declared.type)
    new = meant(tag.local, model.elements) if model else None
    if new is not None and new != tag.local:
        yield draft.renamed(tag, new)


@fixes("unknown-root")
def root_name(draft: Draft, _: Problem) -> Iterator[Edits]:
    """Corrects the name of the root element if it is clear what was meant: `Questionform` to `QuestionForm`."""
    tag = draft.root
    new = meant(tag.local, VERSIONS) if tag else None
    if tag is not None and new is not None and new != tag.local:
        yield draft.renamed(tag, new)
