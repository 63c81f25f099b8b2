"""An AnswerKey compared with the QuestionForm that it scores."""
