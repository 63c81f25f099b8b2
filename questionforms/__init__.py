"""Write, check and read Amazon Mechanical Turk's question and answer documents."""

from questionforms.elements.answer_key import (
    AnswerKey,
    AnswerOption,
    KeyedQuestion,
    PercentageMapping,
    RangeMapping,
    ScaleMapping,
    ScoreRange,
)
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
