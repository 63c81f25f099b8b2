"""What is wrong with a document that does not fit its schema: all of it, with places, in words for people.

The verdict is lxml's; this walks the document beside the schema's declarations, as xmlschema reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms.content_model import ContentModel, Edit
from questionforms.namespaces import BASE, KNOWN, VERSIONS, namespace
from questionforms.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import xmlschema

    from questionforms.positions import Node
    from questionforms.schemas import Schemas

#: A document's problems past these are not looked for.
MOST_PROBLEMS = 1_000

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_BLANKS = " \t\n\r"

#: What XSD's own types hold, in words.
_BUILTINS = {
    "boolean": "`true` or `false`",
    "int": "a whole number from -2147483648 to 2147483647",
    "integer": "a whole number",
    "positiveInteger": "a whole number of at least 1",
    "nonNegativeInteger": "a whole number of at least 0",
    "double": "a number",
    "dateTime": "a date and time such as 2026-09-30T12:00:00",
    "language": "a language code such as en-US",
    "NMTOKEN": "a name without blanks",
    "NMTOKENS": "names with blanks between them",
    "ID": "a name that begins with a letter",
    "IDREFS": "names with blanks between them",
    "anyURI": "a URI",
}


def explain(root: Node, schemas: Schemas, file: str | None) -> list[Problem]:
    """The problems of a well-formed document: those of its root's name and namespace, then those with the schema."""
    if root.name not in VERSIONS:
        return [_unknown_root(root, file)]
    uri = root.namespace if KNOWN.get(root.namespace, ("",))[0] == root.name else namespace(root.name)
    walk = _Walk(_Vocabulary(schemas.components(uri)), root, file)
    if uri != root.namespace:
        walk.report("wrong-namespace", _wrong_namespace(root), root)
    walk.element(root, walk.vocabulary.schema.elements[root.name])
    return walk.problems


def _unknown_root(root: Node, file: str | None) -> Problem:
    message = f"the root element is `{root.name}`, which is no document of Mechanical Turk"
    close = get_close_matches(root.name, VERSIONS, 1)
    meant = f"; did you mean `{close[0]}`?" if close else f"; expected one of {', '.join(VERSIONS)}"
    return Problem(
        rule="unknown-root",
        message=message + meant,
        path=root.path,
        file=file,
        line=root.line,
        column=root.column,
        hint="wrap it in the HTMLContent of an HTMLQuestion" if root.name == "html" else None,
    )


def _wrong_namespace(root: Node) -> str:
    """What is wrong with the root's namespace, and which was probably meant."""
    given = root.namespace
    meant = namespace(root.name)
    if not given:
        return f"`{root.name}` is in no namespace, since it has no xmlns; expected `{meant}`"
    said = f"`{given}` is no namespace of `{root.name}`"
    if given.strip() != given and given.strip() in KNOWN:
        return f"{said}: a blank stands before or after it; expected `{given.strip()}`"
    if given.startswith("https://") and given.replace("https://", "http://", 1) in KNOWN:
        return f"{said}: it is spelt with http, not https; expected `{given.replace('https://', 'http://', 1)}`"
    if given in KNOWN:
        return f"{said}, but of `{KNOWN[given][0]}`; expected `{meant}`"
    if given.startswith(BASE) and given.endswith(f"/{root.name}.xsd"):
        date = given.removeprefix(BASE).removesuffix(f"/{root.name}.xsd")
        dates = " or ".join(VERSIONS[root.name])
        return f"{said}: there is no schema of the date `{date}`, but of {dates}; expected `{meant}`"
    return f"{said}; expected `{meant}`"


@dataclass(frozen=True)
class _Vocabulary:
    """A schema's names: which elements there are, and where each belongs."""

    schema: xmlschema.XMLSchema

    @cached_property
    def models(self) -> dict[Any, ContentModel]:
        """The content model of each type that has one."""
        models: dict[Any, ContentModel] = {}
        waiting = [*self.schema.elements.values()]
        while waiting:
            type_ = waiting.pop().type
            if _holds_elements(type_) and type_ not in models:
                models[type_] = ContentModel(type_.content)  # type: ignore[union-attr, arg-type]
                waiting.extend(models[type_].elements.values())
        return models

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """Name -> the elements that may hold it."""
        parents: dict[str, list[str]] = {}
        for holder, type_ in self._holders():
            for name in self.models[type_].elements:
                if holder not in parents.setdefault(name, []):
                    parents[name].append(holder)
        return parents

    def _holders(self) -> Iterator[tuple[str, Any]]:
        seen = [*self.schema.elements.values(), *(e for model in self.models.values() for e in model.elements.values())]
        for element in seen:
            if element.type in self.models:
                yield element.local_name, element.type


def _holds_elements(type_: Any) -> bool:
    """Whether a type's content is elements, or nothing at all, and not a simple value."""
    return not type_.is_simple() and hasattr(type_.content, "model")


class _Walk:
    """Goes through a document and gathers its problems."""

    def __init__(self, vocabulary: _Vocabulary, root: Node, file: str | None) -> None:
        self.vocabulary = vocabulary
        self.namespace = root.namespace
        self.file = file
        self.problems: list[Problem] = []

    def report(
        self, rule: str, message: str, node: Node, *, at: tuple[int, int] | None = None, hint: str | None = None
    ) -> None:
        """Add a problem of a node; its place is the node's start unless another is given."""
        line, column = at or (node.line, node.column)
        problem = Problem(
            rule=rule, message=message, path=node.path, file=self.file, line=line, column=column, hint=hint
        )
        self.problems.append(problem)

    def element(self, root: Node, declared: Any) -> None:
        """A node and all below it, against their declarations."""
        waiting = [(root, declared)]
        while waiting and len(self.problems) < MOST_PROBLEMS:
            node, declaration = waiting.pop()
            type_ = declaration.type
            self._attributes(node, type_)
            if _holds_elements(type_):
                waiting.extend(self._children(node, self.vocabulary.models[type_], mixed=type_.mixed))
            else:
                self._value(node, type_)

    def _attributes(self, node: Node, type_: Any) -> None:
        declared = {name: use for name, use in getattr(type_, "attributes", {}).items() if name is not None}
        for name, value in node.attributes.items():
            if name.startswith(_XSI):
                continue
            if name in declared:
                simple = declared[name].type
                if not simple.is_valid(value):
                    self._bad_value(node, f"the attribute `{name}` of `{node.name}`", value, simple)
                continue
            self.report("unknown-attribute", _unknown_attribute(node.name, name, declared), node)
        for name, use in declared.items():
            if use.use == "required" and name not in node.attributes:
                self.report("missing-attribute", f"`{node.name}` has no attribute `{name}`, which it needs", node)

    def _value(self, node: Node, type_: Any) -> None:
        simple = type_ if type_.is_simple() else type_.content
        for child in node.children:
            self._child_of_text(node, child)
        if not node.children and not simple.is_valid(node.text):
            self._bad_value(node, f"`{node.name}`", node.text, simple)

    def _child_of_text(self, node: Node, child: Node) -> None:
        message = f"`{child.name}` stands inside `{node.name}`, which holds text alone"
        homes = self.vocabulary.parents.get(child.name)
        hint = None
        if homes:
            message += f"; it belongs in {_either(homes)}"
        elif node.name == "FormattedContent":
            hint = "put the markup into <![CDATA[ and ]]>"
        elif node.name in {"Text", "Title", "ListItem"}:
            hint = "write markup as FormattedContent, or < as &lt; where text is meant"
        elif node.name == "HTMLContent":
            hint = "put the page into <![CDATA[ and ]]>"
        else:
            hint = "write < as &lt; where text is meant"
        self.report("unexpected-element", message, child, hint=hint)

    def _bad_value(self, node: Node, what: str, value: str, simple: Any) -> None:
        shown = value if len(value) <= 60 else f"{value[:57]}..."
        message = (
            f"{what} is `{shown}`"
            if value.strip()
            else f"{what} is empty"
            if not value
            else f"{what} holds blanks alone"
        )
        at = (
            node.texts[0][1:]
            if node.texts and len(node.texts) == 1 and value.strip() and what.startswith("`")
            else None
        )
        self.report("invalid-value", f"{message}; expected {_expected(simple)}{_meant(value, simple)}", node, at=at)

    def _children(self, node: Node, model: ContentModel, *, mixed: bool) -> Iterator[tuple[Node, Any]]:
        if not mixed:
            self._stray_text(node, model)
        if not model.elements:
            for child in node.children:
                self.report("unexpected-element", f"`{child.name}` stands inside `{node.name}`, which is empty", child)
            return
        yield from self._placed(node, model)

    def _stray_text(self, node: Node, model: ContentModel) -> None:
        for text, line, column in node.texts:
            stripped = text.strip(_BLANKS)
            if not stripped:
                if not model.elements:
                    self.report("unexpected-text", f"`{node.name}` holds blanks; expected nothing", node)
                continue
            before = text[: text.index(stripped)]
            place = line + before.count("\n"), len(before) + (-before.rfind("\n") if "\n" in before else column)
            shown = " ".join(stripped.split())
            message = f"the text `{shown[:40]}` stands straight in `{node.name}`, which holds elements: {model.order}"
            if not model.elements:
                message = f"the text `{shown[:40]}` stands in `{node.name}`, which is empty"
            hint = "put it into a Text" if "Text" in model.elements else None
            self.report("unexpected-text", message, node, at=place, hint=hint)

    def _placed(self, node: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        children = [child for child in node.children if self._in_namespace(child)]
        edits = model.edits([child.name for child in children])
        kept = {edit.name for edit in edits if edit.kind in ("keep", "rename")}
        inserts = [edit for edit in edits if edit.kind == "insert"]
        for edit in edits:
            child = children[edit.index] if edit.index < len(children) else None
            if child is None or edit.kind == "insert":
                continue
            if edit.kind == "keep":
                yield child, model.elements[edit.name]
            elif edit.kind == "rename":
                message = f"`{child.name}` is no element of `{node.name}`; did you mean `{edit.name}`?"
                self.report("unknown-element", message, child)
                yield from self._renamed(child, model.elements[edit.name])
            else:
                yield from self._dropped(node, child, model, kept, inserts)
        for edit in inserts:
            self._missing(node, edit)

    def _renamed(self, child: Node, declaration: Any) -> Iterator[tuple[Node, Any]]:
        """A child that was probably meant to have another name: looked into where its own children bear that out."""
        inner = self.vocabulary.models.get(declaration.type)
        if inner is None or {grandchild.name for grandchild in child.children} <= inner.elements.keys():
            yield child, declaration

    def _in_namespace(self, child: Node) -> bool:
        if child.namespace == self.namespace:
            return True
        where = f"the namespace `{child.namespace}`" if child.namespace else "no namespace"
        expected = f"`{self.namespace}`, that of the root" if self.namespace else "none, as the root"
        self.report("wrong-namespace", f"`{child.name}` is in {where}; expected {expected}", child)
        return False

    def _dropped(
        self, node: Node, child: Node, model: ContentModel, kept: set[str], inserts: list[Edit]
    ) -> Iterator[tuple[Node, Any]]:
        """A child that cannot stand where it does."""
        name = child.name
        declared = model.elements.get(name)
        moved = next((edit for edit in inserts if name in (edit.name, *edit.choices)), None)
        if moved is not None:
            inserts.remove(moved)
        if declared is not None:
            yield child, declared
        rival = next((other for other in model.rivals(name) if other in kept), None)
        if declared is not None and rival is not None and moved is None:
            message = (
                f"`{name}` stands beside `{rival}` in `{node.name}`; expected one of {_either(model.rivals(name))}"
            )
            self.report("misplaced-element", message, child)
        elif declared is not None and (name not in kept or moved is not None):
            message = f"`{name}` stands in the wrong place in `{node.name}`; the order is {model.order}"
            self.report("misplaced-element", message, child)
        elif declared is not None:
            self.report("repeated-element", _repeated(node, name), child)
        else:
            yield from self._foreign(node, child, model, inserts)

    def _foreign(self, node: Node, child: Node, model: ContentModel, inserts: list[Edit]) -> Iterator[tuple[Node, Any]]:
        """A child whose name the parent does not know."""
        name = child.name
        for edit in inserts:
            inner = self.vocabulary.models.get(model.elements[edit.name].type)
            if inner is not None and name in inner.elements:
                inserts.remove(edit)
                message = f"`{name}` stands straight in `{node.name}`; expected it inside `{edit.name}`"
                self.report("misplaced-element", message, child, hint=f"wrap it in <{edit.name}>")
                yield child, inner.elements[name]
                return
        homes = self.vocabulary.parents.get(name)
        if homes:
            message = (
                f"`{name}` cannot stand in `{node.name}`, which holds {model.order}; it belongs in {_either(homes)}"
            )
            self.report("misplaced-element", message, child)
            return
        retired = f"`{name}` is not in the {self._version} schema, which the service takes since 2017-12-12"
        if name in {"FileUploadAnswer", "Application"} and "2017-11-06" in self.vocabulary.schema.target_namespace:
            hint = "the 2005-10-01 namespace has it, but the service no longer does"
            self.report("unknown-element", retired, child, hint=hint)
            return
        close = get_close_matches(name, self.vocabulary.parents, 1, 0.75)
        meant = (
            f"; did you mean `{close[0]}`, which belongs in {_either(self.vocabulary.parents[close[0]])}?"
            if close
            else ""
        )
        self.report(
            "unknown-element", f"`{name}` is no element of `{node.name}`, which holds {model.order}{meant}", child
        )

    @property
    def _version(self) -> str:
        return str(self.vocabulary.schema.target_namespace).split("/")[-2]

    def _missing(self, node: Node, edit: Edit) -> None:
        what = _either(edit.choices) if edit.choices else f"`{edit.name}`"
        before = node.children[edit.index].name if edit.index < len(node.children) else None
        place = f"; expected it before `{before}`" if before else "; expected it at the end" if node.children else ""
        lacks = "none of" if len(edit.choices) > 1 else "no"
        what = ", ".join(f"`{name}`" for name in edit.choices) if len(edit.choices) > 1 else what
        self.report("missing-element", f"`{node.name}` has {lacks} {what}{place}", node)


def _repeated(node: Node, name: str) -> str:
    first = next(child for child in node.children if child.name == name)
    return f"`{name}` stands once more in `{node.name}`, first in line {first.line}; expected it once"


def _unknown_attribute(element: str, name: str, declared: Iterable[str]) -> str:
    names = list(declared)
    if not names:
        return f"`{element}` has the attribute `{name}`; expected none"
    lower = {known.lower(): known for known in names}
    close = get_close_matches(name.lower(), lower, 1, 0.5)
    meant = f"; did you mean `{lower[close[0]]}`?" if close else f"; it may have {', '.join(names)}"
    return f"`{name}` is no attribute of `{element}`{meant}"


def _either(names: Iterable[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _expected(simple: Any) -> str:
    """What values of a simple type are, in words: the schema's own, its list of values, or its builtin type's."""
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


def _meant(value: str, simple: Any) -> str:
    """The value that was probably meant, where one is near."""
    stripped = value.strip()
    if simple.root_type.local_name == "boolean" and stripped.lower() in {"true", "false", "yes", "no"}:
        return f"; did you mean `{'true' if stripped.lower() in {'true', 'yes'} else 'false'}`?"
    if simple.enumeration:
        close = get_close_matches(stripped.lower(), [str(item) for item in simple.enumeration], 1, 0.5)
        return f"; did you mean `{close[0]}`?" if close else ""
    if simple.is_valid(stripped.lower()[:10] + stripped[10:]) and stripped:
        return f"; did you mean `{stripped.lower()[:10] + stripped[10:]}`?"
    return ""
