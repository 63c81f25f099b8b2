"""The content of overviews, of questions and of the labels of selections.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference (Content elements).
"""

from __future__ import annotations

from questionforms import words
from questionforms.elements.base import arguments
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import TOKEN, characters, content, leaf, nested, pairs
from questionforms.elements.base.misuse import on_callers_line
from questionforms.exceptions import InvalidArgument, WrongType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any, Protocol, TypeAlias

    class HasHTML(Protocol):
        """A value that can return its own markup, as in markupsafe, Jinja2 and htpy."""

        def __html__(self) -> str:
            """The value's markup."""

    Markup: TypeAlias = "str | HasHTML"
    Parameters: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
    ContentItem: TypeAlias = "Title | Text | List | FormattedContent | Binary | EmbeddedBinary | Application"
    AnyContent: TypeAlias = "str | HasHTML | ContentElement"
    Label: TypeAlias = "str | HasHTML | Text | Binary | FormattedContent"

#: The media types that a Binary may have.
MEDIA = ("image", "audio", "video")
#: The subtypes of images by file extension.
_IMAGES = {
    "apng": "apng",
    "avif": "avif",
    "bmp": "bmp",
    "gif": "gif",
    "ico": "x-icon",
    "jfif": "jpeg",
    "jpe": "jpeg",
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "png": "png",
    "svg": "svg+xml",
    "tif": "tiff",
    "tiff": "tiff",
    "webp": "webp",
}
#: The media types of extensions that are not images.
_OTHER_MEDIA = {
    "aac": "audio/aac",
    "aif": "audio/aiff",
    "aiff": "audio/aiff",
    "avi": "video/x-msvideo",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "mpg": "video/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "webm": "video/webm",
    "wma": "audio/x-ms-wma",
    "wmv": "video/x-ms-wmv",
}


class ContentElement(Element):
    """The base of the elements that are content, so that a type checker sees what a list of them contains."""


class Title(ContentElement):
    """A heading of plain text; markup characters are shown as they are."""

    text: str = characters()

    def __init__(self, text: str) -> None:
        self._text = arguments.text("Title", "text", text)


class Text(ContentElement):
    """A paragraph of plain text; markup characters are shown as they are. In content, a plain `str` becomes one."""

    text: str = characters()

    def __init__(self, text: str) -> None:
        self._text = arguments.text("Text", "text", text)

    def _plain(self) -> str:
        return self.text


class List(ContentElement):
    """A bulleted list of at least one plain text."""

    items: tuple[str, ...] = leaf("ListItem", many=True)

    def __init__(self, *items: str) -> None:
        self._items = arguments.texts("List", "items", items, "text")


class FormattedContent(ContentElement):
    """Markup in the XHTML subset that the service accepts: a `str`, a Path of a file, or anything with `__html__`."""

    xhtml: str = characters()

    def __init__(self, xhtml: Markup | Path) -> None:
        self._xhtml = arguments.markup("FormattedContent", "xhtml", xhtml)


class Binary(ContentElement):
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


@on_callers_line
def Image(url: str, alt_text: str) -> Binary:
    """Return a Binary for an image, with the type that the extension in the URL's path gives, or else "image".

    The query and the fragment of the URL are ignored. A URL with an extension for audio or video is rejected.
    """
    address = arguments.url("Image", "url", url)
    path = address.partition("//")[2].partition("#")[0].partition("?")[0].partition("/")[2]
    name, dot, ending = path.rpartition("/")[2].rpartition(".")
    ending = ending.lower() if dot and name else ""
    if kind := _OTHER_MEDIA.get(ending):
        meant = f"Binary({words.shown(address)}, {kind!r}, ...)"
        message = f"{words.shown(address)} ends in .{ending}, which is {kind.partition('/')[0]}; write {meant} instead"
        raise InvalidArgument("Image", "url", message)
    alt_text = arguments.text("Image", "alt_text", alt_text)
    return Binary(address, f"image/{_IMAGES[ending]}" if ending in _IMAGES else "image", alt_text)


class EmbeddedBinary(ContentElement):
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


class Application(ContentElement):
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
    raise WrongType(where, argument, f"{words.found(value)}; expected content: a str, markup, {names}{_meant(value)}")


def is_item(value: object) -> bool:
    """Whether the value is content."""
    return isinstance(value, str) or type(value) in ITEMS or arguments.has_html(value)


def _meant(value: object) -> str:
    """What was probably meant by something that is not content."""
    if isinstance(value, type) and value in ITEMS:
        return f"; did you mean {value.__name__}(...)?"
    if arguments.is_path(value):
        return "; for the markup in a file, write FormattedContent(Path(...))"
    return arguments.unpacking(value, is_item)


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
