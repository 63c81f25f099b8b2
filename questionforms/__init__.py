"""Write, check and read Amazon Mechanical Turk's question and answer documents.

Build elements from the names below; `validate` checks a document, and `parse` and `parse_answers` read one. Answer
keys, and anything that needs a parser, are loaded on first use, so that importing the package stays cheap.
"""

from questionforms._lazy import lazily
from questionforms.elements.answer_specifications import (
    AnswerFormatRegex,
    FileUploadAnswer,
    FreeTextAnswer,
    IsNumeric,
    Length,
    Selection,
    SelectionAnswer,
)
from questionforms.elements.content import (
    Application,
    Binary,
    EmbeddedBinary,
    Flash,
    FormattedContent,
    JavaApplet,
    List,
    Overview,
    Text,
    Title,
)
from questionforms.elements.external_question import ExternalQuestion
from questionforms.elements.html_question import HTMLQuestion
from questionforms.elements.question_form import Question, QuestionForm
from questionforms.exceptions import (
    HITAlreadyExists,
    IncompleteDownload,
    InvalidArgument,
    InvalidDocument,
    InvalidParameters,
    MissingExtra,
    QuestionFormsError,
    SchemaNotFound,
    ServiceError,
    WrongType,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.answers import Answer, Answers, parse_answers
    from questionforms.checks.validate import is_valid, iter_problems, validate
    from questionforms.elements.answer_key import (
        AnswerKey,
        AnswerOption,
        KeyedQuestion,
        PercentageMapping,
        RangeMapping,
        ScaleMapping,
        ScoreRange,
    )
    from questionforms.problems import Problem
    from questionforms.reading import parse
    from questionforms.schema.schemas import Schemas

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "AnswerFormatRegex",
    "AnswerKey",
    "AnswerOption",
    "Answers",
    "Application",
    "Binary",
    "EmbeddedBinary",
    "ExternalQuestion",
    "FileUploadAnswer",
    "Flash",
    "FormattedContent",
    "FreeTextAnswer",
    "HITAlreadyExists",
    "HTMLQuestion",
    "IncompleteDownload",
    "InvalidArgument",
    "InvalidDocument",
    "InvalidParameters",
    "IsNumeric",
    "JavaApplet",
    "KeyedQuestion",
    "Length",
    "List",
    "MissingExtra",
    "Overview",
    "PercentageMapping",
    "Problem",
    "Question",
    "QuestionForm",
    "QuestionFormsError",
    "RangeMapping",
    "ScaleMapping",
    "SchemaNotFound",
    "Schemas",
    "ScoreRange",
    "Selection",
    "SelectionAnswer",
    "ServiceError",
    "Text",
    "Title",
    "WrongType",
    "is_valid",
    "iter_problems",
    "parse",
    "parse_answers",
    "validate",
]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.answers": ("Answer", "Answers", "parse_answers"),
        "questionforms.elements.answer_key": (
            "AnswerKey",
            "AnswerOption",
            "KeyedQuestion",
            "PercentageMapping",
            "RangeMapping",
            "ScaleMapping",
            "ScoreRange",
        ),
        "questionforms.problems": ("Problem",),
        "questionforms.reading": ("parse",),
        "questionforms.schema.schemas": ("Schemas",),
        "questionforms.checks.validate": ("is_valid", "iter_problems", "validate"),
    },
)
