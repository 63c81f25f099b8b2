"""Examples, one task per file; run them with, for example, `python -m examples.survey`."""
