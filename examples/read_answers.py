"""Turns the answers of several workers into one table, using only the csv module."""

import csv
import sys

from questionforms import Answer, Answers, parse_answers

_HEAD = (
    '<?xml version="1.0" encoding="ASCII"?>'
    '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/'
    'AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd">'
)

#: Assignments as boto3's `list_assignments_for_hit` returns them; the service sends ASCII with numeric references.
ASSIGNMENTS = [
    {
        "WorkerId": "A1EXAMPLE",
        "Answer": f"{_HEAD}"
        "<Answer><QuestionIdentifier>often</QuestionIdentifier>"
        "<SelectionIdentifier>week</SelectionIdentifier></Answer>"
        "<Answer><QuestionIdentifier>shelves</QuestionIdentifier>"
        "<SelectionIdentifier>novels</SelectionIdentifier><SelectionIdentifier>maps</SelectionIdentifier>"
        "<OtherSelectionText>comics &amp; zines</OtherSelectionText></Answer>"
        "<Answer><QuestionIdentifier>wish</QuestionIdentifier>"
        "<FreeText>A caf&#233;.</FreeText></Answer>"
        "</QuestionFormAnswers>",
    },
    {
        "WorkerId": "A2EXAMPLE",
        "Answer": f"{_HEAD}"
        "<Answer><QuestionIdentifier>often</QuestionIdentifier>"
        "<SelectionIdentifier>less</SelectionIdentifier></Answer>"
        "<Answer><QuestionIdentifier>shelves</QuestionIdentifier></Answer>"
        "</QuestionFormAnswers>",
    },
    {"WorkerId": "A3EXAMPLE", "Answer": ""},
]


def shown(answer: Answer) -> str:
    """An answer as one cell: selections and the worker's own text, separated by a bar."""
    if answer.kind == "selection":
        return "|".join([*answer.selections, *([answer.other_text] if answer.other_text else [])])
    return answer.text or answer.upload_key or ""


def table(assignments: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row per assignment, with a column for each question that any worker answered."""
    read: dict[str, Answers] = {item["WorkerId"]: parse_answers(item["Answer"]) for item in assignments}
    questions = dict.fromkeys(question for answers in read.values() for question in answers)
    return [
        {"worker": worker, **{name: shown(answers[name]) if name in answers else "" for name in questions}}
        for worker, answers in read.items()
    ]


def main() -> None:
    """Print the table as CSV."""
    rows = table(ASSIGNMENTS)
    writer = csv.DictWriter(sys.stdout, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    main()
