"""Finds the XSDs, the package's own or a user's, by target namespace; reads each one only once.

The package's own are in `schemas/<date>/` of a checkout and in `questionforms/xsd/<date>/` of a wheel.
"""

from __future__ import annotations

import threading

from questionforms.exceptions import SchemaNotFound
from questionforms.namespaces import KNOWN, XHTML

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    import xmlschema
    from lxml import etree

    from questionforms.schema.vocabulary import Vocabulary

    Reading = TypeVar("Reading")

XSD = "http://www.w3.org/2001/XMLSchema"


class Schemas:
    """The XSDs of the documents, found by target namespace.

    With a path, the XSDs in that folder and its subfolders, such as Amazon's own files; for a namespace that it does
    not have, the package's own. If there are several for one namespace, the one in the shallowest folder counts, then
    the first by name. Raises `SchemaNotFound` if the folder contains nothing that can be used.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self._files: dict[str, Path] = {} if path is None else _found_in(path)
        self._compiled: dict[str, etree.XMLSchema] = {}
        self._components: dict[str, xmlschema.XMLSchema] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._lock = threading.Lock()

    def file(self, namespace: str) -> Path:
        """Return the file of the XSD with this target namespace; raise `SchemaNotFound` if there is none."""
        found = self._files.get(namespace)
        if found is None:
            found = self._files[namespace] = _own_file(namespace)
        return found

    def compiled(self, namespace: str) -> etree.XMLSchema:
        """Return the XSD as lxml reads it, which decides validity; compiled once, even for several threads.

        Threads that validate with it at the same time share its `error_log`, so each must hold a lock until it has read
        the log.
        """
        return self._once(self._compiled, namespace, _compile)

    def components(self, namespace: str) -> xmlschema.XMLSchema:
        """Return the XSD as xmlschema reads it, to query its declarations; read once, even for several threads."""
        return self._once(self._components, namespace, _read_components)

    def vocabulary(self, namespace: str) -> Vocabulary:
        """Return the names of the XSD, and what each element contains; built once, even for several threads."""
        from questionforms.schema.vocabulary import Vocabulary

        components = self.components(namespace)
        return self._once(self._vocabularies, namespace, lambda file: Vocabulary(components, file))

    def _once(self, kept: dict[str, Reading], namespace: str, read: Callable[[Path], Reading]) -> Reading:
        """Return the cached value for the namespace, or read it."""
        found = kept.get(namespace)
        if found is None:
            with self._lock:
                if namespace not in kept:
                    kept[namespace] = read(self.file(namespace))
                found = kept[namespace]
        return found


_SHIPPED = Schemas()


def shipped() -> Schemas:
    """Return the package's own schemas: one instance, shared by all callers."""
    return _SHIPPED


def _own_file(namespace: str) -> Path:
    """Find the package's own XSD for the namespace."""
    from pathlib import Path

    if namespace == XHTML:
        name, date = "FormattedContentXHTMLSubset", "2006-07-14"
    elif namespace in KNOWN:
        name, date = KNOWN[namespace]
    else:
        raise SchemaNotFound(f"there is no schema for the namespace `{namespace}`")
    package = Path(__file__).parents[1]
    folder = package / "xsd" if (package / "xsd").is_dir() else package.parent / "schemas"
    file = folder / date / f"{name}.xsd"
    if not file.is_file():
        raise SchemaNotFound(f"{file} is missing: this installation of questionforms is incomplete")
    return file


def _found_in(path: str | os.PathLike[str]) -> dict[str, Path]:
    """Find the XSDs under a user's folder, by target namespace."""
    from pathlib import Path

    folder = Path(path).absolute()
    if not folder.is_dir():
        raise SchemaNotFound(f"{folder} is not a folder" if folder.exists() else f"there is no folder {folder}")
    files: dict[str, Path] = {}
    for file in sorted(folder.rglob("*.xsd"), key=lambda file: (len(file.parts), file)):
        if file.is_file() and (namespace := _target_namespace(file)):
            files.setdefault(namespace, file)
    if files.keys().isdisjoint([*KNOWN, XHTML]):
        raise SchemaNotFound(f"{folder} contains no XSD (*.xsd) for a Mechanical Turk document or for FormattedContent")
    return files


def _target_namespace(file: Path) -> str:
    """Return the targetNamespace of an XSD, or an empty string; read no DTD and resolve no entity."""
    from xml.parsers import expat

    roots: list[tuple[str, dict[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append((name, attributes))

    def refuse(entity: str, *_: object) -> None:
        raise SchemaNotFound(f"{file} declares the entity `{entity}`, which schemas are not allowed to do here")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.EntityDeclHandler = refuse
    try:
        with file.open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, OSError) as error:
        raise SchemaNotFound(f"{file} cannot be read as an XML Schema: {error}") from error
    name, attributes = roots[0]
    if name != f"{XSD} schema":
        raise SchemaNotFound(f"{file} is not an XML Schema: its root element is `{name.rpartition(' ')[2]}`")
    return attributes.get("targetNamespace", "")


def _compile(file: Path) -> etree.XMLSchema:
    """Compile an XSD with lxml."""
    from lxml import etree

    try:
        return etree.XMLSchema(file=str(file))
    except (etree.LxmlError, OSError) as error:
        raise SchemaNotFound(f"{file} cannot be compiled: {error}") from error


def _read_components(file: Path) -> xmlschema.XMLSchema:
    """Read an XSD with xmlschema; it can only import local files."""
    import xmlschema

    try:
        return xmlschema.XMLSchema(file.as_uri(), allow="local")
    except (xmlschema.XMLSchemaException, SyntaxError, OSError) as error:
        raise SchemaNotFound(f"{file} cannot be compiled: {error}") from error
