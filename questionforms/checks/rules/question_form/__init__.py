"""What a QuestionForm asks that the service refuses, or that no worker can answer."""
