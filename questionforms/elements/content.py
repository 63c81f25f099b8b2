"""The content of overviews, of questions and of the labels of selections.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference (Content elements).
"""

from __future__ import annotations

from questionforms import words
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import TOKEN, characters, content, leaf, nested, pairs
from questionforms.exceptions import InvalidArgument, WrongType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Protocol, TypeAlias

    class HasHTML(Protocol):
        """A value that can return its own markup, as in markupsafe, Jinja2 and htpy."""

        def __html__(self) -> str:
            """The value's markup."""

    Markup: TypeAlias = "str | HasHTML"
    Parameters: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
    ContentItem: TypeAlias = "Title | Text | List | FormattedContent | Binary | EmbeddedBinary | Application"
    AnyContent: TypeAlias = "str | HasHTML | ContentItem"
    Label: TypeAlias = "str | HasHTML | Text | Binary | FormattedContent"

#: The media types that a Binary may have.
MEDIA = ("image", "audio", "video")


class Title(Element):
    """A heading of plain text; markup characters are shown as they are."""

    text: str = characters()

    def __init__(self, text: str) -> None:
        self._text = arguments.text("Title", "text", text)


class Text(Element):
    """A paragraph of plain text; markup characters are shown as they are. In content, a plain `str` becomes one."""

    text: str = characters()

    def __init__(self, text: str) -> None:
        self._text = arguments.text("Text", "text", text)

    def _plain(self) -> str:
        return self.text


class List(Element):
    """A bulleted list of at least one plain text."""

    items: tuple[str, ...] = leaf("ListItem", many=True)

    def __init__(self, *items: str) -> None:
        if not items:
            raise InvalidArgument("List", "items", "it is empty; expected at least one text")
        self._items = tuple([arguments.text("List", "items", item) for item in items])


class FormattedContent(Element):
    """Markup in the XHTML subset that the service accepts, given as a `str` or as anything with `__html__`."""

    xhtml: str = characters()

    def __init__(self, xhtml: Markup) -> None:
        self._xhtml = arguments.markup("FormattedContent", "xhtml", xhtml)


class Binary(Element):
    """An image, or audio or video that opens in a separate window, at an http or https URL.

    `mime_type` is "image", "audio" or "video", optionally with a subtype, such as "image/png". `alt_text` is shown if
    the file cannot be shown.
    """

    type: str = leaf("Type", inside="MimeType")
    subtype: str | None = leaf("SubType", inside="MimeType", optional=True)
    url: str = leaf("DataURL", TOKEN)
    alt_text: str = leaf("AltText")

    def __init__(self, url: str, mime_type: str, alt_text: str) -> None:
        type_, slash, subtype = arguments.text("Binary", "mime_type", mime_type).partition("/")
        self._type = arguments.one_of("Binary", "mime_type", type_, MEDIA)
        self._subtype = subtype if slash else None
        self._url = arguments.url("Binary", "url", url)
        self._alt_text = arguments.text("Binary", "alt_text", alt_text)

    @property
    def mime_type(self) -> str:
        """The type and the subtype, if any: "image" or "image/png"."""
        return self.type if self.subtype is None else f"{self.type}/{self.subtype}"


class EmbeddedBinary(Element):
    """An image, audio or video shown inside the page if the browser has a viewer for it, at an http or https URL.

    `mime_type` needs a subtype, as in "image/png". `width` and `height` are pixels, or text such as "50%".
    `parameters` is a mapping or pairs, passed to the viewer in order; names may repeat.
    """

    type: str = leaf("Type", inside="EmbeddedMimeType")
    subtype: str = leaf("SubType", inside="EmbeddedMimeType")
    url: str = leaf("DataURL", TOKEN)
    alt_text: str = leaf("AltText")
    width: str = leaf("Width")
    height: str = leaf("Height")
    parameters: tuple[tuple[str, str], ...] = pairs("ApplicationParameter", "Name", "Value")

    def __init__(
        self,
        url: str,
        mime_type: str,
        alt_text: str,
        *,
        width: int | str,
        height: int | str,
        parameters: Parameters = (),
    ) -> None:
        where = "EmbeddedBinary"
        type_, slash, subtype = arguments.text(where, "mime_type", mime_type).partition("/")
        if not slash:
            message = f"{mime_type!r} has no subtype, which the schema requires; expected a type such as 'image/png'"
            raise InvalidArgument(where, "mime_type", message)
        self._type = arguments.one_of(where, "mime_type", type_, MEDIA)
        self._subtype = subtype
        self._url = arguments.url(where, "url", url)
        self._alt_text = arguments.text(where, "alt_text", alt_text)
        self._width = arguments.size(where, "width", width)
        self._height = arguments.size(where, "height", height)
        self._parameters = arguments.parameters(where, parameters)

    @property
    def mime_type(self) -> str:
        """The type and the subtype, such as "image/png"."""
        return f"{self.type}/{self.subtype}"


class Flash(Element):
    """A Flash movie in an Application: its URL, size and parameters. Retired with the 2017-11-06 schema."""

    url: str = leaf("FlashMovieURL", TOKEN)
    width: str = leaf("Width")
    height: str = leaf("Height")
    parameters: tuple[tuple[str, str], ...] = pairs("ApplicationParameter", "Name", "Value")

    def __init__(self, url: str, *, width: int | str, height: int | str, parameters: Parameters = ()) -> None:
        self._url = arguments.url("Flash", "url", url)
        self._width = arguments.size("Flash", "width", width)
        self._height = arguments.size("Flash", "height", height)
        self._parameters = arguments.parameters("Flash", parameters)


class JavaApplet(Element):
    """A Java applet in an Application: `path` is the URL of its folder. Retired with the 2017-11-06 schema."""

    path: str = leaf("AppletPath", TOKEN)
    filename: str = leaf("AppletFilename")
    width: str = leaf("Width")
    height: str = leaf("Height")
    parameters: tuple[tuple[str, str], ...] = pairs("ApplicationParameter", "Name", "Value")

    def __init__(
        self, path: str, filename: str, *, width: int | str, height: int | str, parameters: Parameters = ()
    ) -> None:
        self._path = arguments.url("JavaApplet", "path", path)
        self._filename = arguments.text("JavaApplet", "filename", filename)
        self._width = arguments.size("JavaApplet", "width", width)
        self._height = arguments.size("JavaApplet", "height", height)
        self._parameters = arguments.parameters("JavaApplet", parameters)


class Application(Element):
    """A Flash movie or a Java applet, in a QuestionForm of version "2005-10-01" only."""

    content: Flash | JavaApplet = nested(Flash, JavaApplet)

    def __init__(self, content: Flash | JavaApplet) -> None:
        self._content = arguments.instance("Application", "content", content, Flash, JavaApplet)


ITEMS: tuple[type[ContentItem], ...] = (Title, Text, List, FormattedContent, Binary, Application, EmbeddedBinary)


def item(where: str, argument: str, value: object) -> Any:
    """The stored form of a content item: text as a str, `__html__` as FormattedContent, any other item unchanged."""
    if type(value) is str:
        return arguments.text(where, argument, value)
    if type(value) is Text:
        return value.text
    if type(value) in ITEMS:
        return value
    if arguments.has_html(value):
        return FormattedContent(arguments.markup(where, argument, value))
    if isinstance(value, str):
        return arguments.text(where, argument, value)
    names = words.alternatives(type_.__name__ for type_ in ITEMS)
    meant = "; put * before it to pass its items" if isinstance(value, list | tuple) else ""
    message = f"{words.found(value)}; expected content: a str, markup, {names}{meant}"
    raise WrongType(where, argument, message)


def items(where: str, argument: str, values: Iterable[object]) -> tuple[Any, ...]:
    """At least one content item, each in its stored form."""
    found = tuple([item(where, argument, value) for value in values])
    if not found:
        raise InvalidArgument(where, argument, "it is empty; expected at least one item, such as a str or a Title")
    return found


class Overview(Element):
    """Content without a question: instructions, headings, images. A form may have any number, anywhere."""

    content: tuple[ContentItem, ...] = content(*ITEMS, many=True)

    def __init__(self, *content: AnyContent) -> None:
        self._content = items("Overview", "content", content)
