"""What does not fit a schema: a walk through a document and the declarations collects every problem."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from questionforms.namespaces import KNOWN, VERSIONS, XSI, namespace
from questionforms.problems import make_problem
from questionforms.schema import messages
from questionforms.schema.vocabulary import holds_elements, is_value
from questionforms.words import did_you_mean, either
from questionforms.xml.nodes import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.problems import Problem
    from questionforms.schema.content_model import ContentModel, Edit
    from questionforms.schema.schemas import Schemas
    from questionforms.schema.vocabulary import Vocabulary
    from questionforms.xml.nodes import Node

#: The search for problems stops after this many.
MOST_PROBLEMS = 1_000

#: The elements that the current QuestionForm no longer has.
RETIRED = ("FileUploadAnswer", "Application")

#: Element -> what to do with markup inside it.
_MARKUP_HINTS = {
    "FormattedContent": "put the markup between <![CDATA[ and ]]>",
    "HTMLContent": "put the page between <![CDATA[ and ]]>",
    **dict.fromkeys(("Text", "Title", "ListItem"), "use FormattedContent for markup, or write < as &lt; in text"),
}

_XSI = f"{{{XSI}}}"
#: What XML Schema allows on every element.
_ANYWHERE = {f"{_XSI}type", f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"}


class EnoughError(Exception):
    """The maximum number of problems has been found."""


class Walk:
    """Walks through a document and collects its problems."""

    def __init__(self, vocabulary: Vocabulary, root: Node, file: str | None) -> None:
        self.vocabulary = vocabulary
        self.namespace = root.namespace
        self.file = file
        self.problems: list[Problem] = []

    def report(
        self,
        rule: str,
        message: str,
        node: Node,
        *,
        at: tuple[int, int] | None = None,
        hint: str | None = None,
        attribute: str | None = None,
    ) -> None:
        """Add a problem of a node or of one of its attributes; it is at the node's start unless a place is given."""
        del attribute  # only the walk through markup uses it
        line, column = at or (node.line, node.column)
        problem = make_problem(rule, message, path=node.path, file=self.file, line=line, column=column, hint=hint)
        if len(self.problems) + 1 >= MOST_PROBLEMS:
            self.problems.append(replace(problem, hint="checking stopped here, so there may be more problems"))
            raise EnoughError
        self.problems.append(problem)

    def element(self, root: Node, declared: Any) -> None:
        """Compare a node, and everything below it, with the declarations."""
        waiting = [(root, declared)]
        while waiting:
            node, declaration = waiting.pop()
            type_ = declaration.type
            self._attributes(node, type_)
            if holds_elements(type_):
                waiting.extend(self._children(node, self.vocabulary.models[type_], mixed=type_.mixed))
            else:
                self._value(node, type_)

    def types(self, root: Node) -> None:
        """Report `xsi:type` attributes, which are the cause if nothing else is wrong."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if f"{_XSI}type" in node.attributes:
                message = f"`xsi:type` gives `{node.name}` a type other than the one in the schema"
                self.report("unknown-attribute", message, node, hint="remove it")
            waiting.extend(node.children)

    def _attributes(self, node: Node, type_: Any) -> None:
        declared = {name: use for name, use in getattr(type_, "attributes", {}).items() if name is not None}
        for name, value in node.attributes.items():
            if name in _ANYWHERE:
                continue
            if name in declared:
                simple = declared[name].type
                if not is_value(value, simple):
                    what = f"the attribute `{name}` of `{node.name}`"
                    self.report("invalid-value", messages.bad_value(what, value, simple), node, attribute=name)
                continue
            message = messages.unknown_attribute(node.name, name, declared, self._child_names(type_))
            self.report("unknown-attribute", message, node, attribute=name)
        spelt = {name.lower() for name in node.attributes}  # a different case is already reported
        for name, use in declared.items():
            if use.use == "required" and name.lower() not in spelt:
                self.report("missing-attribute", f"`{node.name}` has no attribute `{name}`, which is required", node)

    def _child_names(self, type_: Any) -> list[str]:
        return list(self.vocabulary.models[type_].elements) if holds_elements(type_) else []

    def _value(self, node: Node, type_: Any) -> None:
        simple = type_ if type_.is_simple() else type_.content
        for child in node.children:
            self._child_of_text(node, child)
        if not node.children and not is_value(node.text, simple):
            at = node.runs[0].place if node.text.strip(BLANKS) else None
            self.report("invalid-value", messages.bad_value(f"`{node.name}`", node.text, simple), node, at=at)

    def _child_of_text(self, node: Node, child: Node) -> None:
        message = f"`{child.name}` is inside `{node.name}`, which can only contain text"
        homes = self.vocabulary.parents.get(child.name)
        if homes:
            message += f"; it belongs in {either(homes)}"
        hint = None if homes else _MARKUP_HINTS.get(node.name, "write < as &lt; in text")
        self.report("unexpected-element", message, child, hint=hint)

    def _children(self, node: Node, model: ContentModel, *, mixed: bool) -> Iterator[tuple[Node, Any]]:
        if not mixed:
            self._stray_text(node, model)
        if model.elements:
            yield from self._placed(node, model)
            return
        for child in node.children:
            self.report("unexpected-element", f"`{child.name}` is inside `{node.name}`, which must be empty", child)

    def _stray_text(self, node: Node, model: ContentModel) -> None:
        hint = "put it in a Text" if "Text" in model.elements else None
        for run in node.runs:
            if run.text.strip(BLANKS):
                message = messages.stray_text(node, run.text, model.order)
                self.report("unexpected-text", message, node, at=run.place, hint=hint)
        if not model.elements and not node.children and node.text and not node.text.strip(BLANKS):
            self.report("unexpected-text", f"`{node.name}` contains whitespace; expected nothing at all", node)

    def _placed(self, node: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        children = list(self._in_place(node, model))
        edits = model.edits([child.name for child in children], self.vocabulary.parents)
        kept = {edit.name for edit in edits if edit.kind in ("keep", "rename")}
        missing = [edit for edit in edits if edit.kind == "insert"]
        for edit in edits:
            if edit.kind == "insert":
                continue
            child = children[edit.index]
            if edit.kind == "keep":
                yield child, model.elements[edit.name]
            elif edit.kind == "rename":
                message = f"`{child.name}` is not an element of `{node.name}`{did_you_mean(edit.name)}"
                self.report("unknown-element", message, child)
                yield from self._renamed(child, model.elements[edit.name])
            elif child.name in model.elements:
                yield child, model.elements[child.name]
                self._misplaced(node, child, model, kept, missing)
            else:
                yield from self._foreign(node, child, model, missing, edit.index)
        if node.children or not node.text.strip(BLANKS):  # otherwise the missing element is probably the text
            for edit in missing:
                before = children[edit.index].name if edit.index < len(children) else None
                self.report("missing-element", messages.missing(node, edit.name, edit.choices, before), node)

    def _renamed(self, child: Node, declaration: Any) -> Iterator[tuple[Node, Any]]:
        """A child that was probably meant to have another name: its content is checked if it supports that."""
        inner = self.vocabulary.models.get(declaration.type)
        names = {grandchild.name for grandchild in child.children}
        if inner is None or (names and names <= inner.elements.keys()):
            yield child, declaration

    def _in_place(self, node: Node, model: ContentModel) -> Iterator[Node]:
        """The children, without those in another namespace with a name that the model does not have."""
        for child in node.children:
            if child.namespace != node.namespace:
                self.report("wrong-namespace", messages.wrong_child_namespace(child, self.namespace), child)
            if child.namespace == node.namespace or child.name in model.elements:
                yield child

    def _misplaced(self, node: Node, child: Node, model: ContentModel, kept: set[str], missing: list[Edit]) -> None:
        """Report a child that the parent allows, but not there, or not together with the others."""
        name = child.name
        moved = next((edit for edit in missing if name in (edit.name, *edit.choices)), None)
        rival = next((other for other in model.rivals(name) if other in kept), None)
        if moved is not None:
            missing.remove(moved)
        if moved is None and rival is not None:
            rivals = either(model.rivals(name))
            message = f"`{name}` appears alongside `{rival}` in `{node.name}`; expected only one of {rivals}"
            self.report("misplaced-element", message, child)
        elif moved is not None or name not in kept:
            message = f"`{name}` is in the wrong place in `{node.name}`; the expected order is {model.order}"
            self.report("misplaced-element", message, child)
        else:
            self.report("repeated-element", messages.repeated(node, name), child)

    def _foreign(
        self, node: Node, child: Node, model: ContentModel, missing: list[Edit], index: int
    ) -> Iterator[tuple[Node, Any]]:
        """Report a child with a name that the parent does not allow."""
        for wrapper in [*dict.fromkeys(edit.name for edit in missing), *model.elements]:
            inner = self.vocabulary.models.get(model.elements[wrapper].type)
            if inner is not None and child.name in inner.elements:
                missing[:] = [edit for edit in missing if edit.name != wrapper]
                message = f"`{child.name}` is directly inside `{node.name}`; expected it inside `{wrapper}`"
                self.report("misplaced-element", message, child, hint=f"wrap it in <{wrapper}>")
                yield child, inner.elements[child.name]
                return
        choice = next((edit for edit in missing if edit.index == index and edit.choices), None)
        if choice is not None:  # the child is probably in the place of one of the choices
            missing.remove(choice)
        yield from self._stranger(node, child, model)

    def _stranger(self, node: Node, child: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        """Report a child that belongs elsewhere, or nowhere."""
        parents = self.vocabulary.parents
        if child.name in parents:
            self.report(
                "misplaced-element", messages.foreign(node, child.name, model.order, parents[child.name]), child
            )
            declaration = self.vocabulary.declaration(child.name)
            if declaration is not None:
                yield child, declaration
        elif child.name in RETIRED and self.vocabulary.version == VERSIONS["QuestionForm"][0]:
            version = self.vocabulary.version
            message = f"`{child.name}` is not in the {version} schema: the service dropped it on 2017-12-12"
            self.report("unknown-element", message, child, hint="the 2005-10-01 schema still has it")
        else:
            self.report("unknown-element", messages.unknown_element(node, child.name, model.order, parents), child)


def explain(root: Node, schemas: Schemas, file: str | None) -> list[Problem]:
    """The problems of a well-formed document: with the name and namespace of its root, then with the schema."""
    uri = root.namespace
    if KNOWN.get(uri, ("",))[0] != root.name and root.name in VERSIONS:
        uri = namespace(root.name)
    if uri not in KNOWN or root.name not in VERSIONS:
        return [_unknown_root(root, file)]
    walk = Walk(schemas.vocabulary(uri), root, file)
    if uri != root.namespace:
        walk.report("wrong-namespace", messages.wrong_namespace(root), root)
    declaration = walk.vocabulary.root(root.name)
    with suppress(EnoughError):
        walk.element(root, declaration)
        if not walk.problems:
            walk.types(root)
    return walk.problems


def _unknown_root(root: Node, file: str | None) -> Problem:
    return make_problem(
        "unknown-root",
        messages.unknown_root(root),
        path=root.path,
        file=file,
        line=root.line,
        column=root.column,
        hint=_root_hint(root),
    )


def _root_hint(root: Node) -> str | None:
    if root.name.lower() == "html":
        return "put the page in the HTMLContent of an HTMLQuestion"
    if root.name in ("Question", "Overview"):
        return "wrap it in the root element `QuestionForm`"
    inner = next((child for child in root.children if child.name in VERSIONS), None)
    return f"use only the `{inner.name}` inside it, on line {inner.line}" if inner else None
