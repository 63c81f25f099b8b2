"""Objects that are read several times, from memory or from a temporary file."""

from __future__ import annotations

import pytest

from questionforms.answers.tables.spool import Spool


@pytest.mark.parametrize("most", [0, 9, 100])
def test_objects_come_back_in_order(most: int) -> None:
    """All objects are read in order, as often as needed, also between additions and by two readers in turn."""
    spool: Spool[str] = Spool(len, most=most)
    assert list(spool) == []
    for number in range(5):
        spool.add(f"{number}" * 3)
        assert list(spool) == [f"{one}" * 3 for one in range(number + 1)]
    assert spool.is_in_memory == (most == 100)
    assert list(zip(spool, spool, strict=True)) == [(f"{one}" * 3, f"{one}" * 3) for one in range(5)]
