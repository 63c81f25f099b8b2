"""What workers sent: one QuestionFormAnswers document read into values."""

from questionforms.answers.answer import Answer
from questionforms.answers.answers import Answers
from questionforms.answers.documents import parse_answers

__all__ = ["Answer", "Answers", "parse_answers"]
