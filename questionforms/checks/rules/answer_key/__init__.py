"""What an AnswerKey scores, and which values it can never award."""
