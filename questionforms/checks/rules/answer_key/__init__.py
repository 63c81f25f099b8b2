"""What an AnswerKey scores, and what it can never give."""
