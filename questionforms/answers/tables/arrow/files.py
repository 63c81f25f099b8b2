"""The assignments in a file as Arrow columns: with pyarrow's own readers where they read the same, else one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from questionforms.answers.tables.arrow.chunks import iter_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.archives.files import ArchiveFile
    from questionforms.answers.archives.hits import HITs
    from questionforms.answers.tables.arrow.chunks import Chunk
    from questionforms.answers.tables.options import Options


def iter_file_chunks(file: ArchiveFile, hits: HITs, options: Options, size: int) -> Iterator[Chunk]:
    """The assignments in a file, in chunks of at most `size`, with the columns of their HITs."""
    for chunk in iter_chunks((hits.join(one) for one in file.assignments(hits)), options, size):
        yield replace(chunk, is_file=True) if file.kind == "xml" else chunk
