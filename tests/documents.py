"""Documents for tests: the corpus, and seeded generators of valid documents and of their mutations.

The formats are stated here once more, apart from both texts of the XSDs (source: reference/FACTS.md, sections 3 to 13),
so that a slip in `schemas/` does not repeat itself in what checks it.
"""

from __future__ import annotations

import copy
import functools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from lxml import etree

from questionforms.namespaces import KNOWN, XHTML, namespace

#: The folder with the corpus and the reference schemas, which are no part of the project.
SHARED = Path(os.environ.get("QUESTIONFORMS_SHARED") or Path(__file__).parents[2] / "shared")

needs_shared = pytest.mark.skipif(
    not (SHARED / "reference" / "schemas").is_dir(),
    reason=f"needs the shared folder at {SHARED} (or where QUESTIONFORMS_SHARED says)",
)

QUESTION_FORM = namespace("QuestionForm")
QUESTION_FORM_2005 = namespace("QuestionForm", "2005-10-01")
HTML_QUESTION = namespace("HTMLQuestion")
EXTERNAL_QUESTION = namespace("ExternalQuestion")
ANSWER_KEY = namespace("AnswerKey")
ANSWERS = namespace("QuestionFormAnswers")

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
XSD = "http://www.w3.org/2001/XMLSchema"


def corpus(family: str | None = None) -> list[Path]:
    """List the corpus documents, of one family (such as `questionform`) or of all; none where it is absent."""
    return sorted((SHARED / "corpus").glob(f"{family or '*'}/*.xml"))


# Values

Values = tuple[str, ...]

TEXT: Values = (
    *("", " ", "x", " 5 ", "a b", "true", "Is 3 < 5 && 5 > 3?", "]]>", "\t\n", "\u00a0", "\u2028", "&amp;", "${x}"),
    *("caf\u00e9", "\u65e5\u672c\u8a9e", "\U0001f600", "\u0665", "<p>Hello <b>there</b></p>", "line\nline", '"', "'"),
)
BOOLEAN: Values = ("true", "false", "1", "0", " true ", "\n0\t")
INT: Values = (
    *("0", "1", "-1", "7", "+5", "-0", "+0", "007", " 5 ", "\n42\t", "100", "2147483647", "-2147483648"),
    *("0000000000000000000000000000000012", "-000002147483648"),
)
INTEGER: Values = (*INT, "2147483648", "-2147483649", "9" * 18, "-" + "9" * 18)
NOT_NEGATIVE: Values = ("0", "1", "2", "10", "-0", "+0", "+5", "007", " 5 ", "2147483648", "9" * 18)
POSITIVE: Values = ("1", "2", "10", "+5", "007", " 5 ", "2147483648", "9" * 18)
FILE_SIZE: Values = ("1", "2000000000", " 1048576 ", "+5", "0002000000000", "1999999999")
DOUBLE: Values = ("1", "0", "-0", "+1", "1.5", ".5", "5.", "-1.25", "1e5", "1E-5", "1e+400", "INF", "-INF", "NaN", " 2 ")
WEB_ADDRESS: Values = (
    *("http://a.example/x", "https://a.example/?a=1&b=2", "http://a.example/x y", " https://a.example/ ", "http:///"),
    *("http://\u00e9.example/\u65e5", "https://a.example:8080/#top", "http://${host}/", "http://a\n.example", "http://?"),
    *("http://[::1]/", "https://a.example/%41%20", "http://a.example/{x}|y", "https://", "http://user@a.example/"),
)
ADDRESS: Values = (*WEB_ADDRESS, "", "#top", "x/y.html", "../x", "HTTP://a", "data:,x", "javascript:x()", "mailto:a@b")
LINK_ADDRESS: Values = (
    *WEB_ADDRESS,
    *("mailto:a@b.example", "mailto://a@b.example", "ftp://a.example/", "news://a", "nntp://a", "gopher://a"),
    *("telnet://a", " mailto:x "),
)
MEDIA_KIND: Values = ("image", "audio", "video")
STYLE: Values = ("radiobutton", "checkbox", "list", "dropdown", "combobox", "multichooser")
LANGUAGE: Values = ("en", "pt-BR", "EN-us", "x-klingon", "zh-Hant-TW", " de ", "aaaaaaaa", "en-12345678")
CHARACTER: Values = ("a", " ", "\u00e9", "\U0001f600", "&", "\u65e5")
DIGITS: Values = ("0", "1", "12", "007", " 5 ", "9" * 18)
TAB_INDEX: Values = ("0", "1", "32767", "00032767", " 5 ")
PIXELS: Values = (*DIGITS, "+5", "-0")
LENGTH: Values = ("0", "5", "-5", "+5", "50%", "-50.5%", "+0.0%", "007", "\u0665", "\u0665\u0665%", "9" * 30)
COLUMN_WIDTH: Values = (*LENGTH, "*", "2*", "0*", "10*", "\u0665*")
COORDINATES: Values = ("0", "0,0", "1, 2,\n3", "-5%,+5", "1.5%, 2", "0,0,100,100")
COLOR: Values = ("red", "Navy", "x", "#fff", "#A0b1C2", "#000000")
NAME: Values = ("a", "1", "-a.b_c:d", " x ", "\u65e5", "_blank")
NAMES: Values = (*NAME, "a b", " a\nb  c ")
FRAME_NAME: Values = ("_blank", "_self", "_parent", "_top", "main", "Z.1-a", " _top ", "a\u65e5")
MOMENT: Values = (
    *("2006-07-14T12:00:00", "2006-07-14T12:00:00Z", "2006-07-14T12:00:00.123+14:00", "2008-02-29T00:00:00-08:30"),
    *("2006-12-31T23:59:59.999999Z", "0001-01-01T00:00:00"),
)
NOT_BLANK: Values = ("x", " x ", "\nNo frames here\n", "\u00a0", "<p>", "x\ny")
HALIGN: Values = ("left", "center", "right", "justify", "char", " left ", "\tright")

#: What people write, rightly or wrongly, where something else is wanted; mutations draw from here and from all above.
TRICKY: Values = (
    *("True", "TRUE", "yes", "no", "on", "1.0", "1,000", "1_000", "1 000", "- 5", "--5", "+", "-", "0x10", "1e3", "\u2212 5"),
    *("5\u00a0", "\u00a05", "5\u2003", "\u0665", "\uff15", "\u00b2", "1/2", "ten", "null", "None", "nan", "inf", "+INF"),
    *("Infinity", "1e", "e5", ".", "1.5.2", "1d", "1f", "NaN ", "-NaN", "2147483648", "-2147483649", "2000000001", "-1"),
    *("0" * 40, "9" * 24, "9" * 25, "9" * 60, "-" + "9" * 60, "0" * 60 + "1", "32768", "4294967296"),
    *("radiobutton ", " radiobutton", "Radiobutton", "radio", "radiobuttons", "checkboxes", "select", "image/png", "Image"),
    *("other", "text", "HTTP://a.example/", "Https://a.example/", "http:/a", "http:a", "//a.example/", "www.x.example"),
    *("ftp://a", "FTP://a", "file:///etc/passwd", "mailto:", "MAILTO:a@b", "tel:5", "\u00a0http://a/", "http//a", "x http://a/"),
    *("http://a.example/[x]", "http://a.example/%zz", "https://a.example:80x/", "http://a.example/#x#y", "::", "a b:c"),
    *("100px", "5em", "50 %", "%", "5.5", ".5%", "5.%", "0.5*", "2 *", "**", " 50%", "50% ", "1,", ",1", "1;2", "1 ,2"),
    *("#ff", "#ffff", "#ggg", "fff0", "rgb(0,0,0)", "light blue", "#FFFFFFF", "red ", "LTR", "Left", "middle", "baseline"),
    *("compact", "nowrap", "ismap", "noshade", "nohref", "COMPACT", "rect", "circle", "disc", "square", "all", "none"),
    *("_new", "_Blank", "_", "9a", "a,b", "a/b", "en_US", "e", "english-language", "123", "i-klingon", "en-", "-en", "ab"),
    *("\U0001f468\u200d\U0001f469", "\u00b7a", "a\u00b7", "\u0301", "a\u0301"),
    *("2006-07-14", "2006-07-14T24:00:00", "2006-07-14T25:00:00", "2006-02-30T00:00:00", "0000-01-01T00:00:00"),
    *("2007-02-29T00:00:00", "2006-07-14T12:00:60", "2006-07-14T12:00", "2006-07-14T12:00:00+15:00", "2006-7-14T12:00:00"),
    *("12006-07-14T12:00:00Z", "-0044-03-15T12:00:00", "2006-07-14t12:00:00z", "2006-07-14 12:00:00", "02006-07-14T12:00:00"),
    *("2006-07-14T12:00:00.", "2006-07-14T12:00:00+14:01", "+2006-07-14T12:00:00", "1900-02-29T00:00:00", " 2006-07-14T12:00:00 "),
)
POOL: Values = tuple(
    dict.fromkeys(
        value
        for pool in (
            *(TEXT, BOOLEAN, INTEGER, NOT_NEGATIVE, FILE_SIZE, DOUBLE, ADDRESS, LINK_ADDRESS, MEDIA_KIND, STYLE, LANGUAGE),
            *(CHARACTER, TAB_INDEX, PIXELS, COLUMN_WIDTH, COORDINATES, COLOR, NAMES, FRAME_NAME, MOMENT, HALIGN, TRICKY),
        )
        for value in pool
    )
)

# Formats


class Shape(NamedTuple):
    """What an element holds: the children as a DTD states them, or one of several values; "" is nothing at all."""

    content: str | Values = ""
    attributes: Mapping[str, Values] = {}
    #: The attributes that it must have.
    required: tuple[str, ...] = ()
    #: Whether text may stand between its children.
    mixed: bool = False


class Format(NamedTuple):
    """The shapes of a document's elements, by name, or by `parent/name` where the parent decides."""

    root: str
    shapes: Mapping[str, Shape]

    def shape(self, name: str, parent: str = "") -> Shape:
        """Return the shape of an element under its parent."""
        return self.shapes.get(f"{parent}/{name}") or self.shapes[name]


_CONTENT = "(Title | Text | List | FormattedContent | Binary | EmbeddedBinary{application})+"
_BOX = "Width, Height, ApplicationParameter*"
_FREE_TEXT = Shape("Constraints?, DefaultText?, NumberOfLinesSuggestion?")


def _question_form(application: str = "", upload: str = "") -> Format:
    """State QuestionForm; the arguments are what 2005-10-01 has beside the rest."""
    content = Shape(_CONTENT.format(application=application))
    shapes = {
        "QuestionForm": Shape("(Overview | Question)+"),
        "Overview": content,
        "Question": Shape(
            "QuestionIdentifier, DisplayName?, IsRequired?, QuestionContent, AnswerSpecification",
        ),
        "IsRequired": Shape(BOOLEAN),
        "QuestionContent": content,
        "AnswerSpecification": Shape(f"FreeTextAnswer | SelectionAnswer{upload}"),
        "List": Shape("ListItem+"),
        "Binary": Shape("MimeType, DataURL, AltText"),
        "MimeType": Shape("Type, SubType?"),
        "MimeType/Type": Shape(MEDIA_KIND),
        "DataURL": Shape(WEB_ADDRESS),
        "EmbeddedBinary": Shape(f"EmbeddedMimeType, DataURL, AltText, {_BOX}"),
        "EmbeddedMimeType": Shape("Type, SubType"),
        "ApplicationParameter": Shape("Name, Value"),
        "FreeTextAnswer": _FREE_TEXT,
        "Constraints": Shape("IsNumeric?, Length?, AnswerFormatRegex*"),
        "IsNumeric": Shape("", {"minValue": INT, "maxValue": INT}),
        "Length": Shape("", {"minLength": NOT_NEGATIVE, "maxLength": POSITIVE}),
        "AnswerFormatRegex": Shape("", {"regex": TEXT, "errorText": TEXT, "flags": ("i", "g", "", "x y")}, ("regex",)),
        "NumberOfLinesSuggestion": Shape(POSITIVE),
        "SelectionAnswer": Shape("MinSelectionCount?, MaxSelectionCount?, StyleSuggestion?, Selections"),
        "MinSelectionCount": Shape(NOT_NEGATIVE),
        "MaxSelectionCount": Shape(POSITIVE),
        "StyleSuggestion": Shape(STYLE),
        "Selections": Shape("Selection+, OtherSelection?"),
        "Selection": Shape("SelectionIdentifier, (Text | Binary | FormattedContent)"),
        "OtherSelection": _FREE_TEXT,
    }
    texts = "QuestionIdentifier DisplayName Title Text ListItem FormattedContent Type SubType AltText Width Height Name"
    shapes |= dict.fromkeys([*texts.split(), "Value", "DefaultText", "SelectionIdentifier"], Shape(TEXT))
    if application:
        shapes |= {
            "Application": Shape("Flash | JavaApplet"),
            "Flash": Shape(f"FlashMovieURL, {_BOX}"),
            "FlashMovieURL": Shape(WEB_ADDRESS),
            "JavaApplet": Shape(f"AppletPath, AppletFilename, {_BOX}"),
            "AppletPath": Shape(WEB_ADDRESS),
            "AppletFilename": Shape(TEXT),
        }
    if upload:
        shapes |= {
            "FileUploadAnswer": Shape("MaxFileSizeInBytes, MinFileSizeInBytes"),
            "MaxFileSizeInBytes": Shape(FILE_SIZE),
            "MinFileSizeInBytes": Shape(FILE_SIZE),
        }
    return Format("QuestionForm", shapes)


def _answer_key() -> Format:
    """State AnswerKey."""
    numbers = "AnswerScore DefaultScore MaximumSummedScore InclusiveLowerBound InclusiveUpperBound QualificationValue"
    return Format(
        "AnswerKey",
        {
            "AnswerKey": Shape("Question+, QualificationValueMapping?"),
            "Question": Shape("QuestionIdentifier, AnswerOption+, DefaultScore?"),
            "QuestionIdentifier": Shape(TEXT),
            "AnswerOption": Shape("SelectionIdentifier+, AnswerScore"),
            "SelectionIdentifier": Shape(TEXT),
            "QualificationValueMapping": Shape("PercentageMapping | ScaleMapping | RangeMapping"),
            "PercentageMapping": Shape("MaximumSummedScore"),
            "ScaleMapping": Shape("SummedScoreMultiplier"),
            "SummedScoreMultiplier": Shape(DOUBLE),
            "RangeMapping": Shape("SummedScoreRange+, OutOfRangeQualificationValue"),
            "SummedScoreRange": Shape("InclusiveLowerBound, InclusiveUpperBound, QualificationValue"),
            **dict.fromkeys([*numbers.split(), "OutOfRangeQualificationValue"], Shape(INT)),
        },
    )


def _answers() -> Format:
    """State QuestionFormAnswers."""
    uploaded = "UploadedFileSizeInBytes, UploadedFileKey"
    chosen = "SelectionIdentifier*, OtherSelectionText?"
    texts = "QuestionIdentifier FreeText UploadedFileKey SelectionIdentifier OtherSelectionText"
    return Format(
        "QuestionFormAnswers",
        {
            "QuestionFormAnswers": Shape("Answer+"),
            "Answer": Shape(f"QuestionIdentifier, (FreeText | ({uploaded}) | ({chosen}))"),
            "UploadedFileSizeInBytes": Shape(POSITIVE),
            **dict.fromkeys(texts.split(), Shape(TEXT)),
        },
    )


def _xhtml() -> Format:
    """State the XHTML of FormattedContent, the newest of its three texts."""
    plain = "br | b | i | u | s | strike | em | strong | code | q | cite | ins | del"
    rich = "img | map | iframe | big | small | font | sub | sup"
    block = "p | h1 | h2 | h3 | h4 | h5 | h6 | ul | ol | dl | pre | hr | blockquote | center | table"
    inline, flow = f"(a | {plain} | {rich})*", f"(a | {plain} | {rich} | {block})*"
    titled = {"title": TEXT}
    common = {**titled, "lang": LANGUAGE, "dir": ("ltr", "rtl", " rtl ")}
    focus = {"accesskey": CHARACTER, "tabindex": TAB_INDEX}
    shape = ("rect", "circle", "poly", "default")
    region = {"shape": shape, "coords": COORDINATES, "href": LINK_ADDRESS, "target": FRAME_NAME}
    size = {"height": LENGTH, "width": LENGTH}
    image_align = ("top", "middle", "bottom", "left", "right")
    side = ("left", "center", "right")
    cell = {
        "align": HALIGN,
        "char": CHARACTER,
        "charoff": LENGTH,
        "valign": ("top", "middle", "bottom", "baseline"),
    }
    compact = {"compact": ("compact", " compact ")}
    phrase = Shape(inline, common, mixed=True)
    aligned = Shape(inline, {**common, "align": (*side, "justify")}, mixed=True)
    edit = Shape(flow, {**common, "cite": ADDRESS, "datetime": MOMENT}, mixed=True)
    td = Shape(
        flow,
        {
            **(common | cell | size),
            **{"abbr": TEXT, "axis": TEXT, "headers": NAMES[:1], "rowspan": DIGITS, "colspan": DIGITS},
            **{"scope": ("row", "col", "rowgroup", "colgroup"), "nowrap": ("nowrap",), "bgcolor": COLOR},
        },
        mixed=True,
    )
    rows = Shape("tr+", {**common, **cell})
    column = {**common, **cell, "span": DIGITS, "width": COLUMN_WIDTH}
    linked = {**common, **focus, **region}
    return Format(
        "FormattedContent",
        {
            "FormattedContent": Shape(flow, mixed=True),
            **dict.fromkeys("b big cite code dt em i s small strike strong sub sup u".split(), phrase),
            **dict.fromkeys("p h1 h2 h3 h4 h5 h6".split(), aligned),
            **dict.fromkeys(["ins", "del"], edit),
            **dict.fromkeys(["dd", "center"], Shape(flow, common, mixed=True)),
            "q": Shape(inline, {**common, "cite": ADDRESS}, mixed=True),
            "font": Shape(inline, {**common, "size": TEXT, "color": COLOR, "face": TEXT}, mixed=True),
            "a": Shape(
                f"({plain} | {rich})*",
                {
                    **linked,
                    **{"charset": TEXT, "type": TEXT, "name": NAME, "hreflang": LANGUAGE, "rel": NAMES, "rev": NAMES},
                },
                mixed=True,
            ),
            "pre": Shape(f"(a | {plain})*", {**common, "width": DIGITS, f"{{{XML}}}space": ("preserve",)}, mixed=True),
            "blockquote": Shape(flow, {**common, "cite": ADDRESS}, mixed=True),
            "ul": Shape("li+", {**common, **compact, "type": ("disc", "square", "circle")}),
            "ol": Shape("li+", {**common, **compact, "type": TEXT, "start": DIGITS}),
            "li": Shape(flow, {**common, "type": TEXT, "value": DIGITS}, mixed=True),
            "dl": Shape("(dt | dd)+", {**common, **compact}),
            "br": Shape("", {**titled, "clear": ("left", "all", "right", "none")}),
            "hr": Shape(
                "", {**common, "align": side, "noshade": ("noshade",), "size": PIXELS, "width": LENGTH}
            ),
            "img": Shape(
                "",
                {
                    **(common | size),
                    **{"src": LINK_ADDRESS, "alt": TEXT, "name": NAME, "longdesc": ADDRESS, "usemap": ADDRESS},
                    **{"ismap": ("ismap",), "align": image_align, "border": LENGTH, "hspace": PIXELS, "vspace": PIXELS},
                },
                ("src", "alt"),
            ),
            "map": Shape("area+", {**common, "id": ("id",), "name": TEXT}, ("id", "name")),
            "area": Shape("", {**linked, "nohref": ("nohref",), "alt": TEXT}, ("alt",)),
            "iframe": Shape(
                NOT_BLANK,
                {
                    **(titled | size),
                    **{"longdesc": ADDRESS, "name": NAME, "src": LINK_ADDRESS, "frameborder": ("1", "0", " 1 ")},
                    **{"marginwidth": PIXELS, "marginheight": PIXELS, "scrolling": ("yes", "no", "auto")},
                    "align": image_align,
                },
            ),
            "table": Shape(
                "(col* | colgroup*), thead?, tfoot?, (tbody+ | tr+)",
                {
                    **common,
                    **{"summary": TEXT, "width": LENGTH, "border": PIXELS, "align": side, "bgcolor": COLOR},
                    "frame": ("void", "above", "below", "hsides", "lhs", "rhs", "vsides", "box", "border"),
                    "rules": ("none", "groups", "rows", "cols", "all"),
                    **{"cellspacing": LENGTH, "cellpadding": LENGTH},
                },
            ),
            **dict.fromkeys(["thead", "tbody", "tfoot"], rows),
            "tr": Shape("(th | td)+", {**common, **cell, "bgcolor": COLOR}),
            **dict.fromkeys(["th", "td"], td),
            "colgroup": Shape("col*", column),
            "col": Shape("", column),
        },
    )


def _page(root: str, content: str, values: Values) -> Format:
    """State HTMLQuestion or ExternalQuestion."""
    shapes = {root: Shape(f"{content}, FrameHeight"), content: Shape(values), "FrameHeight": Shape(INTEGER)}
    return Format(root, shapes)


#: The seven formats that the package has XSDs for, by namespace.
FORMATS: Mapping[str, Format] = {
    QUESTION_FORM: _question_form(),
    QUESTION_FORM_2005: _question_form(" | Application", " | FileUploadAnswer"),
    HTML_QUESTION: _page("HTMLQuestion", "HTMLContent", TEXT),
    EXTERNAL_QUESTION: _page("ExternalQuestion", "ExternalURL", ADDRESS),
    ANSWER_KEY: _answer_key(),
    ANSWERS: _answers(),
    XHTML: _xhtml(),
}

# Valid documents

#: A content model: a name, or "," or "|" with its parts; then how often it may stand there.
Model = tuple[str, tuple["Model", ...], str]


@functools.cache
def _model(content: str) -> Model:
    """Read a content model that is written as in a DTD."""
    tokens = re.findall(r"\w+|[(),|?*+]", content)

    def group() -> Model:
        parts, kind = [item()], ","
        while tokens and tokens[0] in ",|":
            kind = tokens.pop(0)
            parts.append(item())
        return kind, tuple(parts), ""

    def item() -> Model:
        token = tokens.pop(0)
        kind, parts, _ = (token, (), "") if token != "(" else group()
        if token == "(":
            tokens.pop(0)
        return kind, parts, tokens.pop(0) if tokens and tokens[0] in "?*+" else ""

    return group()


def _names(model: Model, random: Random, *, few: bool) -> Iterator[str]:
    """Yield names of children that fit the model; as few as there may be, or a handful."""
    kind, parts, often = model
    least = 0 if often in ("?", "*") else 1
    most = {"": 1, "?": 1, "*": 3, "+": 3}[often]
    for _ in range(least if few else random.randint(least, most)):
        if kind == "|":
            yield from _names(random.choice(parts), random, few=few)
        elif kind == ",":
            for part in parts:
                yield from _names(part, random, few=few)
        else:
            yield kind


def valid(uri: str, random: Random) -> etree._Element:
    """Make a valid document of the namespace, with values that are odd at times."""
    form = FORMATS[uri]
    prefix = random.choice([None, None, "q"])
    root = etree.Element(f"{{{uri}}}{form.root}", nsmap={prefix: uri})
    budget = [random.choice([0, 5, 15, 30])]
    indented = random.random() < 0.5
    ids = iter(range(1000))

    def fill(element: etree._Element, name: str, parent: str) -> None:
        shape = form.shape(name, parent)
        for attribute, values in shape.attributes.items():
            if attribute in shape.required or random.random() < 1.5 / len(shape.attributes):
                value = random.choice(values)
                element.set(attribute, f"{value}{next(ids)}" if attribute == "id" else value)
        if isinstance(shape.content, tuple):
            element.text = random.choice(shape.content)
            return
        if shape.mixed:
            element.text = random.choice(TEXT)
        if not shape.content:
            return
        budget[0] -= 1
        for child in _names(_model(shape.content), random, few=budget[0] < 0):
            made = etree.SubElement(element, f"{{{uri}}}{child}")
            fill(made, child, name)
            if shape.mixed and random.random() < 0.4:
                made.tail = random.choice(TEXT)
        if indented and not shape.mixed:
            _indent(element)

    fill(root, form.root, "")
    if random.random() < 0.15:
        _add_comment(root, random)
    return root


def _indent(element: etree._Element) -> None:
    """Put blanks around the children of an element that holds elements alone."""
    element.text = "\n  "
    for child in element:
        child.tail = "\n\t "


# Mutations


def _elements(root: etree._Element) -> list[etree._Element]:
    """List the elements of a document, the root first."""
    return [element for element in root.iter("*") if isinstance(element.tag, str)]


def _pick(root: etree._Element, random: Random) -> etree._Element:
    """Choose an element, seldom the root."""
    elements = _elements(root)
    return root if len(elements) == 1 else random.choice(elements[1:])


def _uri(root: etree._Element) -> str:
    """Return the namespace of the format that a document began as."""
    uri = etree.QName(root).namespace or ""
    return uri if uri in FORMATS else QUESTION_FORM


def _misspelt(name: str, random: Random) -> str:
    """Misspell a name, or write it in another case."""
    at = random.randrange(len(name))
    other = name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name.lower(), name.upper(), f"{name}s"
    return random.choice(other) or "x"


def _drop(root: etree._Element, random: Random) -> None:
    """Leave out an element."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _double(root: etree._Element, random: Random) -> None:
    """Put a copy of an element behind it."""
    element = _pick(root, random)
    if element.getparent() is not None:
        element.addnext(copy.deepcopy(element))


def _move_within(root: etree._Element, random: Random) -> None:
    """Put an element elsewhere under its parent."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        parent.remove(element)
        parent.insert(random.randint(0, len(parent)), element)


def _move_away(root: etree._Element, random: Random) -> None:
    """Put a copy of an element under another parent."""
    element = copy.deepcopy(_pick(root, random))
    parent = random.choice(_elements(root))
    parent.insert(random.randint(0, len(parent)), element)


def _insert(root: etree._Element, random: Random) -> None:
    """Put in an empty element, of the format or not."""
    parent = random.choice(_elements(root))
    name = random.choice([*FORMATS[_uri(root)].shapes, "div", "Foo"]).rpartition("/")[2]
    parent.insert(random.randint(0, len(parent)), etree.Element(f"{{{_uri(root)}}}{name}"))


def _unwrap(root: etree._Element, random: Random) -> None:
    """Put the children of an element in its place."""
    element = _pick(root, random)
    if (parent := element.getparent()) is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _rename(root: etree._Element, random: Random) -> None:
    """Give an element another name of the format, or misspell its own."""
    element = _pick(root, random) if random.random() < 0.95 else root
    name = etree.QName(element).localname
    others = [key.rpartition("/")[2] for key in FORMATS[_uri(root)].shapes]
    new = random.choice(others) if random.random() < 0.6 else _misspelt(name, random)
    element.tag = f"{{{etree.QName(element).namespace or _uri(root)}}}{new}"


def _rename_space(root: etree._Element, random: Random) -> None:
    """Put an element in another namespace, or in none."""
    element = _pick(root, random) if random.random() < 0.7 else root
    uri = _uri(root)
    near = (f"{uri}/", uri.replace("http:", "https:"), uri.lower())
    other = random.choice(["", *FORMATS, *near])
    name = etree.QName(element).localname
    element.tag = f"{{{other}}}{name}" if other else name


def _retext(root: etree._Element, random: Random) -> None:
    """Give an element other text, as a rule one that holds a value."""
    elements = _elements(root)
    leaves = [element for element in elements if len(element) == 0]
    element = random.choice(leaves if leaves and random.random() < 0.8 else elements)
    element.text = random.choice(POOL)


def _blanks(root: etree._Element, random: Random) -> None:
    """Put blanks around the text of an element, or into an empty one."""
    element = _pick(root, random)
    element.text = random.choice([" {}", "{} ", "\n{}\n", "\t{}", "{}\u00a0"]).format(element.text or "")


def _tail(root: etree._Element, random: Random) -> None:
    """Put text behind an element."""
    element = _pick(root, random)
    if element.getparent() is not None:
        element.tail = random.choice(["x", " ", "\u00a0", "\n", "5"])


def _all_attributes(root: etree._Element) -> list[str]:
    """List the names of the attributes of the format, and some that stand in none."""
    names = {name for shape in FORMATS[_uri(root)].shapes.values() for name in shape.attributes}
    return [*sorted(names), "style", "class", "id", "onclick", "minLength", "version", f"{{{XML}}}lang"]


def _add_attribute(root: etree._Element, random: Random) -> None:
    """Add an attribute, of the element's own as a rule, with any value."""
    element = random.choice(_elements(root))
    shape = FORMATS[_uri(root)].shapes.get(etree.QName(element).localname, Shape())
    own = random.random() < 0.7 and list(shape.attributes)
    name = random.choice(own or _all_attributes(root))
    good = shape.attributes.get(name)
    element.set(name, random.choice(good if good and random.random() < 0.3 else POOL))


def _with_attributes(root: etree._Element, random: Random) -> etree._Element | None:
    """Choose an element that has attributes."""
    elements = [element for element in _elements(root) if element.attrib]
    return random.choice(elements) if elements else None


def _change_attribute(root: etree._Element, random: Random) -> None:
    """Give an attribute another value."""
    element = _with_attributes(root, random)
    if element is None:
        return _add_attribute(root, random)
    name = random.choice(sorted(element.attrib))
    value = random.choice([*POOL, f" {element.get(name)}", f"{element.get(name)} ", (element.get(name) or "").upper()])
    element.set(name, value)
    return None


def _drop_attribute(root: etree._Element, random: Random) -> None:
    """Leave out an attribute."""
    element = _with_attributes(root, random)
    if element is None:
        return _drop(root, random)
    del element.attrib[random.choice(sorted(element.attrib))]
    return None


def _rename_attribute(root: etree._Element, random: Random) -> None:
    """Give an attribute another name: misspelt, another element's, or in a namespace."""
    element = _with_attributes(root, random)
    if element is None:
        return _rename(root, random)
    name = random.choice(sorted(element.attrib))
    value = element.attrib.pop(name)
    local = etree.QName(name).localname
    other = random.choice(_all_attributes(root))
    element.set(random.choice([_misspelt(local, random), other, f"{{{_uri(root)}}}{local}", local]), value)
    return None


def _add_comment(root: etree._Element, random: Random) -> None:
    """Put in a comment or a processing instruction, at times in the middle of a value."""
    element = random.choice(_elements(root))
    note = random.choice([etree.Comment(" note "), etree.ProcessingInstruction("note", "x")])
    element.insert(random.randint(0, len(element)), note)
    if len(element) == 1 and element.text:
        at = random.randint(0, len(element.text))
        element.text, note.tail = element.text[:at], element.text[at:]


def _add_hint(root: etree._Element, random: Random) -> None:
    """Add an attribute of the namespace for schema instances that says nothing new, or is not allowed."""
    element = root if random.random() < 0.5 else _pick(root, random)
    name, value = random.choice(
        [
            ("schemaLocation", f"{_uri(root)} nowhere.xsd"),
            ("noNamespaceSchemaLocation", "nowhere.xsd"),
            ("nil", "true"),
            ("nil", "false"),
            ("foo", "x"),
        ]
    )
    element.set(f"{{{XSI}}}{name}", value)


Mutation = Callable[[etree._Element, Random], None]

#: Each mutation, as often as it is to be drawn.
MUTATIONS: tuple[Mutation, ...] = (
    *(_drop, _drop, _double, _double, _move_within, _move_within, _move_away, _insert, _unwrap, _rename, _rename),
    *(_retext, _retext, _retext, _retext, _retext, _blanks, _tail, _change_attribute, _change_attribute),
    *(_change_attribute, _add_attribute, _add_attribute, _add_attribute, _drop_attribute, _rename_attribute),
    *(_add_comment, _add_hint, _rename_space),
)


def mutated(document: etree._Element, random: Random) -> etree._Element:
    """Return a copy of a document with one mutation, at times with two or three."""
    root = copy.deepcopy(document)
    for _ in range(random.choice([1, 1, 1, 1, 1, 1, 1, 2, 2, 3])):
        random.choice(MUTATIONS)(root, random)
    return root


def generated(uri: str, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield that many different documents of a format, a third valid and the others mutations, always the same ones."""
    random = Random(f"{uri} {seed}")
    seen: set[bytes] = set()
    while len(seen) < count:
        document = valid(uri, random)
        for root in (document, mutated(document, random), mutated(document, random)):
            xml = etree.tostring(root, encoding="utf-8")
            if xml not in seen and len(seen) < count:
                seen.add(xml)
                yield xml


assert set(FORMATS) == {*KNOWN, XHTML}, "a format was added to the package: state it here as well"
