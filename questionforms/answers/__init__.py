"""What workers sent: one QuestionFormAnswers document read into values, and many as rows."""

from questionforms.answers.answer import Answer
from questionforms.answers.answers import Answers
from questionforms.answers.documents import parse_answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.answers.counting import summary
    from questionforms.answers.layouts import rows
    from questionforms.answers.plots import plot
    from questionforms.answers.requester_files import read_requester_csv, requester_csv
    from questionforms.answers.summaries import (
        ChoiceSummary,
        NumberSummary,
        QuestionSummary,
        Summary,
        TextSummary,
    )
    from questionforms.answers.tables import expand_batch, iter_batches, schema, table
    from questionforms.answers.uploads import download
    from questionforms.answers.values import Choice, Upload

__all__ = [
    "Answer",
    "Answers",
    "Choice",
    "ChoiceSummary",
    "NumberSummary",
    "QuestionSummary",
    "Summary",
    "TextSummary",
    "Upload",
    "download",
    "expand_batch",
    "iter_batches",
    "parse_answers",
    "plot",
    "read_requester_csv",
    "requester_csv",
    "rows",
    "schema",
    "summary",
    "table",
]

#: Where the names are that are loaded at their first use.
_LATER = {
    "Choice": "values",
    "ChoiceSummary": "summaries",
    "NumberSummary": "summaries",
    "QuestionSummary": "summaries",
    "Summary": "summaries",
    "TextSummary": "summaries",
    "Upload": "values",
    "download": "uploads",
    "expand_batch": "tables",
    "iter_batches": "tables",
    "plot": "plots",
    "read_requester_csv": "requester_files",
    "requester_csv": "requester_files",
    "rows": "layouts",
    "schema": "tables",
    "summary": "counting",
    "table": "tables",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return value
