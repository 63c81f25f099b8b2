"""Many workers' documents as a table, and the loops into pandas that people write today."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from questionforms import Answer, Answers, FreeTextAnswer, IsNumeric, Question, QuestionForm, SelectionAnswer
from questionforms.answers import iter_batches, table
from tests.answers.written import in_lines, on_one_line
from tests.benchmarks.answers import xmltodict

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas  # type: ignore[import-untyped]

    from tests.benchmarks.timing import Run

    Pairs = Iterable[tuple[str, str]]

FRUITS = {"apple": "Apple", "pear": "Pear", "plum": "Plum", "none": "None of them"}
FORM = QuestionForm(
    Question("best", "Which is the best?", SelectionAnswer(FRUITS)),
    Question("eaten", "Which do you eat?", SelectionAnswer(FRUITS, max=3)),
    Question("price", "What does a kilogram cost?", FreeTextAnswer(IsNumeric(min=0))),
    Question("why", "Why do you buy them?", FreeTextAnswer()),
    Question("comment", "Anything else?", FreeTextAnswer()),
)
_WORDS = ["fresh", "fruit", "the", "shop", "on", "our", "corner", "more", "than", "I", "can", "eat,", "but", "dear"]
#: What a text ends with: a fifth has what must be escaped, or what ASCII has not.
_ENDS = (*("", ".", "!", "...", " :-)", " etc.", ".", ""), " & so on", "\u2026 at caf\u00e9s")
#: The texts that stand for a number in a document, to be put in place of it.
_NUMBER, _PRICE = "4711", "47.11"


def documents(count: int) -> Iterator[tuple[str, str]]:
    """So many ids with documents of 5 answers, all different, half of them in each of the service's two ways.

    They are made as they are taken, which is quick: a number is put into one of a few.
    """
    written = _written()
    for number in range(count):
        xml = written[number % len(written)].replace(_PRICE, f"{number % 3000}.25", 1).replace(_NUMBER, str(number))
        yield f"3{number:029}", xml


@cache
def _written() -> list[str]:
    random = Random(4)
    return [write(_answers(random)) for _ in range(500) for write in (on_one_line, in_lines)]


def _answers(random: Random) -> Answers:
    return Answers(
        Answer("best", selections=[random.choice(list(FRUITS))]),
        Answer("eaten", selections=[fruit for fruit in FRUITS if random.random() < 0.5] or ["none"]),
        Answer("price", text=_PRICE),
        Answer("why", text=f"{' '.join(random.choices(_WORDS, k=12))} {_NUMBER}{random.choice(_ENDS)}"),
        Answer("comment", text=f"{_NUMBER} {' '.join(random.choices(_WORDS, k=6))}"),
    )


def with_element_tree(pairs: Pairs) -> pandas.DataFrame:
    """A dict a document, with ElementTree; several selections are one text, with `|` between them."""
    import pandas

    rows: list[dict[str, str]] = []
    for identifier, xml in pairs:
        row = {"AssignmentId": identifier}
        for answer in ElementTree.fromstring(xml):
            question, *values = [child.text or "" for child in answer]
            row[question] = "|".join(values)
        rows.append(row)
    return pandas.DataFrame(rows)


def with_xmltodict(parse: Callable[[str], dict[str, Any]], pairs: Pairs) -> pandas.DataFrame:
    """A dict a document, with xmltodict."""
    import pandas

    rows: list[dict[str, str]] = []
    for identifier, xml in pairs:
        row = {"AssignmentId": identifier}
        for answer in parse(xml)["QuestionFormAnswers"]["Answer"]:
            value = answer.get("FreeText") or answer.get("SelectionIdentifier") or ""
            row[answer["QuestionIdentifier"]] = value if isinstance(value, str) else "|".join(value)
        rows.append(row)
    return pandas.DataFrame(rows)


def contenders(pairs: Pairs) -> dict[str, Run]:
    """All that make a table of the pairs, by name; those of pandas make the wide one, which is the quicker for them."""
    found: dict[str, Run] = {
        "long": partial(table, pairs, layout="long"),
        "wide with a form": partial(table, pairs, FORM),
        "wide without": partial(table, pairs),
        "wide without, times as text": partial(table, [_with_times(*pair) for pair in pairs]),
        "iter_batches, wide with a form": lambda: deque(iter_batches(pairs, FORM), maxlen=0),
        "ElementTree": partial(with_element_tree, pairs),
    }
    parse = xmltodict()
    return found if parse is None else {**found, "xmltodict": partial(with_xmltodict, parse, pairs)}


def _with_times(identifier: str, xml: str) -> dict[str, str]:
    """An assignment with times as the AWS CLI writes them."""
    minutes, seconds = divmod(int(identifier[1:]) % 3_600, 60)
    times = {"AcceptTime": f"2018-04-04T10:{minutes:02}:{seconds:02}-07:00", "SubmitTime": "2018-04-04T12:00:00-07:00"}
    return {"AssignmentId": identifier, **times, "Answer": xml}


def cells(found: Any) -> list[list[str]]:
    """What a table or a frame holds, as texts: the id of each document, and its values in the order of the form."""
    rows = found.to_pylist() if hasattr(found, "to_pylist") else found.to_dict("records")
    names = [question.identifier for question in FORM.questions]
    if "question" in rows[0]:
        values: dict[str, dict[str, list[str]]] = {}
        for row in rows:
            values.setdefault(row["AssignmentId"], {}).setdefault(row["question"], []).append(row["value"])
        rows = [{"AssignmentId": identifier, **by_question} for identifier, by_question in values.items()]
    return [[_text(row[name]) for name in ("AssignmentId", *names)] for row in rows]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
