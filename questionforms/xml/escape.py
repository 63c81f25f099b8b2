"""How text is escaped in XML, and how a document is indented."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


def escape(text: str) -> str:
    """The text as element content, escaped or in CDATA, whichever is shorter; a CR survives in both."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    inside = text
    if "\r" in text or "]]>" in text:
        escaped = escaped.replace("]]>", "]]&gt;").replace("\r", "&#13;")
        inside = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return escaped if len(escaped) < len(inside) + 12 else f"<![CDATA[{inside}]]>"


def escape_all(texts: list[str]) -> list[str]:
    """Each of the texts as element content. Few need a change, so all of them are tested together first."""
    whole = "".join(texts)
    if "\r" in whole or "]]>" in whole:
        return [escape(text) for text in texts]
    if "&" in whole or "<" in whole:
        return [escape(text) if "&" in text or "<" in text else text for text in texts]
    return texts


def in_ascii(xml: str) -> str:
    """The same XML with a reference for each character that is not ASCII, for output in another encoding.

    References mean nothing in a CDATA section, so one with such characters is split around them, or escaped.
    """
    if xml.isascii():
        return xml
    import re

    return re.sub(r"<!\[CDATA\[(.*?)\]\]>|[^\0-\x7f]+", _in_ascii, xml, flags=re.DOTALL)


def _in_ascii(part: re.Match[str]) -> str:
    """A CDATA section, or characters that are not ASCII, in ASCII."""
    import re

    inside: str | None = part[1]
    if inside is None or inside.isascii():
        return _references(part[0])
    escaped = _references(inside.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;"))
    divided = re.sub(r"[^\0-\x7f]+", lambda found: f"]]>{_references(found[0])}<![CDATA[", inside)
    divided = f"<![CDATA[{divided}]]>".replace("<![CDATA[]]>", "")
    return min(escaped, divided, key=len)


def _references(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def quote(value: str) -> str:
    """The value as an attribute in double quotes; line breaks and tabs survive attribute normalisation."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return '"' + value.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;") + '"'


def indent(xml: str) -> str:
    """XML that this library wrote, with one element per line, indented by two spaces; no element's content changes."""
    import re

    tokens = re.findall(r"<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+", xml, re.DOTALL)
    lines: list[str] = []
    depth = 0
    before = ""
    for token in tokens:
        closing = token.startswith("</")
        markup = token.startswith("<") and not token.startswith("<![CDATA[")
        depth -= closing
        if markup and (before == "close" or (before == "open" and not closing)):
            lines.append("  " * depth + token)
        elif lines:
            lines[-1] += token
        else:
            lines.append(token)
        opening = markup and not closing and not token.endswith("/>")
        depth += opening
        before = "open" if opening else "close" if markup else "text"
    return "\n".join(lines)
