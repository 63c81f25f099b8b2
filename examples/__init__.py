"""Examples, with one task per file. Run them with, for example, `python -m examples.survey`."""
