"""What workers sent: one QuestionFormAnswers document read into values."""

from questionforms.answers.answers import Answer, Answers, parse_answers

__all__ = ["Answer", "Answers", "parse_answers"]
