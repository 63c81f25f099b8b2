"""What workers sent: one QuestionFormAnswers document read into values, and many as rows."""

from questionforms._lazy import lazily
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

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.answers.counting": ("summary",),
        "questionforms.answers.layouts": ("rows",),
        "questionforms.answers.plots": ("plot",),
        "questionforms.answers.requester_files": ("read_requester_csv", "requester_csv"),
        "questionforms.answers.summaries": (
            "ChoiceSummary",
            "NumberSummary",
            "QuestionSummary",
            "Summary",
            "TextSummary",
        ),
        "questionforms.answers.tables": ("expand_batch", "iter_batches", "schema", "table"),
        "questionforms.answers.uploads": ("download",),
        "questionforms.answers.values": ("Choice", "Upload"),
    },
)
