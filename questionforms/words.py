"""How messages are put together: names quoted and listed, texts cut, numbers with their nouns, and what was meant.

At the bottom of the package, and loaded with it: what needs a module of its own is imported at its first use.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: How many characters of a name or a value a message shows, and how many names of a long list.
_MOST_CHARACTERS, _MOST_NAMES = 80, 6
#: How alike names are that people take for each other, as difflib's ratio. With a lower one, `header` would be read as
#: `thead`, and `Item` as `Title` instead of `ListItem`.
_ALIKE = 0.75
#: A shorter part of a name says nothing about which was meant, unless it is the start or the end: `all` is in `small`.
_SHORTEST_PART = 4


def shortened(text: str, most: int = _MOST_CHARACTERS) -> str:
    """The text, cut to at most this many characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def shown(value: object, most: int = _MOST_CHARACTERS) -> str:
    """The repr of a value, cut; its type where the repr fails, as for an int of 5,000 digits."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return shortened(text, most)


def found(value: object) -> str:
    """How a message about a wrong type begins: what stands there."""
    return "it is None" if value is None else f"{shown(value)} is {type_of(value)}"


def type_of(value: object) -> str:
    """The type of a value with its article, as in `an int`."""
    name = "class" if isinstance(value, type) else type(value).__name__
    return "None" if value is None else f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def quoted(value: object, most: int = _MOST_CHARACTERS) -> str:
    """A name or a value between backticks, cut: text as it is, any other value by its repr."""
    if value is None or value == "":
        return "None" if value is None else "empty text"
    return f"`{shortened(value, most) if isinstance(value, str) else shown(value, most)}`"


def alternatives(words: Iterable[str], most: int | None = None) -> str:
    """Words with `or` before the last, which is the number of the rest where there are more than `most`."""
    *first, last = words
    if most is not None and len(first) >= most:
        first, last = first[:most], f"{len(first) + 1 - most} more"
    return f"{', '.join(first)} or {last}" if first else last


def either(names: Iterable[str]) -> str:
    """Names as alternatives: `a`, `b` or `c`."""
    return alternatives(map(quoted, names))


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names one after the other: `a`, `b`; of many the first, and how many more there are."""
    first = ", ".join(map(quoted, names[:most]))
    return first if len(names) <= most else f"{first} and {len(names) - most} more"


def counted(count: int, noun: str) -> str:
    """A number with its noun, such as `1 file` and `2 files`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def nearest(name: object, known: Iterable[str]) -> str | None:
    """The known name that was probably meant by this one, or by what was given in place of a name; or None."""
    return next(iter(all_near(str(name), known, 1)), None)


def all_near(name: str, known: Iterable[str], most: int, *, alike: float = _ALIKE) -> list[str]:
    """The known names that were perhaps meant, the likeliest first.

    Case, blanks, hyphens and underscores do not count. First come names that are spelt alike, then longer ones that
    hold the given one, as `radiobutton` does `radio`, and shorter ones that it begins with, as `image/png` does with
    `image`. Where its place speaks for a name too, it may be less `alike`.
    """
    from difflib import get_close_matches

    given, by_fold = _folded(name), {_folded(each): each for each in reversed(list(known))}
    parts = [fold for fold in by_fold if _is_part(given, fold)]
    near = [*get_close_matches(given, by_fold, most, alike), *get_close_matches(given, parts, most, 0)]
    return [by_fold[fold] for fold in dict.fromkeys(near)][:most]


def _folded(name: str) -> str:
    return "".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _is_part(given: str, known: str) -> bool:
    if len(given) >= _SHORTEST_PART and given in known:
        return True
    shortest = min(len(given), len(known))
    at_an_end = known.startswith(given) or known.endswith(given) or given.startswith(known)
    return shortest >= _SHORTEST_PART - 1 and at_an_end


def did_you_mean(name: str | None, show: Callable[[str], str] = quoted) -> str:
    """The end of a message that asks whether this name was meant; empty for None."""
    return "" if name is None else f"; did you mean {show(name)}?"


def printable(text: str) -> str:
    """The text in one line, with what no terminal shows, such as line breaks, written as Python escapes it."""
    if text.isprintable():
        return text
    return "".join([part if part.isprintable() else repr(part)[1:-1] for part in text])


def columns(text: str) -> int:
    """The columns that a text takes in a terminal: two for a Chinese character, none for an accent that combines."""
    if text.isascii() and text.isprintable():
        return len(text)
    from wcwidth import width

    return width(text)
