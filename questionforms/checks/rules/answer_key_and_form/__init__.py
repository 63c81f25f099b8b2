"""An AnswerKey beside the QuestionForm that it is for."""
