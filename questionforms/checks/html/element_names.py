"""The names of all elements that a page may have, and the name that a misspelt one was meant to have."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from questionforms.crowd_elements import CROWD_ELEMENTS, REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

_HTML = """
a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup
data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head
header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav noscript
object ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select slot small
source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track u ul
var video wbr
"""
_OBSOLETE = """
acronym applet basefont bgsound big blink center command content dir element font frame frameset image isindex keygen
listing marquee menuitem multicol nextid nobr noembed noframes param plaintext portal rb rtc selectedcontent shadow
spacer strike tt xmp
"""
_UNUSUAL = "base bdi bdo cite code data dfn hgroup kbd map math menu meter rp rt ruby samp search slot var wbr"

#: The elements of the HTML standard.
HTML = frozenset(_HTML.split())
#: Elements that browsers still know, or once knew: those that the standard calls obsolete, and older ones.
OBSOLETE = frozenset(_OBSOLETE.split())
#: Elements that hardly any page has, so that a similar name is more likely the page's own.
_RARE = frozenset(_UNUSUAL.split())

#: A name of at most this length is close to too many others.
_SHORT = 4
#: At most this many different unknown names are checked.
_MOST_NAMES = 100
#: A name of at most this length could be anything.
_SHORTEST = 2
#: In a name longer than this, two letters may be wrong.
_LONG = 7
#: Attributes that show, on a short name, which element was meant.
_TELLING = {
    "form": {"action", "method", "onsubmit", "enctype"},
    "span": {"class", "style"},
    "label": {"for"},
    "img": {"src", "alt"},
    "div": {"class", "style", "align"},
    "input": {"name", "type", "value", "placeholder"},
    "select": {"name"},
    "audio": {"src", "controls"},
    "video": {"src", "controls"},
}
#: Elements that are named after what a field looks like; their attributes show that a field was meant.
_LOOKS = {
    "checkbox": 'input type="checkbox"',
    "radio": 'input type="radio"',
    "textbox": "input",
    "textfield": "input",
    "dropdown": "select",
}
#: Words that are close to the name of an element, but that pages about texts use as elements of their own.
_OWN_WORDS = frozenset(["selection", "dialogue", "detail", "trace", "particle"])

_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/<>]*)")


def misspelt(page: Page) -> dict[int, tuple[Element, str]]:
    """The misspelt elements of a page by the place of their start tag, each with the name that was meant.

    The name is empty for an element that claims to be Amazon's, but is not and resembles none of them.
    """
    found: dict[int, tuple[Element, str]] = {}
    known = HTML | OBSOLETE | REGIONS | CROWD_ELEMENTS.keys()
    for name in islice((name for name in page.by_name if name not in known), _MOST_NAMES):
        meant = _meant(name, page)
        if meant is not None and not _is_defined(name, page):
            telling = _TELLING.get(meant, set()) if len(name) <= _SHORT else None
            telling = _TELLING["input"] if name in _LOOKS else telling
            found |= {
                element.offset: (element, meant)
                for element in page.by_name[name]
                if telling is None or telling & element.attributes.keys()
                if not element.inside("svg") and not element.inside("math")
            }
    return found


def stands_for(page: Page, *names: str) -> bool:
    """Whether a misspelt element of the page was meant to be one of these."""
    return any(meant.partition(" ")[0] in names for _, meant in page.misspelt.values())


def misspelt_options(page: Page) -> dict[int, tuple[str, str]]:
    """The misspelt options of menus, which the parser leaves out: place -> name, and the name that was meant."""
    found: dict[int, tuple[str, str]] = {}
    for mistake in page.mistakes:
        if mistake.code == "unexpected-start-tag-in-select":
            tag = _TAG.match(page.text, mistake.offset)
            if tag and (meant := closest(tag["name"].lower(), ("option", "optgroup"))):
                found[mistake.offset] = (tag["name"], meant)
    return found


def name_of_end_tag(page: Page, offset: int) -> str:
    """The name of the end tag at a place; empty if there is none."""
    tag = _TAG.match(page.text, offset)
    return tag["name"].lower() if tag and tag["slash"] else ""


def _meant(name: str, page: Page) -> str | None:
    """The name that was probably meant; None if nothing suggests a mistake."""
    if name.startswith("crowd-"):
        return closest(name, CROWD_ELEMENTS) or _begun(name) or ("" if page.scripts.are_known else None)
    if name.startswith("crowd"):
        return closest(name, CROWD_ELEMENTS) or None
    if "-" in name or "instruct" in name:
        of_crowd = closest(name, [*REGIONS, *CROWD_ELEMENTS]) if _has_crowd_elements(page) else ""
        return of_crowd or (page.scripts.are_known and _without_hyphen(name)) or None
    if not name.isalpha() or name in _OWN_WORDS or not page.scripts.are_known:
        return None
    near = "center" if name == "centre" else _LOOKS.get(name) or closest(name, HTML - _RARE)
    return near if near and name != f"{near}s" else None  # a plural is more likely the page's own


def _begun(name: str) -> str:
    """The crowd element with a name that begins like this one, a field first, such as `crowd-radio-button`."""
    longer = [element for element in CROWD_ELEMENTS.values() if element.name.startswith(f"{name}-")]
    return next((element.name for element in sorted(longer, key=lambda each: not each.is_field)), "")


def _without_hyphen(name: str) -> str:
    """The element of HTML that is spelt like this without a hyphen, as `<text-area>` without its own."""
    joined = name.replace("-", "")
    return joined if joined in HTML and len(joined) > _LONG else ""


def _has_crowd_elements(page: Page) -> bool:
    return any(name.startswith("crowd-") for name in page.by_name)


def _is_defined(name: str, page: Page) -> bool:
    """Whether a script or a style sheet of the page mentions a name, so that it is the page's own element."""
    own = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    styles = "\n".join(page.content(style) for style in page.named("style"))
    return bool(own.search(page.scripts.code) or own.search(styles))


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that differs in one letter, or in two swapped ones; in a long name, in two, but not the first."""
    most = 2 if len(name.removeprefix("crowd-")) >= _LONG else 1
    near = [
        (distance(name, each, most), each)
        for each in known
        if abs(len(each) - len(name)) <= most and len(name) > _SHORTEST and each[1:]
    ]
    within = [
        (far, sorted(each) != sorted(name), each[0] != name[0], -len(each), each)
        for far, each in near
        if far <= 1 or (far <= most and each[0] == name[0])  # two other letters, and the first too, are another word
    ]
    return min(within)[-1] if within else ""


def distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, added, different or swapped with their neighbour; more than `most` if many are."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
