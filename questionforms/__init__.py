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
    SelectionAnswer,
)
from questionforms.elements.content import (
    Application,
    Binary,
    EmbeddedBinary,
    Flash,
    FormattedContent,
    Image,
    JavaApplet,
    List,
    Overview,
    Text,
    Title,
)
from questionforms.elements.external_question import ExternalQuestion
from questionforms.elements.html_question import HTMLQuestion
from questionforms.elements.question_form import Question, QuestionForm
from questionforms.elements.selections import Selection
from questionforms.exceptions import (
    HITAlreadyExists,
    IncompleteDownload,
    InvalidArgument,
    InvalidDocument,
    InvalidParameters,
    LostResponse,
    MissingExtra,
    QuestionFormsError,
    QuestionNotFound,
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
    from questionforms.elements.likert_scale import likert
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
    "Image",
    "IncompleteDownload",
    "InvalidArgument",
    "InvalidDocument",
    "InvalidParameters",
    "IsNumeric",
    "JavaApplet",
    "KeyedQuestion",
    "Length",
    "List",
    "LostResponse",
    "MissingExtra",
    "Overview",
    "PercentageMapping",
    "Problem",
    "Question",
    "QuestionForm",
    "QuestionFormsError",
    "QuestionNotFound",
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
    "likert",
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
        "questionforms.elements.likert_scale": ("likert",),
        "questionforms.problems": ("Problem",),
        "questionforms.reading": ("parse",),
        "questionforms.schema.schemas": ("Schemas",),
        "questionforms.checks.validate": ("is_valid", "iter_problems", "validate"),
    },
)
