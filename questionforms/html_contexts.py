"""The placeholders `${name}` of a page, and the HTML context of each: text, a quoted value, a script and so on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a browser does with the text in a context: `text` stays text if it is escaped for HTML, and so does a quoted
#: value; `url` is the part of a URL that decides on its scheme, `code-url` what follows a scheme such as `javascript:`.
Kind = Literal[
    "text", "script", "style", "handler", "srcdoc", "url", "code-url", "unquoted", "tag-name", "attribute-name"
]

_BLANK = " \t\n\f\r"
_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<end>/?)(?P<name>[A-Za-z][^ \t\n\f\r/>]*+)|(?P<other>[!?/]))")
_NO_COMMENT = re.compile(r"-?>")  # `<!-->` is a whole comment
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    rf"""[{_BLANK}/]*+(?P<name>[^{_BLANK}/>][^{_BLANK}/>=]*+)"""
    rf"""(?:[{_BLANK}]*+=[{_BLANK}]*+(?:"(?P<double>[^"]*+)"?|'(?P<single>[^']*+)'?|(?P<bare>[^{_BLANK}>]*+)))?+"""
)
_TAG_END = re.compile(rf"[{_BLANK}]*+(/?)[{_BLANK}/]*+>?")
_SCRIPT_PART = re.compile(rf"<!--|-->|<(/?)script(?=[{_BLANK}/>])", re.IGNORECASE)
#: Elements whose content is text to the parser, whatever it looks like.
RAW_TEXT = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext")
_ENDS = {name: re.compile(rf"</{name}(?=[{_BLANK}/>])", re.IGNORECASE) for name in RAW_TEXT}

#: Attributes that contain a URL.
_URLS = {"href", "src", "srcset", "action", "formaction", "poster", "xlink:href", "background", "ping", "lowsrc"}
#: The values of these elements' attributes replace those of another attribute, such as `href`.
_ANIMATIONS = ("animate", "set")
_REFRESH = re.compile(r"[^=]*\burl\s*=\s*['\"]?", re.IGNORECASE)
#: Control characters and blanks before a URL, and the characters that a browser removes from it.
_BEFORE_URL = "".join(map(chr, range(0x21)))
_REMOVED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: The characters of an attribute's value one by one, with a reference as one character.
_CHARACTER = re.compile(r"&#?\w{1,40};?|.", re.DOTALL)

_CODE_SCHEMES = ("javascript", "vbscript", "livescript")
#: The schemes that are safe wherever a URL is.
SAFE_SCHEMES = ("http", "https", "mailto", "tel", "sms", "ftp")
_MEDIA = re.compile(r"data:(?:image/(?!svg)|audio/|video/|font/)", re.IGNORECASE)
_SVG = re.compile(r"data:image/svg", re.IGNORECASE)
_DOCUMENT = re.compile(r"data:[^,]{0,200}(?:html|xml|svg|script)", re.IGNORECASE)
#: The elements that show a picture without running the scripts in it.
_PICTURES = ("img", "image", "source", "input")


class Region(NamedTuple):
    """A part of a page that is not plain text."""

    kind: Kind
    start: int
    end: int
    #: The names, in lower case, of the element and of the attribute; "" for none.
    element: str = ""
    attribute: str = ""
    #: The attributes of the element's tag, as they are written.
    attributes: dict[str, str] = {}  # noqa: RUF012  (read only)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `${name}` in a page."""

    name: str
    #: Where its first dollar sign is, and where it ends.
    start: int
    end: int
    #: The number of dollar signs before the brace: with an even number, the first of each two escapes the second.
    dollars: int
    kind: Kind
    #: The value of an attribute, or the text of a script or a style sheet, that it is in; None in plain text.
    region: Region | None

    @property
    def is_escaped(self) -> bool:
        """Whether it is meant literally, as in string.Template."""
        return self.dollars % 2 == 0


# neither regex can backtrack over the same text, so any template takes linear time
_BRACES = re.compile(r"(?<!\$)(\$++)\{([^{}]*+)\}")
_NAME = re.compile(r"[A-Za-z_][\w .-]*+")


@lru_cache(maxsize=8)  # a template is usually filled in for many rows
def placeholders(html: str) -> tuple[Placeholder, ...]:
    """Every placeholder of a page, in order; braces that contain anything but a name are none."""
    found = [braces for braces in _BRACES.finditer(html) if _NAME.fullmatch(braces[2].strip())]
    if not found:
        return ()
    masked, done = [], 0
    for braces in found:  # letters in their place, so that the rest is read as if they were filled in
        masked += [html[done : braces.start()], "x" * (braces.end() - braces.start())]
        done = braces.end()
    regions = list(_regions("".join([*masked, html[done:]])))
    starts = [region.start for region in regions]
    placed = []
    schemes: dict[int, tuple[int, bool]] = {}
    for braces in found:
        index = bisect_right(starts, braces.start()) - 1
        inside = index >= 0 and braces.start() < regions[index].end
        region = regions[index] if inside else None
        kind = _kind(region, html, braces.start(), schemes) if region else "text"
        placed.append(Placeholder(braces[2].strip(), braces.start(), braces.end(), len(braces[1]), kind, region))
    return tuple(placed)


class Tag(NamedTuple):
    """A tag of a page. A comment is a tag with the name `!--`; a doctype and other markup that is ignored has `!`."""

    #: In lower case.
    name: str
    is_end: bool
    start: int
    #: Where its name and where the tag itself ends.
    name_end: int
    end: int
    #: Where the text of an element that contains only text, such as a script, ends; the tag's own end for others.
    text_end: int
    #: As they are written, with their names in lower case.
    attributes: dict[str, str]
    #: The names and the values of its attributes, in order.
    regions: list[Region]


def tags(html: str) -> Iterator[Tag]:
    """The tags of a page, in order, without those in comments, scripts and other elements that contain only text."""
    at = foreign = 0
    while tag := _TAG.search(html, at):
        start = tag.start()
        if tag["comment"]:
            end = _NO_COMMENT.match(html, tag.end()) or _COMMENT_END.search(html, tag.end())
            at = end.end() if end else len(html)
            yield Tag("!--", False, start, tag.end(), at, at, {}, [])
        elif tag["other"]:
            at = html.find(">", tag.end()) + 1 or len(html)
            yield Tag("!", False, start, tag.end(), at, at, {}, [])
        else:
            name = tag["name"].lower()
            regions, at, is_closed = _in_tag(html, tag.end(), name)
            tag_end = at
            if name in ("svg", "math"):
                foreign = max(0, foreign - 1) if tag["end"] else foreign + (not is_closed)
            elif name in RAW_TEXT and not tag["end"] and not _is_markup(name, foreign, is_closed=is_closed):
                at = _raw_end(html, at, name)
            attributes = regions[0].attributes if regions else {}
            yield Tag(name, bool(tag["end"]), start, tag.end("name"), tag_end, at, attributes, regions)


def _is_markup(name: str, foreign: int, *, is_closed: bool) -> bool:
    """Whether an element that usually contains only text is parsed as markup, or is empty, inside SVG or MathML."""
    return bool(foreign) and (is_closed or name not in ("script", "style"))


def _regions(html: str) -> Iterator[Region]:
    """The parts of a page that are not plain text, in order."""
    for tag in tags(html):
        if tag.name.startswith("!"):
            continue
        yield Region("tag-name", tag.start + 1 + tag.is_end, tag.name_end, tag.name)
        yield from tag.regions
        if tag.name in ("script", "style") and tag.text_end > tag.end:
            kind: Kind = "script" if tag.name == "script" else "style"
            yield Region(kind, tag.end, tag.text_end, tag.name, "", tag.attributes)


def _in_tag(html: str, at: int, element: str) -> tuple[list[Region], int, bool]:
    """The attributes of a tag, where it ends, and whether it ends with `/>`."""
    found: list[tuple[str, Kind, int, int]] = []
    attributes: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(html, at):
        name, at = attribute["name"].lower(), attribute.end()
        found.append((name, "attribute-name", *attribute.span("name")))
        group = next((group for group in ("double", "single", "bare") if attribute[group] is not None), None)
        if group:
            kind: Kind = "unquoted" if group == "bare" else "text"
            found.append((name, kind, *attribute.span(group)))
        attributes.setdefault(name, attribute[group] if group else "")
    regions = [Region(kind, start, end, element, name, attributes) for name, kind, start, end in found]
    end = _TAG_END.match(html, at)
    assert end is not None  # it also matches nothing
    return regions, end.end(), bool(end[1])


def _raw_end(html: str, at: int, name: str) -> int:
    """Where the text of an element ends, which the parser does not read as markup."""
    if name == "plaintext":
        return len(html)
    if name != "script":
        found = _ENDS[name].search(html, at)
        return found.start() if found else len(html)
    comment = script = False  # `<!-- <script>` begins a script in a script
    while part := _SCRIPT_PART.search(html, at):
        at = part.start() + 2
        if part[0] == "<!--":
            comment = True
        elif part[0] == "-->":
            comment = script = False
        elif part[1] and not script:
            return part.start()
        else:
            script = comment and not part[1]
    return len(html)


def _kind(region: Region, html: str, at: int, schemes: dict[int, tuple[int, bool]]) -> Kind:
    """What a browser does with the text at a place in a region; `schemes` is filled with what is found out."""
    if region.kind not in ("text", "unquoted"):
        return region.kind
    if region.attribute.startswith("on") and region.attribute.isalpha():
        return "handler"
    if region.attribute == "srcdoc":
        return "srcdoc"
    kind: Kind = "text"
    if _has_url(region):
        if region.attribute == "values":  # a list, in which each may be the URL
            return "code-url"
        if region.start not in schemes:
            schemes[region.start] = _scheme_end(region, html)
        end, is_code = schemes[region.start]
        kind = "url" if at < end else "code-url" if is_code else "text"
    return "unquoted" if region.kind == "unquoted" and kind != "code-url" else kind


def _has_url(region: Region) -> bool:
    """Whether the attribute contains a URL."""
    if region.element == "meta":
        return region.attribute == "content" and region.attributes.get("http-equiv", "").strip().lower() == "refresh"
    if region.element in _ANIMATIONS and region.attributes.get("attributename", "").strip().lower().endswith("href"):
        return region.attribute in ("to", "from", "by", "values")
    return region.attribute in _URLS or (region.element, region.attribute) == ("object", "data")


def _scheme_end(region: Region, html: str) -> tuple[int, bool]:
    """Where the scheme of a URL ends at the latest, and whether code follows it."""
    start = _url_start(region, html)
    for character in _CHARACTER.finditer(html, start, region.end):
        if any(mark in ":/?#" for mark in unescape(character[0])):
            return character.start(), _is_code(region.element, unescape(html[start : region.end]))
    return region.end, False


def _url_start(region: Region, html: str) -> int:
    """Where the URL starts in an attribute's value: a refresh has a number of seconds before it."""
    found = _REFRESH.match(html, region.start, region.end) if region.element == "meta" else None
    return found.end() if found else region.start


def _trimmed(url: str) -> str:
    """The URL without what a browser leaves out when it looks for a scheme."""
    return _REMOVED.sub("", url).lstrip(_BEFORE_URL)


def _is_code(element: str, url: str) -> bool:
    scheme = _SCHEME.match(_trimmed(url))
    if scheme is None or scheme[1].lower() != "data":
        return scheme is not None and scheme[1].lower() in _CODE_SCHEMES
    is_picture = element in _PICTURES and _SVG.match(_trimmed(url))
    return not is_picture and _DOCUMENT.match(_trimmed(url)) is not None


def unsafe_scheme(region: Region, value: str) -> str | None:
    """The scheme of the URL in an attribute's value, unless a URL with that scheme is safe there or has none."""
    url = _trimmed(unescape(value[_url_start(region._replace(start=0, end=len(value)), value) :]))
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() in SAFE_SCHEMES or _MEDIA.match(url):
        return None
    return None if region.element in _PICTURES and _SVG.match(url) else scheme[1]


def data_name(name: str) -> str:
    """The name of a `data-` attribute for a placeholder, without the `data-`."""
    return re.sub(r"[ .]+", "-", name.lower())


def data_property(name: str) -> str:
    """How a script reads that attribute from an element's `dataset`."""
    key = re.sub(r"-([a-z])", lambda found: found[1].upper(), data_name(name))
    return f".{key}" if key.isidentifier() else f'["{key}"]'
