"""What HTML has but FormattedContent does not allow: the forbidden tags and attributes, and what to use instead.

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
_QUESTION = "use a Question of the form instead, or serve the page as an HTMLQuestion"
_PAGE = "serve the page as an HTMLQuestion, or as an ExternalQuestion"
_BODY = "write only the content of the body"
_MEDIA = "use an EmbeddedBinary or a Binary of the form instead"

#: What to use instead of tags.
_INSTEAD = {
    "div section article main header footer nav aside figure details hgroup": _BLOCK,
    "address figcaption summary": "use <p>",
    "dir menu": "use <ul>",
    "span label bdi bdo time data output basefont": _INLINE,
    "mark blink marquee": "use <b> or <em>",
    "abbr acronym dfn": "use the title attribute of <em>",
    "tt kbd samp var": "use <code>",
    "script iframe frame frameset noframes dialog template": _PAGE,
    "noscript": "write only its content: scripts are not allowed there",
    "style link": _STYLES,
    "html head body meta title base": _BODY,
    "form input select option optgroup textarea button fieldset legend datalist progress meter": _QUESTION,
    "audio video object embed applet source track picture param": _MEDIA,
    "svg canvas math": "use <img> with an image that is hosted somewhere",
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
    "srcset": "use only src",
    "loading": "remove it",
    "role": "remove it",
    "hidden": "remove the whole tag",
    **dict.fromkeys(("color", "face", "size"), "use <font> inside the tag"),
}

#: The tags that can only contain certain other tags; the message for a misplaced tag in them says where it belongs.
_FRAMES = ("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "map", "colgroup")
_FRAMED = ("li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "area")


class MarkupWalk(Walk):
    """A walk through the markup of a FormattedContent that knows HTML's other tags and attributes by name."""

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
        """Add a problem; what is HTML but not allowed here is reported as such."""
        name = (attribute or "").rpartition("}")[2]
        if attribute is not None and rule == "unknown-attribute" and (instead := _instead_of(name)):
            rule, hint = "forbidden-attribute", instead
            message = f"the attribute `{name}` of `{node.name}` is not allowed in FormattedContent"
        elif rule == "invalid-value" and name in ("href", "src"):
            rule, (message, hint) = "forbidden-url", _about_url(name, node.attributes.get(name, ""))
        elif rule == "repeated-element":  # its message would name a line of the fragment
            message = f"`{node.name}` appears more than once in `{node.parent and node.parent.name}`; expected only one"
        if attribute is not None:
            at = self._source.of_attribute(node, name)
        super().report(rule, message, node, at=at, hint=hint)

    def _is_forbidden(self, node: Node) -> bool:
        """Whether it is an HTML tag that the subset does not have."""
        lower = node.name.lower()
        return lower not in self.vocabulary.parents and (lower in INSTEAD or lower.startswith("crowd-"))

    def _attributes(self, node: Node, type_: Any) -> None:
        """Check the attributes, except of a tag that has to be removed."""
        if not self._is_forbidden(node):
            super()._attributes(node, type_)
        name = node.attributes.get("id", "").strip(BLANKS)
        if name and "id" in type_.attributes:
            if name in self._ids:
                message = f"the attribute `id` of `{node.name}` is `{name}`, which is already used"
                self.report("invalid-value", message, node, attribute="id")
            self._ids.add(name)

    def _in_place(self, node: Node, model: ContentModel) -> Iterator[Node]:
        """The children that may belong to the subset, with their names in lower case."""
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
        """The children with their declarations; the content of forbidden ones is checked as well."""
        yield from super()._placed(node, model)
        declared = self.vocabulary.root("FormattedContent")
        while self._forbidden:
            yield self._forbidden.pop(), declared

    def _foreign(
        self, node: Node, child: Node, model: ContentModel, missing: list[Edit], index: int
    ) -> Iterator[tuple[Node, Any]]:
        """Report a child that the parent does not allow: only the tags of lists and tables belong in one place."""
        if node.name in _FRAMES or child.name in _FRAMED:
            yield from super()._foreign(node, child, model, missing, index)
        else:
            yield from self._stranger(node, child, model)

    def _stranger(self, node: Node, child: Node, model: ContentModel) -> Iterator[tuple[Node, Any]]:
        """Report a child that is not allowed there, or anywhere."""
        known = self.vocabulary.parents
        if child.name not in known:
            meant = did_you_mean(nearest(child.name, known))
            self.report("unknown-element", f"`{child.name}` is not a tag that FormattedContent allows{meant}", child)
            return
        message, hint = self._misfit(node.name, child.name, model)
        self.report("misplaced-element", message, child, hint=hint)
        declaration = self.vocabulary.declaration(child.name)
        if declaration is not None:
            yield child, declaration

    def _misfit(self, parent: str, child: str, model: ContentModel) -> tuple[str, str | None]:
        """The message and hint for a tag of the subset that is not allowed in another one."""
        message = f"`{child}` is not allowed in `{parent}`"
        paragraph = self.vocabulary.declaration("p")
        inline = () if paragraph is None else self.vocabulary.models[paragraph.type].elements
        if "b" in model.elements and "p" not in model.elements and child not in inline:
            return f"{message}, which can only contain text and inline tags", f"close <{parent}> before it"
        homes = self.vocabulary.parents[child]
        if len(homes) <= 2:
            return f"{message}; it belongs in {either(homes)}", None
        return f"{message}, which can only contain {model.order}" if len(model.elements) < 8 else message, None


def _instead_of(attribute: str) -> str | None:
    if attribute.lower().startswith("on"):
        return "remove it: scripts are not allowed there"
    if attribute.lower().startswith(("data-", "aria-")):
        return "remove it"
    return INSTEAD_OF_ATTRIBUTES.get(attribute.lower())


_WHOLE = "write the full URL, starting with https://"


def _about_url(name: str, value: str) -> tuple[str, str]:
    """The message and hint for a URL that the subset does not allow."""
    expected = "expected a URL that starts with `http://`, `https://`, `ftp://` or `mailto:`"
    value = value.strip(BLANKS)
    scheme = value.partition(":")[0].lower() if ":" in value else ""
    is_, why, hint = f"`{name}` is {quoted(value)}", "", _WHOLE
    if not value:
        is_ = f"`{name}` is empty"
    elif scheme in ("http", "https", "ftp") and not value.startswith(f"{scheme}:"):
        why, hint = ", with a scheme that is not in lower case", f"write {scheme}://"
    elif scheme in ("http", "https", "ftp"):
        why, hint = f", without // after `{scheme}:`", f"write {scheme}://"
    elif scheme in ("javascript", "vbscript"):
        why, hint = ", which is a script", "remove the link: scripts are not allowed there"
    elif scheme == "data":
        why, hint = ", which contains the data itself", "host the image, and use its https URL"
    elif value.startswith("#"):
        why, hint = ", which points to a place in the page", "remove the link: nothing can have an id"
    elif value.startswith("//"):
        why, hint = ", without a scheme", "add https: before it"
    elif value.startswith("www."):
        why, hint = ", without a scheme", "add https:// before it"
    elif not scheme:
        why = ", which is relative"
    return f"{is_}{why}; {expected}", hint
