"""One worker's answers as the service writes them, and what people read them with today."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from questionforms import Answer, Answers, parse_answers
from tests.answers.written import URI, in_lines, on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.timing import Run

#: What workers write: short texts and longer ones.
_TEXTS = ("4", "I agree", "no", "The quick brown fox jumps over the lazy dog, and is gone.", "2013-14-02")
_NAMESPACE = f"{{{URI}}}"


def documents(count: int) -> dict[str, str]:
    """A document with so many answers, by the way in which it is written."""
    entries = [Answer(f"question {number}", text=_TEXTS[number % len(_TEXTS)]) for number in range(count)]
    return {"one line": on_one_line(Answers(*entries)), "lines": in_lines(Answers(*entries))}


def values(xml: str) -> dict[str, Any]:
    """All values by identifier, as this library reads them."""
    return {identifier: answer.value for identifier, answer in parse_answers(xml).items()}


def with_element_tree(xml: str) -> dict[str, Any]:
    """The same with the standard library, into plain dicts."""
    found: dict[str, Any] = {}
    for answer in ElementTree.fromstring(xml):
        fields: dict[str, list[str]] = {}
        for child in answer:
            fields.setdefault(child.tag.removeprefix(_NAMESPACE), []).append(child.text or "")
        text = fields.get("FreeText")
        found[fields["QuestionIdentifier"][0]] = (
            tuple(fields.get("SelectionIdentifier", ())) if text is None else text[0]
        )
    return found


def xmltodict() -> Callable[[str], dict[str, Any]] | None:
    """What parses with xmltodict; None where it is not installed."""
    try:
        return import_module("xmltodict").parse  # type: ignore[no-any-return]
    except ModuleNotFoundError:
        return None


def with_xmltodict(parse: Callable[[str], dict[str, Any]], xml: str) -> dict[str, Any]:
    """The same with xmltodict, which gives a dict for one answer and a list for more."""
    answers = parse(xml)["QuestionFormAnswers"]["Answer"]
    entries = answers if isinstance(answers, list) else [answers]
    return {entry["QuestionIdentifier"]: entry["FreeText"] for entry in entries}


def contenders(xml: str) -> dict[str, Run]:
    """All that read the document, by name."""
    found: dict[str, Run] = {
        "parse": partial(parse_answers, xml),
        "values": partial(values, xml),
        "ElementTree": partial(with_element_tree, xml),
    }
    parse = xmltodict()
    return found if parse is None else {**found, "xmltodict": partial(with_xmltodict, parse, xml)}
