"""The URL of an ExternalQuestion, and the height of its frame."""
