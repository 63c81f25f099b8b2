"""The messages of findings about a schema: what is there, what was expected, what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.namespaces import BASE, KNOWN, VERSIONS, namespace
from questionforms.words import did_you_mean, either, nearest, quoted, shortened
from questionforms.xml.nodes import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionforms.xml.nodes import Node

#: The values of XSD's own types, in words.
_BUILTINS = {
    "boolean": "`true` or `false`",
    "int": "a whole number from -2147483648 to 2147483647",
    "integer": "a whole number",
    "positiveInteger": "a whole number of at least 1",
    "nonNegativeInteger": "a whole number of at least 0",
    "double": "a number",
    "dateTime": "a date and time such as 2026-09-30T12:00:00",
    "language": "a language code such as en-US",
    "NMTOKEN": "a name without spaces",
    "NMTOKENS": "names separated by spaces",
    "ID": "a name that starts with a letter",
    "IDREFS": "names separated by spaces",
    "anyURI": "a URI",
}


def unknown_root(root: Node) -> str:
    """What is wrong with a root element that is not one of the documents."""
    meant = did_you_mean(nearest(root.name, VERSIONS)) or f"; expected one of {', '.join(VERSIONS)}"
    return f"the root element is `{root.name}`, which is not a Mechanical Turk document{meant}"


def wrong_namespace(root: Node) -> str:
    """What is wrong with the root's namespace, and which one was probably meant."""
    given = root.namespace
    if not given:
        return f"`{root.name}` is in no namespace because it has no xmlns; expected `{namespace(root.name)}`"
    reason, meant = _why_not(given, root.name)
    return f"`{given}` is not a namespace of `{root.name}`{reason}; expected `{meant or namespace(root.name)}`"


def _why_not(given: str, document: str) -> tuple[str, str | None]:
    """What is wrong with a namespace, and the one that was meant, if it is not the document's current one."""
    if given.strip() != given and given.strip() in KNOWN:
        return ": there is whitespace before or after it", given.strip()
    if given.startswith("https://") and given.replace("https://", "http://", 1) in KNOWN:
        return ": it must start with http, not https", given.replace("https://", "http://", 1)
    if given in KNOWN:
        return f", but one of `{KNOWN[given][0]}`", None
    if given == f"{BASE}{document}.xsd":
        return ": the date is missing", None
    if given.startswith(BASE) and given.endswith(f"/{document}.xsd"):
        date = given.removeprefix(BASE).removesuffix(f"/{document}.xsd")
        return f": there is no schema dated `{date}`, only {' and '.join(VERSIONS[document])}", None
    return "", None


def repeated(node: Node, name: str) -> str:
    """A child that appears more often than allowed."""
    first = next(child for child in node.children if child.name == name)
    return f"`{name}` appears more than once in `{node.name}`, first on line {first.line}; expected only one"


def foreign(node: Node, name: str, order: str, homes: Iterable[str]) -> str:
    """A child that belongs elsewhere."""
    return f"`{name}` is not allowed in `{node.name}`, which can contain {order}; it belongs in {either(homes)}"


def unknown_element(node: Node, name: str, order: str, homes: Mapping[str, Iterable[str]]) -> str:
    """A child with a name that is not in the schema, and the one that was probably meant, with where it belongs."""
    close = nearest(name, homes)
    meant = f"; did you mean `{close}`, which belongs in {either(homes[close])}?" if close else ""
    return f"`{name}` is not an element of `{node.name}`, which can contain {order}{meant}"


def unknown_attribute(element: str, name: str, declared: Iterable[str], children: Iterable[str]) -> str:
    """An attribute that the element does not have, and the attribute or child that was probably meant."""
    attributes = list(declared)
    if close := nearest(name, attributes):
        meant = f"did you mean `{close}`?"
    elif close := nearest(name, children):
        meant = f"did you mean its child element `{close}`?"
    else:
        meant = f"its attributes are {', '.join(attributes)}" if attributes else "it has no attributes"
    return f"`{name.rpartition('}')[2]}` is not an attribute of `{element}`; {meant}"


def wrong_child_namespace(child: Node, root: str) -> str:
    """A child that is in a different namespace from its parent."""
    where = f"the namespace `{child.namespace}`" if child.namespace else "no namespace"
    return f"`{child.name}` is in {where}; expected {f'`{root}`, like the root' if root else 'none, like the root'}"


def expected(simple: Any) -> str:
    """The values of a simple type, in words: its list of values, its built-in type's, or the schema's documentation."""
    if simple.enumeration:
        return f"one of {', '.join(str(value) for value in simple.enumeration)}"
    type_ = simple
    while type_ is not None:
        if type_.local_name in _BUILTINS:
            return _BUILTINS[type_.local_name]
        documentation = type_.annotation and type_.annotation.documentation
        if documentation and type_.target_namespace != "http://www.w3.org/2001/XMLSchema":
            return " ".join((documentation[0].text or "").split())
        if type_.patterns:
            return "text of the form " + " or ".join(f"`{pattern}`" for pattern in type_.patterns.regexps)
        type_ = type_.base_type
    return "text"


def value_meant(value: str, simple: Any) -> str | None:
    """The value that was probably meant, if there is a similar one."""
    stripped = value.strip()
    lower = stripped.lower()
    if simple.root_type.local_name == "boolean" and lower in {"true", "false", "yes", "no"}:
        return "true" if lower in {"true", "yes"} else "false"
    if simple.enumeration and not stripped.isdecimal():
        return nearest(stripped, map(str, simple.enumeration))
    respelt = lower[:10] + stripped[10:]
    return respelt if respelt and simple.is_valid(respelt) else None


def bad_value(what: str, value: str, simple: Any) -> str:
    """A value that its simple type does not allow; `what` names the element or the attribute."""
    if not value:
        said = f"{what} is empty"
    elif not value.strip(BLANKS):
        said = f"{what} contains only whitespace"
    else:
        said = f"{what} is {quoted(value)}"
    return f"{said}; expected {expected(simple)}{did_you_mean(value_meant(value, simple))}"


def stray_text(node: Node, text: str, order: str) -> str:
    """Text where elements, or nothing at all, are expected."""
    shown = shortened(" ".join(text.split()), 40)
    if not order:
        return f"the text `{shown}` is inside `{node.name}`, which must be empty"
    return f"the text `{shown}` is directly inside `{node.name}`, which can only contain elements: {order}"


def missing(node: Node, name: str, choices: tuple[str, ...], before: str | None) -> str:
    """A missing child; `choices` if it may be one of several."""
    several = len(choices) > 1
    what = f"none of {', '.join(f'`{choice}`' for choice in choices)}" if several else f"no `{name}`"
    place = f" before `{before}`" if before else " at the end" if node.children else ""
    wanted = f"; expected {'one' if several else 'it'}{place}" if place else ""
    return f"`{node.name}` has {what}{wanted}"
