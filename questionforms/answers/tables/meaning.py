"""What all documents together show about the answers: truth values of one question, texts with several values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from questionforms.answers.read.crowd_forms import is_switch, stem_and_value
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from questionforms.answers.tables.evidence import Evidence
    from questionforms.answers.tables.options import Options


@dataclass(frozen=True, slots=True)
class Meaning:
    """How the free texts of questions are read. With a form, the form says that."""

    #: The questions whose values, such as `mood.good`, are all true or false, with the identifiers of the values.
    stems: dict[str, list[str]] = field(default_factory=dict)
    #: The questions of `stems` whose only value is `on`, which are booleans.
    switches: frozenset[str] = frozenset()
    #: The questions whose texts contain several values.
    divided: frozenset[str] = frozenset()

    @property
    def owners(self) -> dict[str, str]:
        """The identifiers of truth values, each with its question."""
        return {identifier: stem for stem, identifiers in self.stems.items() for identifier in identifiers}

    def kinds(self, sent: Mapping[str, Set[str]]) -> dict[str, set[str]]:
        """The kinds of parts of each question, given those that were sent."""
        owners = self.owners
        found: dict[str, set[str]] = {}
        for name, parts in sent.items():
            kinds = set(parts)
            if name in owners and "free_text" in kinds:
                kinds.remove("free_text")
                stem = owners[name]
                found.setdefault(stem, set()).update({"boolean"} if stem in self.switches else {"selection", "empty"})
            elif name in self.divided and "free_text" in kinds:
                kinds.remove("free_text")
                kinds.add("selection")
            if kinds:
                found.setdefault(name, set()).update(kinds)
        return found


def numeric(texts: Mapping[str, Evidence], kinds: Mapping[str, Set[str]]) -> set[str]:
    """The questions whose values are all numbers; `kinds` are those of their parts."""
    found = set()
    for name, sent in kinds.items():
        evidence = texts.get(name)
        if "free_text" in sent and (evidence is None or not evidence.count or evidence.plain is None):
            continue
        if sent & {"free_text", "number"} and not sent & {"boolean", "json", "selection", "other_text"}:
            found.add(name)
    return found


def meaning_of(texts: Mapping[str, Evidence], kinds: Mapping[str, Set[str]], options: Options) -> Meaning:
    """What the texts of each question show, given the kinds of its parts; all of them must have been seen."""
    if options.form is not None:
        return Meaning(divided=options.multi)
    stems = _stems(texts, kinds) if options.expand else {}
    switches = [stem for stem, names in stems.items() if is_switch(name[len(stem) + 1 :] for name in names)]
    owned = {name for names in stems.values() for name in names}
    divided = set(options.multi)
    if options.infer:
        divided |= {name for name, evidence in texts.items() if evidence.is_divided and name not in owned}
    return Meaning(stems, frozenset(switches), frozenset(divided))


def _stems(texts: Mapping[str, Evidence], kinds: Mapping[str, Set[str]]) -> dict[str, list[str]]:
    """The questions whose values are all true or false; a question with a text of its own is not one."""
    found: dict[str, list[str]] = {}
    wrong: set[str] = set()
    for name, evidence in texts.items():
        pair = stem_and_value(name)
        if pair is not None and evidence.texts != {}:
            found.setdefault(pair[0], []).append(name)
            if not evidence.truths or "free_text" in kinds.get(pair[0], ()):
                wrong.add(pair[0])
    return {stem: names for stem, names in found.items() if stem not in wrong}


def unknown_questions(multi: Iterable[str], kinds: Mapping[str, Set[str]]) -> Iterator[str]:
    """A sentence about each question that should be divided, but that nobody answered."""
    for one in sorted(multi):
        if one not in kinds:
            yield f"`multi` names {quoted(one)}, but no answer has this question{did_you_mean(nearest(one, kinds))}"
