"""What HTML has and FormattedContent may not: which tags and attributes are forbidden, and what to use instead.

Source: "Formatted content: XHTML" in Amazon's API reference, and FormattedContentXHTMLSubset.xsd.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.schema.compare import Walk
from questionforms.words import did_you_mean, either, nearest, quoted
from questionforms.xml.nodes import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.schema.content_model import ContentModel, Edit
    from questionforms.schema.vocabulary import Vocabulary
    from questionforms.xml.nodes import Node
    from questionforms.xml.source_map import SourceMap

_BLOCK = "use <p> for a block, <blockquote> for an indented one"
_INLINE = "use <font>, <b>, <i> or <em>, or no tag at all"
_STYLES = "use <font>, <b>, <big>, or the attributes align, bgcolor and width where the tag has them"
_QUESTION = "ask with the form's own Question, or serve the page as an HTMLQuestion"
_PAGE = "serve the page as an HTMLQuestion, or as an ExternalQuestion"
_BODY = "write the content of the body alone"
_MEDIA = "use EmbeddedBinary, or Binary, of the form"

#: What to use instead of tags.
_INSTEAD = {
    "div section article main header footer nav aside figure details hgroup": _BLOCK,
    "address figcaption summary": "use <p>",
    "dir menu": "use <ul>",
    "span label bdi bdo time data output basefont": _INLINE,
    "mark blink marquee": "use <b> or <em>",
    "abbr acronym dfn": "use the attribute title of <em>",
    "tt kbd samp var": "use <code>",
    "script iframe frame frameset noframes dialog template": _PAGE,
    "noscript": "write its content alone: there are no scripts",
    "style link": _STYLES,
    "html head body meta title base": _BODY,
    "form input select option optgroup textarea button fieldset legend datalist progress meter": _QUESTION,
    "audio video object embed applet source track picture param": _MEDIA,
    "svg canvas math": "use <img> with an image that is served somewhere",
    "caption": "write it as a <p> before the table",
    "nobr": "use &#160; between the words",
    "wbr": "use &#8203;",
}
#: Tag -> what to use instead.
INSTEAD = {tag: hint for tags, hint in _INSTEAD.items() for tag in tags.split()}

#: Attribute -> what to use instead.
INSTEAD_OF_ATTRIBUTES: dict[str, str] = {
    "style": _STYLES,
    "class": "remove it: there are no style sheets",
    "id": "remove it: nothing can refer to it",
    "srcset": "use src alone",
    "loading": "remove it",
    "role": "remove it",
    "hidden": "remove the whole tag",
    **dict.fromkeys(("color", "face", "size"), "use <font> inside the tag"),
}

#: The tags that hold others of their own alone; what stands in them by mistake is told where it belongs.
_FRAMES = ("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "map", "colgroup")
_FRAMED = ("li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "area")


class MarkupWalk(Walk):
    """A walk through the markup of a FormattedContent, which knows HTML's other tags and attributes by name."""

    def __init__(self, vocabulary: Vocabulary, root: Node, source: SourceMap) -> None:
        super().__init__(vocabulary, root, None)
        self._source = source
        self._forbidden: list[Node] = []
        self._ids: set[str] = set()

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
        """Add a problem; one of HTML's that is not XHTML's here is told as such."""
        name = (attribute or "").rpartition("}")[2]
        if attribute is not None and rule == "unknown-attribute" and (instead := _instead_of(name)):
            rule, hint = "forbidden-attribute", instead
            message = f"the attribute `{name}` of `{node.name}` is not allowed in FormattedContent"
        elif rule == "invalid-value" and name in ("href", "src"):
            rule, (message, hint) = "forbidden-url", _about_url(name, node.attributes.get(name, ""))
        elif rule == "repeated-element":  # whose message has the line in the fragment
            message = f"`{node.name}` stands once more in `{node.parent and node.parent.name}`; expected it once"
        if attribute is not None:
            at = self._source.of_attribute(node, name)
        super().report(rule, message, node, at=at, hint=hint)

    def _is_forbidden(self, node: Node) -> bool:
        """Whether it is a tag of HTML's alone."""
        lower = node.name.lower()
        return lower not in self.vocabulary.parents and (lower in INSTEAD or lower.startswith("crowd-"))

    def _attributes(self, node: Node, type_: Any) -> None:
        """The attributes; not those of a tag that is to be removed."""
        if not self._is_forbidden(node):
            super()._attributes(node, type_)
        name = node.attributes.get("id", "").strip(BLANKS)
        if name and "id" in type_.attributes:
            if name in self._ids:
                message = f"the attribute `id` of `{node.name}` is `{name}`, which another one has too"
                self.report("invalid-value", message, node, attribute="id")
            self._ids.add(name)

    def _in_place(self, node: Node, model: ContentModel) -> Iterator[Node]:
        """The children that may be XHTML of the subset, in lower case as it is."""
        for child in super()._in_place(node, model):
            lower = child.name.lower()
            known = self.vocabulary.parents
            if self._is_forbidden(child):
                self._forbidden.append(child)
                message = f"`{child.name}` is not allowed in FormattedContent"
                self.report("forbidden-tag", message, child, hint=INSTEAD.get(lower, _PAGE))
                continue
            if child.name not in known and lower in known:
                self.report("unknown-element", f"`{child.name}` is not in lower case{did_you_mean(lower)}", child)
                child.name = lower
            yield child

    def _placed(self, node: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        """The children with their declarations; what stands in forbidden ones is looked into all the same."""
        yield from super()._placed(node, model)
        declared = self.vocabulary.root("FormattedContent")
        while self._forbidden:
            yield self._forbidden.pop(), declared

    def _foreign(
        self, node: Node, child: Node, model: ContentModel, missing: list[Edit], index: int
    ) -> Iterator[tuple[Node, Any]]:
        """A child that the parent does not have: only the tags of lists and tables have one place where it belongs."""
        if node.name in _FRAMES or child.name in _FRAMED:
            yield from super()._foreign(node, child, model, missing, index)
        else:
            yield from self._stranger(node, child, model)

    def _stranger(self, node: Node, child: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        """A child that cannot stand there, or nowhere."""
        known = self.vocabulary.parents
        if child.name not in known:
            meant = did_you_mean(nearest(child.name, known))
            self.report("unknown-element", f"`{child.name}` is no tag that FormattedContent takes{meant}", child)
            return
        message, hint = self._misfit(node.name, child.name, model)
        self.report("misplaced-element", message, child, hint=hint)
        declaration = self.vocabulary.declaration(child.name)
        if declaration is not None:
            yield child, declaration

    def _misfit(self, parent: str, child: str, model: ContentModel) -> tuple[str, str | None]:
        """What is said of a tag of the subset that cannot stand in another, and what to do."""
        message = f"`{child}` cannot stand in `{parent}`"
        paragraph = self.vocabulary.declaration("p")
        inline = () if paragraph is None else self.vocabulary.models[paragraph.type].elements
        if "b" in model.elements and "p" not in model.elements and child not in inline:
            return f"{message}, which holds text and inline tags alone", f"close {parent} before it"
        homes = self.vocabulary.parents[child]
        if len(homes) <= 2:
            return f"{message}; it belongs in {either(homes)}", None
        return f"{message}, which holds {model.order} alone" if len(model.elements) < 8 else message, None


def _instead_of(attribute: str) -> str | None:
    if attribute.lower().startswith("on"):
        return "remove it: there are no scripts"
    if attribute.lower().startswith(("data-", "aria-")):
        return "remove it"
    return INSTEAD_OF_ATTRIBUTES.get(attribute.lower())


_WHOLE = "write the whole address, from https:// on"


def _about_url(name: str, value: str) -> tuple[str, str]:
    """What is wrong with a URL that the subset does not take, and what to write."""
    expected = "expected one that begins with `http://`, `https://`, `ftp://` or `mailto:`"
    value = value.strip(BLANKS)
    scheme = value.partition(":")[0].lower() if ":" in value else ""
    is_, why, hint = f"`{name}` is {quoted(value)}", "", _WHOLE
    if not value:
        is_ = f"`{name}` is empty"
    elif scheme in ("http", "https", "ftp") and not value.startswith(f"{scheme}:"):
        why, hint = ", with its scheme not in lower case", f"write {scheme}://"
    elif scheme in ("http", "https", "ftp"):
        why, hint = f", without // after `{scheme}:`", f"write {scheme}://"
    elif scheme in ("javascript", "vbscript"):
        why, hint = ", which is a script", "remove the link: there are no scripts"
    elif scheme == "data":
        why, hint = ", which holds its data itself", "serve the image somewhere, by https"
    elif value.startswith("#"):
        why, hint = ", a place in the page", "remove the link: nothing can have an id"
    elif value.startswith("//"):
        why, hint = ", without a scheme", "write https: before it"
    elif value.startswith("www."):
        why, hint = ", without a scheme", "write https:// before it"
    elif not scheme:
        why = ", which is relative"
    return f"{is_}{why}; {expected}", hint
