"""What fuzzing found, each as small as it gets; and that its targets read their own seeds."""

from __future__ import annotations

from types import ModuleType

import pytest

from questionforms import InvalidDocument, parse_answers
from questionforms.answers import rows
from questionforms.answers import table as table_of
from tests.answers.tables.test_rows import XML
from tests.fuzz import reader, table


@pytest.mark.parametrize("target", [reader, table], ids=["reader", "table"])
def test_targets_read_their_seeds(target: ModuleType) -> None:
    """Each document from which inputs are made is read rightly, without the fuzzer."""
    for seed in target.SEEDS:
        target.check(seed)


@pytest.mark.parametrize("text", ["\x1e", "\x0b", "\u00a0", "\u2028 "])
def test_what_python_alone_takes_for_blank_is_refused(text: str) -> None:
    """A text is no answers where it has blanks as XML has them; other characters are refused, as they are in bytes."""
    for source in (text, text.encode()):
        with pytest.raises(InvalidDocument):
            parse_answers(source)
    assert len(parse_answers(" \t\r\n")) == len(parse_answers(b" \t\r\n")) == 0


def test_documents_that_begin_behind_a_bracket() -> None:
    """A document that is cut behind any `<` is none, in a table too, whatever stands before it and behind."""
    cut = [XML[at + 1 :] for at, character in enumerate(XML) if character == "<"]
    for documents in (cut, *([one] for one in cut), *([XML, one, XML] for one in cut)):
        assert table_of(documents, layout="long").to_pylist() == list(rows(documents, layout="long"))
