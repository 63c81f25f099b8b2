"""How inputs are changed: by libFuzzer itself, element by element, or with a cut between any two tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from types import ModuleType

#: An answer, and an element that holds text alone.
_ELEMENTS = (re.compile(rb"<Answer>.*?</Answer>", re.DOTALL), re.compile(rb"<(\w+)[^<>]*>[^<]*</\1>|<\w+/>"))
#: What may stand in any text.
_TEXTS: Sequence[bytes] = (b" ", b"\n", b"|", b"2", b".5", b"\xc3\xa9", b"&amp;", b"&#38;", b"&#x1F600;")


def mutator(engine: ModuleType, tokens: list[bytes], seeds: list[bytes]) -> Callable[[bytes, int, int], bytes]:
    """What changes an input, given the engine, pieces, and documents from which elements are taken."""
    elements = [[found[0] for seed in seeds for found in pattern.finditer(seed)] for pattern in _ELEMENTS]

    def changed(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        way = random.randrange(4)
        if way == 0:
            mutated: bytes = engine.Mutate(data, most)  # which is another once the engine runs
        elif way == 1:
            mutated = _cut(data, [*tokens, *seeds], random)
        else:  # a third of them from a seed, since seeds of the service's two ways reach no new code
            mutated = _changed_element(random.choice([data, data, random.choice(seeds)]), elements, tokens, random)
        return mutated[:most]

    return changed


def _changed_element(data: bytes, elements: list[list[bytes]], tokens: Sequence[bytes], random: Random) -> bytes:
    """The input with an element left out, repeated, put in place of another, or with something in its text."""
    kind = random.randrange(len(_ELEMENTS))
    found = list(_ELEMENTS[kind].finditer(data))
    if not found:
        return _cut(data, tokens, random)
    one = random.choice(found)
    in_text = [at for at in range(len(one[0])) if one[0].rfind(b"<", 0, at) <= one[0].rfind(b">", 0, at)]
    at = random.choice(in_text)
    text = b"".join(random.choice(random.choice([_TEXTS, tokens])) for _ in range(random.randint(1, 2)))
    new = random.choice(
        [b"", one[0] * 2, one[0] + random.choice(elements[kind]), random.choice(elements[random.randrange(2)])]
        + [one[0][:at] + text + one[0][at:]] * 2
    )
    return data[: one.start()] + new + data[one.end() :]


def _cut(data: bytes, pieces: Sequence[bytes], random: Random) -> bytes:
    """The input with a piece, or a part of one, put in at a bracket, or in place of all between two."""
    places = [0, len(data), *(at for at, byte in enumerate(data) if byte in b"<>")]
    start, end = sorted((random.choice(places), random.choice(places)))
    piece = random.choice([b"", data[start:end] * 2, random.choice(pieces), _part(random.choice(pieces), random)])
    return data[:start] + piece + data[start if random.random() < 0.5 else end :]


def _part(piece: bytes, random: Random) -> bytes:
    """From one `<` of a piece to another, or all of it."""
    places = [0, len(piece), *(at for at, byte in enumerate(piece) if byte in b"<")]
    start, end = sorted((random.choice(places), random.choice(places)))
    return piece[start:end]
