"""Find, on demand, why answers that were read do not follow the schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.answers.read.fast import unescaped
from questionforms.checks.validate import check
from questionforms.problems import make_problem
from questionforms.xml.load import Loaded, load
from questionforms.xml.nodes import BLANKS
from questionforms.xml.positions import read_positions

if TYPE_CHECKING:
    from questionforms.problems import Problem

_ESCAPED = re.compile(r"\s*+&(?:lt|#60|#x3[cC]);")


def problems_of(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems of a document that was read although it does not follow the schema."""
    plain = plain_xml(loaded)
    found = check(plain).problems
    if found and all(problem.rule in ("wrong-namespace", "missing-element") for problem in found):
        empty = not read_positions(plain).children  # which the service may send
        found = [problem for problem in found if not empty or problem.rule != "missing-element"]
    return (_escaped(loaded), *found) if plain is not loaded else tuple(found)


def plain_xml(loaded: Loaded) -> Loaded:
    """The XML, unescaped if it was escaped as a whole, as for use as text in other XML."""
    if not _ESCAPED.match(loaded.text):
        return loaded
    return load(unescaped(loaded.text).lstrip(BLANKS), loaded.file)


def _escaped(loaded: Loaded) -> Problem:
    return make_problem(
        "escaped-document",
        "the whole document is escaped: it starts with `&lt;`; expected `<`",
        file=loaded.file,
        line=1,
        column=1,
        hint="unescape it; the positions of other problems are those in the unescaped document",
    )
