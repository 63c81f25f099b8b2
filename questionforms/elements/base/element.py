"""The base class of all elements: frozen, slotted, compared by value, with a repr that is builder code."""

from __future__ import annotations

from questionforms.elements.base.fields import NAN, Field
from questionforms.elements.base.misuse import compile_new
from questionforms.namespaces import XSI, namespace
from questionforms.xml.escape import escape_all, quote
from questionforms.xml.escape import indent as indented

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Signature
    from pathlib import Path
    from types import FunctionType
    from typing import Any, ClassVar, Self, dataclass_transform

    from lxml.etree import _Element
else:

    def dataclass_transform(**_):  # noqa: D103 - importing typing's would cost as much as the rest of the import
        return lambda cls: cls


class ElementType(type):
    """Turns each declared field into a slot with a read-only property; nothing else is stored.

    `__new__` calls what was `__init__`, so that what this raises is raised on the caller's line; see `misuse`.
    """

    #: The element's name in the XML.
    tag: str
    _fields: tuple[Field, ...]
    _init: FunctionType

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], *, tag: str | None = None
    ) -> ElementType:
        """The class, with `tag` as its name in the XML (by default, the name of the class)."""
        for base in bases:
            if getattr(base, "_fields", ()):
                raise TypeError(
                    f"{name}: {base.__name__} cannot be subclassed, since a subclass would lose its contents; "
                    f"write a function that builds a {base.__name__} instead"
                )
        fields = {key: value for key, value in body.items() if isinstance(value, Field)}
        for key, field in fields.items():
            field.name = key
            body[key] = property(field.getter())
        body["__slots__"] = (*body.get("__slots__", ()), *[f"_{key}" for key in fields])
        if "__init__" in body:
            body["_init"] = body.pop("__init__")
        made = super().__new__(cls, name, bases, body)
        made.tag = tag or name
        made._fields = tuple(fields.values())
        return made

    @property
    def __signature__(cls) -> Signature:
        """The parameters of the constructor, for `inspect.signature` and `help`."""
        from inspect import signature

        init = signature(cls._init)
        return init.replace(parameters=list(init.parameters.values())[1:])


@dataclass_transform(frozen_default=True, eq_default=True, kw_only_default=False)
class Element(metaclass=ElementType):
    """A Python object for one XML element: immutable, hashable, compared by value."""

    if TYPE_CHECKING:
        #: The element's name in the XML.
        tag: ClassVar[str]
        _fields: ClassVar[tuple[Field, ...]]
    else:

        def __new__(cls, /, *args, **kwargs):
            """Build the element. The first call replaces this with compiled code."""
            cls.__new__ = staticmethod(compile_new(cls.__name__, cls._init))
            return cls.__new__(cls, *args, **kwargs)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        from questionforms.elements.base.representation import represent

        return represent(self)

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, f"_{field.name}") for field in self._fields])

    def _plain(self) -> str | None:
        """The plain text that can replace the element in builder code; None if its constructor must be called."""
        return None

    def _argument(self, name: str) -> Any:
        """The value that the repr shows for an argument of the constructor."""
        return getattr(self, name)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self._values())

    def _write(self, out: list[str]) -> None:
        """Append the XML to a list, markup and text alternating. The first call replaces this with compiled code."""
        from questionforms.elements.base.writer import compile_writer

        cls = type(self)
        cls._write = compile_writer(cls.tag, cls._fields)  # type: ignore[method-assign, assignment]
        self._write(out)

    def _write_as(self, start: str, out: list[str]) -> None:
        """The same with another start tag."""
        cls = type(self)
        write = _WRITERS.get((cls, start))
        if write is None:
            from questionforms.elements.base.writer import compile_writer

            write = _WRITERS[cls, start] = compile_writer(start, cls._fields)
        write(self, out)

    @classmethod
    def _read(cls, node: _Element) -> Self:
        """The element for a node of a schema-valid document; rules of the documentation are not checked."""
        from questionforms.elements.base.writer import read_fields

        element = object.__new__(cls)
        for field, value in read_fields(cls._fields, node):
            setattr(element, f"_{field.name}", value)
        return element


def _restored(cls: type[Element], values: tuple[Any, ...]) -> Element:
    """An unpickled element. A NaN becomes the shared one again, since no other is equal to it."""
    element = object.__new__(cls)
    for field, value in zip(cls._fields, values, strict=True):
        setattr(element, f"_{field.name}", NAN if type(value) is float and str(value) == "nan" else value)
    return element


_WRITERS: dict[tuple[type, str], Callable[[Element, list[str]], None]] = {}


class Document(Element):
    """One of the five documents. `str(document)` is its XML, so you can use it wherever a string is expected."""

    #: The `xsi:schemaLocation` attributes of the XML that was read: written again, but not part of the value.
    __slots__ = ("_locations",)

    if TYPE_CHECKING:
        _locations: str

    def to_xml(self, *, indent: bool = False) -> str:
        """The document as XML, without an XML declaration; `indent` puts each element on a line, for people to read."""
        start = f'{self.tag} xmlns="{namespace(self.tag, getattr(self, "version", None))}"'
        turns: list[str] = []
        self._write_as(start, turns)
        turns[0] = turns[0].replace(start, start + getattr(self, "_locations", ""), 1)
        turns[1::2] = escape_all(turns[1::2])
        xml = "".join(turns)
        return indented(xml) if indent else xml

    __str__ = to_xml

    def to_bytes(self) -> bytes:
        """The document as UTF-8, without an XML declaration; the limit of 65,535 bytes applies to this."""
        return self.to_xml().encode()

    @property
    def size(self) -> int:
        """The length of the document in bytes of UTF-8. The service accepts at most 65,535 (CreateHIT, Question)."""
        return len(self.to_bytes())

    @classmethod
    def _read(cls, node: _Element) -> Self:
        document = super()._read(node)
        found = [(name, node.get(f"{{{XSI}}}{name}")) for name in ("schemaLocation", "noNamespaceSchemaLocation")]
        locations = "".join([f" xsi:{name}={quote(value)}" for name, value in found if value is not None])
        if locations:
            document._locations = f' xmlns:xsi="{XSI}"{locations}'  # type: ignore[misc]  # frozen for others
        return document

    @classmethod
    def from_xml(cls, xml: str | bytes | Path) -> Self:
        """Read the document from XML or from a file.

        Raises InvalidDocument, with line and column, if it is not well-formed, is of another kind, or does not fit its
        schema. A document that only breaks the documentation's rules is read all the same; `validate` reports it.
        """
        from questionforms.reading import read_document
        from questionforms.xml.load import refuse_no_source

        refuse_no_source(f"{cls.__name__}.from_xml", "xml", xml)
        return read_document(xml, cls)
