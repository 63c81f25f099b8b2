"""A schema's names, as xmlschema reads them: which elements there are, what each holds, and where each belongs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms.content_model import ContentModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xmlschema


def holds_elements(type_: Any) -> bool:
    """Whether a type's content is elements, or nothing at all, and not a simple value."""
    return not type_.is_simple() and hasattr(type_.content, "model")


def is_value(value: str, simple: Any) -> bool:
    """Whether a simple type holds the value. As a number, xmlschema would take `1_000`, and digits of any script."""
    primitive = simple.primitive_type
    is_text = primitive is None or primitive.local_name in {"string", "anyURI"}
    if not is_text and not (value.isascii() and "_" not in value):
        return False
    try:
        return bool(simple.is_valid(value))
    except OverflowError:  # a year that Python's dates do not have
        return False


@dataclass(frozen=True)
class Vocabulary:
    """A schema's names: which elements there are, and where each belongs."""

    schema: xmlschema.XMLSchema

    @property
    def version(self) -> str:
        """The date in the schema's namespace."""
        return str(self.schema.target_namespace).split("/")[-2]

    @cached_property
    def models(self) -> dict[Any, ContentModel]:
        """The content model of each type that has one."""
        models: dict[Any, ContentModel] = {}
        waiting = [*self.schema.elements.values()]
        while waiting:
            type_ = waiting.pop().type
            if holds_elements(type_) and type_ not in models:
                models[type_] = ContentModel(type_.content)  # type: ignore[union-attr, arg-type]
                waiting.extend(models[type_].elements.values())
        return models

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """Name -> the elements that may hold it."""
        parents: dict[str, list[str]] = {}
        for element in [*self.schema.elements.values(), *self._declarations()]:
            for name in self.models[element.type].elements if element.type in self.models else ():
                if element.local_name not in parents.setdefault(name, []):
                    parents[name].append(element.local_name)
        return parents

    def declaration(self, name: str) -> Any | None:
        """The declaration of an element, where it is the same wherever it may stand."""
        found = {element.type: element for element in self._declarations() if element.local_name == name}
        return next(iter(found.values())) if len(found) == 1 else None

    def _declarations(self) -> Iterator[Any]:
        for model in self.models.values():
            yield from model.elements.values()
