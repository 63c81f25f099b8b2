"""Workers' answers: read one QuestionFormAnswers document into values, or many into rows, tables and summaries."""

from questionforms._lazy import lazily
from questionforms.answers.read.answers import Answer, Answers
from questionforms.answers.read.parse import parse_answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.answers.archives.site_csv import read_requester_csv, requester_csv
    from questionforms.answers.guessed_forms import guess_form
    from questionforms.answers.plotting.plot import plot
    from questionforms.answers.read.typed import Choice, Upload
    from questionforms.answers.summaries.summarise import summary
    from questionforms.answers.summaries.summary_types import (
        ChoiceSummary,
        NumberSummary,
        QuestionSummary,
        Summary,
        TextSummary,
    )
    from questionforms.answers.tables.batches import expand_batch, iter_batches, schema, table
    from questionforms.answers.tables.rows import rows
    from questionforms.answers.uploads import download

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
    "guess_form",
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
        "questionforms.answers.summaries.summarise": ("summary",),
        "questionforms.answers.tables.rows": ("rows",),
        "questionforms.answers.guessed_forms": ("guess_form",),
        "questionforms.answers.plotting.plot": ("plot",),
        "questionforms.answers.archives.site_csv": ("read_requester_csv", "requester_csv"),
        "questionforms.answers.summaries.summary_types": (
            "ChoiceSummary",
            "NumberSummary",
            "QuestionSummary",
            "Summary",
            "TextSummary",
        ),
        "questionforms.answers.tables.batches": ("expand_batch", "iter_batches", "schema", "table"),
        "questionforms.answers.uploads": ("download",),
        "questionforms.answers.read.typed": ("Choice", "Upload"),
    },
)
