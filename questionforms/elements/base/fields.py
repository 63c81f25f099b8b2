"""Declare elements: each field is declared next to its XML, and one writer and one reader serve all of them.

A field's class says where its value is in the XML (an attribute, a child with text, child elements, ...); the order of
the fields is the order in the schema. `inside` names the element that wraps a field; adjacent fields with the same
wrapper share it.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from lxml.etree import _Element

    from questionforms.elements.base.element import Element
    from questionforms.elements.base.statements import Statements


#: The only NaN that is stored, so that reading a document twice gives equal elements.
NAN = float("nan")


#: XML's whitespace, which xs:token replaces with spaces.
_BLANKS = {ord(blank): " " for blank in "\t\n\r"}


class Datatype:
    """A simple type of the schemas: how its values are written (as source of a Python expression) and read."""

    __slots__ = ("read", "source")

    def __init__(self, source: str, read: Callable[[str], Any]) -> None:
        self.source = source
        self.read = read


STRING = Datatype("{}", str)
TOKEN = Datatype("{}", lambda text: " ".join(filter(None, text.translate(_BLANKS).split(" "))))
BOOLEAN = Datatype("'true' if {} else 'false'", lambda text: text.strip() in ("true", "1"))
INTEGER = Datatype("str({})", int)
DOUBLE = Datatype("double({})", lambda text: NAN if text.strip() == "NaN" else float(text))


class Present(tuple[()]):
    """The empty tuple of an optional wrapper that was present but empty, as in `<Constraints/>`.

    It is equal to `()`, since a worker sees no difference, but it is written again, so that writing what was read
    returns the same document.
    """

    __slots__ = ()


class Field:
    """One field of an element: its name, which the class sets, and its place in the XML."""

    name = ""
    inside: str | None = None
    optional = False
    many = False

    def getter(self) -> Callable[[Any], Any]:
        """A function that returns the field's public value from an element."""
        return attrgetter(f"_{self.name}")

    @property
    def value(self) -> str:
        """An expression for this field's value in the element `e`."""
        return f"e._{self.name}"

    @property
    def present(self) -> str:
        """An expression for whether the element `e` has a value in this field."""
        return f"{self.value} or type({self.value}) is Present" if self.many else f"{self.value} is not None"

    def write(self, source: Statements) -> None:
        """Add the statements that write this field."""
        if self.many:
            with source.each("v", self.value):
                self.write_one(source, "v")
        elif self.optional:
            with source.when(self.present):
                self.write_one(source, self.value)
        else:
            self.write_one(source, self.value)

    def write_one(self, source: Statements, value: str) -> None:
        """Add the statements that write one value, given as an expression."""
        raise NotImplementedError

    def read(self, node: _Element, children: Sequence[_Element]) -> Any:
        """The value of this field, from the element's node and the children in the field's place."""
        found = [value for child in children for value in self.read_one(child)]
        if self.many:
            return tuple(found)
        return found[0] if found else None

    def read_one(self, child: _Element) -> Iterator[Any]:
        """The value of a child, if the child belongs to this field."""
        raise NotImplementedError


class Version(Field):
    """The date of the schema, which is part of the root's namespace."""

    def write(self, source: Statements) -> None:
        pass

    def read(self, node: _Element, children: Sequence[_Element]) -> str:
        return str(node.tag).split("/")[-2]


class Characters(Field):
    """The text of the element itself."""

    def write_one(self, source: Statements, value: str) -> None:
        source.text(value)

    def read(self, node: _Element, children: Sequence[_Element]) -> str:
        return node.text or ""


class Attribute(Field):
    """An attribute, left out if the value is None."""

    def __init__(self, tag: str, datatype: Datatype = STRING) -> None:
        self.tag = tag
        self.datatype = datatype

    def write_one(self, source: Statements, value: str) -> None:
        quoted = f"quote({self.datatype.source.format(value)})"
        source.markup_value(f"('' if {value} is None else ' {self.tag}=' + {quoted})")

    def read(self, node: _Element, children: Sequence[_Element]) -> Any:
        text = node.get(self.tag)
        return None if text is None else self.datatype.read(text)


class Leaf(Field):
    """A child element with a simple value; if optional, None leaves it out; if many, there is one for each value."""

    def __init__(
        self,
        tag: str,
        datatype: Datatype = STRING,
        *,
        inside: str | None = None,
        optional: bool = False,
        many: bool = False,
    ) -> None:
        self.tag = tag
        self.datatype = datatype
        self.inside = inside
        self.optional = optional
        self.many = many

    def write_one(self, source: Statements, value: str) -> None:
        source.markup(f"<{self.tag}>")
        source.text(self.datatype.source.format(value))
        source.markup(f"</{self.tag}>")

    def read_one(self, child: _Element) -> Iterator[Any]:
        if local_name(child) == self.tag:
            yield self.datatype.read(child.text or "")


class Nested(Field):
    """A child element of one of the given classes; if many, any number of them in any order."""

    def __init__(
        self,
        *types: type[Element],
        inside: str | None = None,
        optional: bool = False,
        many: bool = False,
        tag: str | None = None,
    ) -> None:
        self.types = {tag or type_.tag: type_ for type_ in types}
        self.inside = inside
        self.optional = optional
        self.many = many
        #: The child's tag if it differs from its class's tag, such as `OtherSelection` for a FreeTextAnswer.
        self.tag = tag

    def write_one(self, source: Statements, value: str) -> None:
        source.line(f"{value}._write(out)" if self.tag is None else f"{value}._write_as('{self.tag}', out)")

    def read_one(self, child: _Element) -> Iterator[Element]:
        type_ = self.types.get(local_name(child))
        if type_ is not None:
            yield type_._read(child)


class Content(Nested):
    """Nested content in which each Text is stored as a plain `str`.

    Nearly all content is text, which need not be an object until someone reads the field.
    """

    def getter(self) -> Callable[[Any], Any]:
        stored = super().getter()
        text: Any = self.types["Text"]

        def item(value: Any) -> Any:
            return text(value) if type(value) is str else value

        if self.many:
            return lambda element: tuple([item(value) for value in stored(element)])
        return lambda element: item(stored(element))

    def write_one(self, source: Statements, value: str) -> None:
        def write_text() -> None:
            source.markup("<Text>")
            source.text(value)
            source.markup("</Text>")

        source.choice(f"type({value}) is str", write_text, lambda: super(Content, self).write_one(source, value))

    def read_one(self, child: _Element) -> Iterator[Any]:
        for element in super().read_one(child):
            yield element._values()[0] if type(element) is self.types["Text"] else element


class Pairs(Field):
    """Repeated child elements with two texts each, as a tuple of pairs."""

    many = True

    def __init__(self, tag: str, first: str, second: str) -> None:
        self.tag = tag
        self.parts = (first, second)

    def write_one(self, source: Statements, value: str) -> None:
        source.markup(f"<{self.tag}>")
        for index, part in enumerate(self.parts):
            source.markup(f"<{part}>")
            source.text(f"{value}[{index}]")
            source.markup(f"</{part}>")
        source.markup(f"</{self.tag}>")

    def read_one(self, child: _Element) -> Iterator[tuple[str, ...]]:
        if local_name(child) == self.tag:
            yield tuple(part.text or "" for part in child)


# A field is assigned where its value's type is declared, so a type checker must treat it as that value.
version: Callable[[], Any] = Version
characters: Callable[[], Any] = Characters
attribute: Callable[..., Any] = Attribute
leaf: Callable[..., Any] = Leaf
nested: Callable[..., Any] = Nested
content: Callable[..., Any] = Content
pairs: Callable[..., Any] = Pairs


def local_name(node: _Element) -> str:
    """The name of a node without its namespace."""
    return str(node.tag).rpartition("}")[2]
