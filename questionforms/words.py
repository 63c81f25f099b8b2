"""Format values, names and texts for messages: quote, list, shorten and count them, and guess which name was meant.

The whole package imports this module, so it imports other modules only inside its functions.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: The maximum number of characters that a message shows of a name or a value, and of names that it shows of a list.
_MOST_CHARACTERS, _MOST_NAMES = 80, 6
#: The starts of class names that follow `an`, in lower case; most that start with a u follow `a`, as in `a UUID`.
_AFTER_AN = ("a", "e", "i", "o", "html", "xml")
#: How similar a misspelling is to the name that was meant, as difflib's ratio. With less, `header` would be read as
#: `thead`, and `Item` as `Title` instead of `ListItem`.
_ALIKE = 0.75
#: A shorter part of a name is a coincidence, unless it is the start or the end: `all` is in `small`.
_SHORTEST_PART = 4


def shortened(text: str, most: int = _MOST_CHARACTERS) -> str:
    """The text, shortened to at most `most` characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def shown(value: object, most: int = _MOST_CHARACTERS) -> str:
    """The repr of a value, shortened; its type if the repr fails, as for an int of 5,000 digits."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return shortened(text, most)


def found(value: object) -> str:
    """The start of a message about a wrong type: the value, and its type."""
    return "it is None" if value is None else f"{shown(value)} is {type_of(value)}"


def type_of(value: object) -> str:
    """The type of a value with an article, such as `an int`; `bytes` and `None` have none."""
    name = "class" if isinstance(value, type) else type(value).__name__
    if value is None or name == "bytes":
        return "None" if value is None else name
    return f"{'an' if name.lower().startswith(_AFTER_AN) else 'a'} {name}"


def quoted(value: object, most: int = _MOST_CHARACTERS) -> str:
    """A name or a value in backticks, shortened; values other than text are shown by their repr."""
    if value is None or value == "":
        return "None" if value is None else "empty text"
    return f"`{shortened(value, most) if isinstance(value, str) else shown(value, most)}`"


def alternatives(words: Iterable[str], most: int | None = None) -> str:
    """Words with `or` before the last. If there are more than `most`, the number of the others is the last."""
    *first, last = words
    if most is not None and len(first) >= most:
        first, last = first[:most], f"{len(first) + 1 - most} more"
    return f"{', '.join(first)} or {last}" if first else last


def either(names: Iterable[str]) -> str:
    """Names in backticks as alternatives: `a`, `b` or `c`."""
    return alternatives(map(quoted, names))


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names in backticks, separated by commas; if there are many, only the first few and the number of the others."""
    first = ", ".join(map(quoted, names[:most]))
    return first if len(names) <= most else f"{first} and {len(names) - most} more"


def together(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names in backticks with `and` before the last, as in `a`, `b` and `c`; if there are many, the first few."""
    *first, last = map(quoted, names) if 0 < len(names) <= most else [listed(names, most)]
    return f"{', '.join(first)} and {last}" if first else last


def counted(count: float, noun: str) -> str:
    """A number with its noun, such as `1 file` and `2 files`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def nearest(name: object, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None. A value that is not text is compared by its str."""
    return next(iter(all_near(str(name), known, 1)), None)


def all_near(name: str, known: Iterable[str], most: int, *, alike: float = _ALIKE) -> list[str]:
    """The known names that may have been meant, the most likely first.

    Case, whitespace, hyphens and underscores are ignored. Names with a similar spelling come first, then longer names
    that contain this one, as `radiobutton` contains `radio`, and shorter names that it starts with, as `image/png`
    starts with `image`. If the position of the name is a clue too, `alike` can be lower.
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
    """The question at the end of a message whether this name was meant; empty for None."""
    return "" if name is None else f"; did you mean {show(name)}?"


def printable(text: str) -> str:
    """The text on one line: line breaks and other unprintable characters are written as Python escapes."""
    if text.isprintable():
        return text
    return "".join([part if part.isprintable() else repr(part)[1:-1] for part in text])


def columns(text: str) -> int:
    """The width of a text in a terminal: a Chinese character takes two columns, a combining accent none."""
    if text.isascii() and text.isprintable():
        return len(text)
    from wcwidth import width

    return width(text)
