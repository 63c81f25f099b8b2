"""A qualification test and the key that scores it.

A test that is scored with a key cannot have free text or a field for other answers. The two documents are only
connected by their identifiers, so this example builds both from one table.
"""

from typing import NamedTuple

from questionforms import (
    AnswerKey,
    AnswerOption,
    KeyedQuestion,
    Overview,
    Question,
    QuestionForm,
    RangeMapping,
    ScoreRange,
    SelectionAnswer,
    Title,
    validate,
)


class Item(NamedTuple):
    """One question of the test: its text, the choices, and the correct ones."""

    asked: str
    choices: dict[str, str]
    right: tuple[str, ...]


ITEMS = {
    "arrival": Item(
        "The bus leaves at 9.40 and takes 35 minutes. When does it arrive?",
        {"a": "9.75", "b": "10.05", "c": "10.15"},
        ("c",),
    ),
    "sunday": Item(
        "A column is marked 'not Sundays'. Does its bus go on a Sunday?",
        {"yes": "Yes", "no": "No"},
        ("no",),
    ),
    "later": Item(
        "Which of these are after noon?",
        {"0830": "08.30", "1210": "12.10", "1159": "11.59", "2000": "20.00"},
        ("1210", "2000"),
    ),
}


def build() -> QuestionForm:
    """The test, for the parameter `Test` of CreateQualificationType."""
    return QuestionForm(
        Overview(Title("Reading a timetable"), "Three questions. You need two right answers to take part."),
        *[
            Question(
                identifier,
                item.asked,
                SelectionAnswer(
                    item.choices,
                    max=len(item.right),
                    style="radiobutton" if len(item.right) == 1 else "checkbox",
                ),
                required=True,
            )
            for identifier, item in ITEMS.items()
        ],
    )


def build_key() -> AnswerKey:
    """The key, for the parameter `AnswerKey` of CreateQualificationType: a point per correct answer, and a grade."""
    return AnswerKey(
        *[KeyedQuestion(identifier, AnswerOption(*item.right, score=1)) for identifier, item in ITEMS.items()],
        mapping=RangeMapping(ScoreRange(2, 2, 80), ScoreRange(3, 3, 100), out_of_range=0),
    )


def main() -> None:
    """Print both documents."""
    for document in (build(), build_key()):
        validate(document)
        print(document.to_xml(indent=True))


if __name__ == "__main__":
    main()
