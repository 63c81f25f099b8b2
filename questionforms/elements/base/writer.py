"""Write elements as XML and read them back, from the declaration of their fields, with one writer and one reader.

A class's writer is compiled on first use, so this module is loaded only then.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from questionforms.elements.base.fields import Attribute, Present, local_name
from questionforms.elements.base.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from questionforms.elements.base.element import Element
    from questionforms.elements.base.fields import Field


def compile_writer(start: str, fields: Iterable[Field]) -> Callable[[Element, list[str]], None]:
    """Compile a function that appends an element's XML to a list, markup and text alternating.

    `start` is the element's tag, with its xmlns if it is a root.
    """
    source = Statements("_write(e, out)")
    attributes = [field for field in fields if isinstance(field, Attribute)]
    others = [field for field in fields if not isinstance(field, Attribute)]
    if all(field.optional for field in others):
        with source.unless(" or ".join(field.present for field in others) or "False"):
            _write_start(source, start, attributes, "/>")
            source.line("return")
    _write_start(source, start, attributes, ">")
    for wrapper, group in groupby(others, key=lambda field: field.inside):
        _write_group(source, wrapper, list(group))
    source.markup(f"</{start.split(maxsplit=1)[0]}>")
    return source.compiled(Present=Present)  # type: ignore[no-any-return]


def _write_start(source: Statements, start: str, attributes: Iterable[Attribute], end: str) -> None:
    source.markup(f"<{start}")
    for attribute in attributes:
        attribute.write(source)
    source.markup(end)


def _write_group(source: Statements, wrapper: str | None, fields: Sequence[Field]) -> None:
    if wrapper is not None and all(field.optional for field in fields):
        with source.when(" or ".join(field.present for field in fields)):
            source.markup(f"<{wrapper}>")
            for field in fields:
                field.write(source)
            source.markup(f"</{wrapper}>")
        return
    source.markup(f"<{wrapper}>" if wrapper else "")
    for field in fields:
        field.write(source)
    source.markup(f"</{wrapper}>" if wrapper else "")


def read_fields(fields: Iterable[Field], node: _Element) -> Iterator[tuple[Field, Any]]:
    """Each field with its value, from the node of a schema-valid document."""
    own = list(node)
    for field in fields:
        if field.inside is None:
            yield field, field.read(node, own)
            continue
        wrappers = [child for child in own if local_name(child) == field.inside]
        value = field.read(node, [child for wrapper in wrappers for child in wrapper])
        yield field, Present() if wrappers and value == () else value
