"""What a QuestionForm can contain that the service refuses, or that no worker can answer."""
