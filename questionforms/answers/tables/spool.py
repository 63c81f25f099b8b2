"""Objects that are read twice: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import pickle
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Generic, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
#: The most bytes to hold in memory.
MOST_BYTES = 24_000_000


class Spool(Generic[T]):
    """A sequence of objects; each is written with `dump` and read with `load` once they are too large for memory."""

    def __init__(
        self,
        size: Callable[[T], int],
        dump: Callable[[T, IO[bytes]], None] = pickle.dump,
        load: Callable[[IO[bytes]], T] = pickle.load,
        most: int = MOST_BYTES,
    ) -> None:
        self._size, self._dump, self._load = size, dump, load
        self._held: list[T] = []
        self._bytes = self._written = 0
        self._most = most
        self._file: IO[bytes] | None = None

    def add(self, item: T) -> None:
        """Add an object."""
        if self._file is None:
            self._held.append(item)
            self._bytes += self._size(item)
            if self._bytes > self._most:
                self._file = TemporaryFile(prefix="questionforms-")  # noqa: SIM115 - it lives as long as the spool
                finalize(self, self._file.close)
                for one in self._held:
                    self._write(one, self._file)
                self._held = []
        else:
            self._write(item, self._file)

    def _write(self, item: T, file: IO[bytes]) -> None:
        file.seek(0, 2)
        self._dump(item, file)
        self._written += 1

    @property
    def is_in_memory(self) -> bool:
        """Whether no file is needed so far."""
        return self._file is None

    def __iter__(self) -> Iterator[T]:
        yield from self._held
        place = 0
        for _ in range(self._written):
            assert self._file is not None
            self._file.seek(place)
            item = self._load(self._file)
            place = self._file.tell()
            yield item
