"""Breaks documents as people do: one mutation at a time, at times two or three."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from lxml import etree

from tests.documents.formats import FORMATS, QUESTION_FORM, Format
from tests.documents.valid import add_note, elements, local_name
from tests.documents.values import POOL

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

#: Attributes that no format has, or not where people put them.
STRANGE_ATTRIBUTES = ("style", "class", "id", "onclick", "Required", "version", f"{{{XML}}}lang", f"{{{XML}}}space")
STRANGE_ELEMENTS = ("div", "span", "script", "Foo", "Answer")

Mutation = Callable[[etree._Element, Random], None]


def mutated(document: etree._Element, random: Random) -> etree._Element:
    """Return a copy of a document with one mutation, at times with two or three."""
    root = copy.deepcopy(document)
    for _ in range(random.choice([1, 1, 1, 1, 1, 1, 1, 2, 2, 3])):
        random.choice(MUTATIONS)(root, random)
    return root


def _uri(root: etree._Element) -> str:
    """Return the namespace of the format that a document began as, or of some format."""
    uri = etree.QName(root).namespace or ""
    return uri if uri in FORMATS else QUESTION_FORM


def _format(root: etree._Element) -> Format:
    """Return the format that a document began as, or some format."""
    return FORMATS[_uri(root)]


def _pick(root: etree._Element, random: Random) -> etree._Element:
    """Choose an element below the root, or the root where it stands alone."""
    return random.choice(elements(root)[1:] or [root])


def _pick_with_attributes(root: etree._Element, random: Random) -> etree._Element | None:
    """Choose an element that has attributes."""
    found = [element for element in elements(root) if element.attrib]
    return random.choice(found) if found else None


def _misspelt(name: str, random: Random) -> str:
    """Misspell a name, or write it in another case."""
    at = random.randint(1, len(name))
    shorter, longer = name[:at] + name[at + 1 :], name[:at] + name[at - 1 :]
    return random.choice([shorter, longer, name.lower(), name.upper(), f"{name}s"])


# Elements


def _drop(root: etree._Element, random: Random) -> None:
    """Leave out an element."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _double(root: etree._Element, random: Random) -> None:
    """Put a copy of an element behind it."""
    element = _pick(root, random)
    if element.getparent() is not None:
        element.addnext(copy.deepcopy(element))


def _move_within(root: etree._Element, random: Random) -> None:
    """Put an element elsewhere under its parent."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        parent.remove(element)
        parent.insert(random.randint(0, len(parent)), element)


def _copy_away(root: etree._Element, random: Random) -> None:
    """Put a copy of an element under any parent."""
    element = copy.deepcopy(_pick(root, random))
    parent = random.choice(elements(root))
    parent.insert(random.randint(0, len(parent)), element)


def _insert(root: etree._Element, random: Random) -> None:
    """Put in an empty element, of the format or not."""
    parent = random.choice(elements(root))
    name = random.choice([*_format(root).names, *STRANGE_ELEMENTS])
    parent.insert(random.randint(0, len(parent)), etree.Element(f"{{{_uri(root)}}}{name}"))


def _unwrap(root: etree._Element, random: Random) -> None:
    """Put the children of an element in its place."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _rename(root: etree._Element, random: Random) -> None:
    """Give an element another name of the format, or misspell its own."""
    element = root if random.random() < 0.05 else _pick(root, random)
    other = random.choice(_format(root).names)
    name = other if random.random() < 0.6 else _misspelt(local_name(element), random)
    element.tag = f"{{{etree.QName(element).namespace or _uri(root)}}}{name}"


def _rename_space(root: etree._Element, random: Random) -> None:
    """Put an element in another namespace, or in none."""
    element = root if random.random() < 0.3 else _pick(root, random)
    uri = _uri(root)
    other = random.choice(["", *FORMATS, f"{uri}/", uri.replace("http:", "https:"), uri.lower()])
    element.tag = f"{{{other}}}{local_name(element)}" if other else local_name(element)


# Text


def _retext(root: etree._Element, random: Random) -> None:
    """Give an element other text, as a rule one that holds a value which cannot be any text."""
    every = elements(root)
    leaves = [element for element in every if len(element) == 0]
    strict = [element for element in leaves if _format(root).shape(element).strict]
    element = random.choice(random.choice([strict, strict, strict, leaves, every]) or every)
    element.text = random.choice(POOL)


def _add_blanks(root: etree._Element, random: Random) -> None:
    """Put blanks around the text of an element, or into an empty one."""
    element = _pick(root, random)
    element.text = random.choice([" {}", "{} ", "\n{}\n", "\t{}", "{}\u00a0"]).format(element.text or "")


def _add_tail(root: etree._Element, random: Random) -> None:
    """Put text behind an element."""
    element = _pick(root, random)
    if element.getparent() is not None:
        element.tail = random.choice(["x", " ", "\u00a0", "\n", "5"])


# Attributes


def _add_attribute(root: etree._Element, random: Random) -> None:
    """Add an attribute, of the element's own as a rule, with any value."""
    element = random.choice(elements(root))
    own = _format(root).shape(element).attributes
    name = random.choice(
        list(own) if own and random.random() < 0.7 else [*_format(root).attributes, *STRANGE_ATTRIBUTES]
    )
    element.set(name, random.choice(own[name] if name in own and random.random() < 0.3 else POOL))


def _change_attribute(root: etree._Element, random: Random) -> None:
    """Give an attribute another value."""
    element = _pick_with_attributes(root, random)
    if element is None:
        _retext(root, random)
        return
    name, value = random.choice(sorted(element.attrib.items()))
    element.set(
        name, random.choice([random.choice(POOL), random.choice(POOL), f" {value}", f"{value} ", value.upper()])
    )


def _drop_attribute(root: etree._Element, random: Random) -> None:
    """Leave out an attribute."""
    element = _pick_with_attributes(root, random)
    if element is None:
        _drop(root, random)
        return
    del element.attrib[random.choice(sorted(element.attrib))]


def _rename_attribute(root: etree._Element, random: Random) -> None:
    """Give an attribute another name: misspelt, another element's, or in a namespace."""
    element = _pick_with_attributes(root, random)
    if element is None:
        _rename(root, random)
        return
    name, value = random.choice(sorted(element.attrib.items()))
    del element.attrib[name]
    local = etree.QName(name).localname
    other = random.choice([*_format(root).attributes, *STRANGE_ATTRIBUTES])
    element.set(random.choice([_misspelt(local, random), other, f"{{{_uri(root)}}}{local}", local]), value)


def _add_instance_attribute(root: etree._Element, random: Random) -> None:
    """Add an attribute of the namespace for schema instances: a hint, a nil, or none that there is."""
    element = root if random.random() < 0.5 else _pick(root, random)
    value = random.choice(["true", "false", f"{_uri(root)} nowhere.xsd"])
    name = random.choice(
        ["nil", "foo"] if value in ("true", "false") else ["schemaLocation", "noNamespaceSchemaLocation"]
    )
    element.set(f"{{{XSI}}}{name}", value)


#: Each mutation, as often as it is to be drawn.
MUTATIONS: tuple[Mutation, ...] = (
    *(_drop, _drop, _double, _double, _move_within, _move_within, _copy_away, _insert, _unwrap, _rename, _rename),
    *(_retext, _retext, _retext, _retext, _retext, _add_blanks, _add_tail, _change_attribute, _change_attribute),
    *(_change_attribute, _add_attribute, _add_attribute, _add_attribute, _drop_attribute, _rename_attribute),
    *(add_note, _add_instance_attribute, _rename_space),
)
