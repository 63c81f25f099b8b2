"""A schema's names, as xmlschema reads them: its elements, what each contains, and where each belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.exceptions import SchemaNotFound
from questionforms.schema.content_model import ContentModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xmlschema


def holds_elements(type_: Any) -> bool:
    """Whether a type contains elements, or nothing at all, rather than a simple value."""
    return not type_.is_simple() and hasattr(type_.content, "model")


def is_value(value: str, simple: Any) -> bool:
    """Whether a simple type allows the value. xmlschema would accept `1_000`, and digits of any script, as a number."""
    if simple.local_name == "string":
        return True
    primitive = simple.primitive_type
    is_text = primitive is None or primitive.local_name in {"string", "anyURI"}
    if not is_text and not (value.isascii() and "_" not in value):
        return False
    try:
        return bool(simple.is_valid(value))
    except OverflowError:  # a year outside the range of Python's dates
        return False


class Vocabulary:
    """A schema's names: its elements, what each contains, and where each belongs. Built once per schema."""

    def __init__(self, schema: xmlschema.XMLSchema, file: Path) -> None:
        self.file = file
        #: The date in the schema's namespace.
        self.version = str(schema.target_namespace).split("/")[-2]
        self._roots = dict(schema.elements.items())
        #: The content model of each type that has one.
        self.models: dict[Any, ContentModel] = {}
        waiting = list(self._roots.values())
        while waiting:
            type_ = waiting.pop().type
            if holds_elements(type_) and type_ not in self.models:
                self.models[type_] = ContentModel(type_.content)  # type: ignore[union-attr, arg-type]
                waiting.extend(self.models[type_].elements.values())
        #: Name -> the elements that may contain it.
        self.parents: dict[str, list[str]] = {}
        self._types: dict[str, dict[Any, Any]] = {}
        for element in [*self._roots.values(), *self._declared()]:
            for name, child in self.models[element.type].elements.items() if element.type in self.models else ():
                holders = self.parents.setdefault(name, [])
                if element.local_name not in holders:
                    holders.append(str(element.local_name))
                self._types.setdefault(name, {})[child.type] = child

    @property
    def names(self) -> set[str]:
        """The names of all its elements."""
        return {*self._roots, *self.parents}

    def root(self, name: str) -> Any:
        """The declaration of the root element. Raises SchemaNotFound if the schema has none."""
        if name not in self._roots:
            raise SchemaNotFound(f"{self.file} does not declare the root element `{name}`")
        return self._roots[name]

    def declaration(self, name: str) -> Any | None:
        """The declaration of an element, if it is the same in all its parents."""
        found = list(self._types.get(name, {}).values())
        return found[0] if len(found) == 1 else None

    def _declared(self) -> Iterator[Any]:
        for model in self.models.values():
            yield from model.elements.values()
