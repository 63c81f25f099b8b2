"""Fill in the placeholders `${name}` of a page: escape values for HTML, and reject those that stay dangerous."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from numbers import Number
from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.html_contexts import SAFE_SCHEMES, data_name, data_property, placeholders, unsafe_scheme
from questionforms.javascript_literals import literals
from questionforms.words import alternatives, found, nearest, quoted, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from questionforms.html_contexts import Placeholder, Region

WHERE = "HTMLQuestion.from_template"

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_OPTIONS = ("raise", "ignore")
#: Where code can be, and what a script there reads attributes from.
_IN_CODE = {
    "script": ("inside a <script>", "element"),
    "handler": ("in `{}`, which is code", "this"),
    "code-url": ("in a URL in `{}` that is code", "element"),
    "srcdoc": ("in `{}`, which is read as another page", "element"),
}
#: The attributes without a value, so that a value can be the whole attribute.
_BOOLEAN = {
    *("async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled", "hidden", "inert"),
    *("ismap", "loop", "multiple", "muted", "nomodule", "novalidate", "open", "playsinline", "readonly", "required"),
    *("reversed", "selected"),
}


def height(given: Any) -> int:
    """The frame's height. Values in its place are rejected with where to pass them."""
    if arguments.is_mapping(given):
        message = (
            f"{found(given)}; expected a whole number (int); pass the values after it, as in (template, 0, values)"
        )
        raise WrongType(WHERE, "frame_height", message)
    return arguments.integer(WHERE, "frame_height", given, 0)


def option_and_values(
    template: str, values: object, named: Mapping[str, object], extra: object
) -> tuple[str, dict[str, Any]]:
    """The option `extra`, and the values by name.

    An `extra` other than the two options is a value if the template has a placeholder of that name.
    """
    by_name = {} if values is None else _row(values)
    for name, value in named.items():
        if name in by_name:
            raise InvalidArgument(WHERE, name, "it is given both in the mapping and by name; expected only one of them")
        by_name[name] = value
    names = {place.name for place in placeholders(template) if not place.is_escaped}
    if "values" not in names and arguments.is_mapping(named.get("values")):
        message = "the template contains no ${values}; pass the values by position, as in (template, 0, values)"
        raise InvalidArgument(WHERE, "values", message)
    is_named = "extra" in names
    is_option = isinstance(extra, str) and extra in _OPTIONS
    if is_named and "extra" not in by_name:
        if is_option:
            message = "the template contains ${extra}, but no value of that name is given; since extra= is an option"
            raise InvalidArgument(WHERE, "extra", f"{message}, pass the values as a mapping: {{'extra': ...}}")
        return "raise", by_name | {"extra": extra}
    if isinstance(extra, str) and not is_option and nearest(extra, _OPTIONS) is None:
        message = f"{shown(extra)} is not valid; expected 'raise' or 'ignore'"
        raise InvalidArgument(WHERE, "extra", f"{message}; if it is a value of that name, pass the values as a mapping")
    return arguments.one_of(WHERE, "extra", extra, _OPTIONS), by_name


def _row(values: object) -> dict[str, Any]:
    """The values by name. A row that has more cells than its file has columns is rejected: csv calls these `None`."""
    if isinstance(values, Mapping) and None in values:
        more = f"it has {shown(values[None])} for None, as csv.DictReader returns cells that have no column"
        raise WrongType(WHERE, "values", f"{more}; expected a name for each value; check the row's commas and quotes")
    return dict(arguments.pairs(WHERE, "values", values))


class _Filled(NamedTuple):
    """A placeholder, and the HTML that takes its place."""

    place: Placeholder
    html: str


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """The HTML of a page with placeholders."""

    html: str
    #: The name of its file, for messages.
    file: str | None = None

    def fill(self, values: Mapping[str, Any], *, ignore_extra: bool) -> str:
        """The page with a value in each placeholder."""
        # a.b and a-b are also JavaScript expressions, so they are placeholders only if a value has that name
        places = [place for place in placeholders(self.html) if place.name in values or not set(".-") & set(place.name)]
        self._check_names(values, places, ignore_extra=ignore_extra)
        filled = [_Filled(place, self._html(place, values)) for place in places]
        self._check_urls(filled, values)
        return self._between(0, len(self.html), filled)

    def _check_names(self, values: Mapping[str, object], places: Sequence[Placeholder], *, ignore_extra: bool) -> None:
        """Reject a placeholder without a value and, unless they are ignored, a value without a placeholder."""
        named: dict[str, Placeholder] = {}
        for place in places:
            if not place.is_escaped:
                named.setdefault(place.name, place)
        escaped = {place.name for place in places if place.is_escaped}
        unused = [name for name in values if name not in named]
        for name, place in named.items():
            if name not in values:
                raise InvalidArgument(WHERE, name, f"{_without_value(name, unused)}{self._or_own(place)}")
        for name in () if ignore_extra else unused:
            meant = f"$${{{name}}} is the literal text ${{{name}}}; write $$${{{name}}} for a dollar sign and the value"
            raise InvalidArgument(WHERE, name, meant if name in escaped else self._without_place(name, list(named)))

    def _html(self, place: Placeholder, values: Mapping[str, Any]) -> str:
        dollars = "$" * (place.dollars // 2)
        if place.is_escaped:
            return dollars + self.html[place.start + place.dollars : place.end]
        value = values[place.name]
        if arguments.has_html(value):
            return dollars + arguments.markup(WHERE, place.name, value)
        from markupsafe import escape

        text = _text(place.name, value)
        escaped = str(escape(text))
        is_number = isinstance(value, Number) and _NUMBER.fullmatch(text) is not None  # `True` is not
        if place.kind not in ("text", "url") and not is_number and not self._is_harmless(place, text, escaped):
            raise InvalidArgument(WHERE, place.name, f"{self._at(place)} {self._why(place)} (Markup is inserted as is)")
        return dollars + escaped

    def _is_harmless(self, place: Placeholder, text: str, escaped: str) -> bool:
        """Whether a text that is not a number is safe in a context other than text, a quoted value or a URL."""
        if place.kind == "style":
            return text == escaped
        if place.kind == "tag-name":
            return text.isascii() and text.isdigit()
        if place.kind == "attribute-name" and place.region is not None:
            is_whole = (place.region.start, place.region.end) == (place.start, place.end)
            before = self.html[place.region.start : place.start].lower()
            is_data = before.startswith(("data-", "aria-")) and re.fullmatch(r"[\w-]*", text) is not None
            return is_data or (is_whole and text in {"", *_BOOLEAN})
        return False

    def _check_urls(self, filled: Sequence[_Filled], values: Mapping[str, Any]) -> None:
        """Reject a URL whose scheme comes from a value and may run code."""
        checked: set[int] = set()
        for place, _ in filled:
            region = place.region
            if place.kind != "url" or region is None or region.start in checked or place.is_escaped:
                continue
            if not arguments.has_html(values[place.name]):
                checked.add(region.start)
                scheme = unsafe_scheme(region, self._between(region.start, region.end, filled))
                if scheme is not None:
                    raise InvalidArgument(
                        WHERE, place.name, f"{self._at(place)} {_about_scheme(place, region, scheme)}"
                    )

    def _between(self, start: int, end: int, filled: Sequence[_Filled]) -> str:
        """A part of the page with the values in it."""
        pieces = []
        first = bisect_left(filled, start, key=lambda item: item.place.start)
        for place, html in islice(filled, first, None):
            if place.start >= end:
                break
            pieces += [self.html[start : place.start], html]
            start = place.end
        return "".join([*pieces, self.html[start:end]])

    def _at(self, place: Placeholder) -> str:
        """Where a placeholder is."""
        line = self.html.count("\n", 0, place.start) + 1
        column = place.start - self.html.rfind("\n", 0, place.start)
        there = f"{self.file}:{line}:{column}:" if self.file else f"line {line}, column {column} of the template:"
        return f"{there} ${{{place.name}}}"

    def _why(self, place: Placeholder) -> str:
        """Why a value is not safe in this context, and what to write instead."""
        region, name = place.region, place.name
        assert region is not None  # only plain text has none
        data = f'data-{data_name(name)}="${{{name}}}"'
        if place.kind == "style":
            return "is inside a <style>, where the value's & < > or quotes would stay escaped; use a style attribute"
        if place.kind == "unquoted":
            meant = f'{region.attribute}="{shortened(self.html[region.start : region.end], 60)}"'
            or_data = "" if region.attribute.startswith("data-") else f", or {data} for a script to read"
            return f"is in the value of `{region.attribute}`, which has no quotes; write {meant}{or_data}"
        if place.kind in ("tag-name", "attribute-name"):
            what = "the name of a tag" if place.kind == "tag-name" else "a tag, outside the values of its attributes"
            return f"is in {what}; write it in a value, such as {data}"
        where, reader = _IN_CODE[place.kind]
        why = f"is {where.format(region.attribute)}, where escaping for HTML does not make a value safe"
        script = f"{data} in a tag, and read {reader}.dataset{data_property(name)} in the script"
        return f"{why}; write {script}{self._or_own(place)}"

    def _without_place(self, name: str, names: list[str]) -> str:
        """Why a value has no placeholder, and what was probably meant."""
        missing = f"the template contains no ${{{name}}}"
        if other := self._otherwise(name):
            return f"{missing}; it contains `{other}`; write ${{{name}}} instead"
        if close := nearest(name, names):
            return f"{missing}; did you mean ${{{close}}}?"
        if nearest(name, ["frame_height"]):
            return f"{missing}; pass the frame's height as the second positional argument"
        if not names:
            return f"{missing}; it has no placeholders"
        there = f"its {'placeholder is' if len(names) == 1 else 'placeholders are'} {', '.join(names)}"
        return f'{missing}; {there}; pass extra="ignore" to leave out values without a placeholder'

    def _otherwise(self, name: str) -> str | None:
        """The placeholder of this name as other template languages write it, if the template contains it."""
        word = re.escape(name)
        other = rf"\{{\{{\s*{word}\s*\}}\}}|<%=?\s*{word}\s*%>|%\({word}\)s|\{{{word}\}}|\${word}(?!\w)"
        match = re.search(other, self.html)
        return match and match[0]

    def _or_own(self, place: Placeholder) -> str:
        """What to write if the placeholder is in a template literal, and so may be the script's own."""
        region = place.region
        if region is None or place.kind not in ("script", "handler"):
            return ""
        own = any(start < place.start < end for start, end in literals(self.html, region.start, region.end))
        return f"; if it is the script's own, write $${{{place.name}}}" if own else ""


def _text(name: str, value: object) -> str:
    if value is None or isinstance(value, bytes | bytearray):
        raise WrongType(WHERE, name, f"it is {shown(value)}; expected text, a number, or markup")
    if _is_missing(value):
        raise InvalidArgument(WHERE, name, f"it is {shown(value)}; expected text, a number, or markup")
    text = str(arguments.integer(WHERE, name, value)) if type(value) is int else str(value)
    return str.__str__(text)


def _is_missing(value: object) -> bool:
    """Whether a value is what pandas has in place of a missing one: NaN or NaT, which differ from themselves, or NA."""
    if isinstance(value, str | int):
        return False
    try:
        return bool(value != value)  # noqa: PLR0124 - only a NaN differs from itself
    except (TypeError, ValueError):  # NA cannot be compared, nor can the items of an array
        return type(value).__name__ == "NAType"


def _about_scheme(place: Placeholder, region: Region, scheme: str) -> str:
    expected = f"expected a relative URL, or one with {alternatives(f'{known}:' for known in SAFE_SCHEMES)}"
    data = f'data-{data_name(place.name)}="${{{place.name}}}"'
    return (
        f"makes the URL in `{region.attribute}` start with {quoted(f'{scheme}:')}; {expected}; "
        f"write {data} for a script to check (Markup is inserted as is)"
    )


def _without_value(name: str, unused: list[str]) -> str:
    close = nearest(name, unused)
    meant = f"; did you misspell it as {close}=?" if close else ""
    return f"the template contains ${{{name}}}, but no value of that name is given{meant}"
