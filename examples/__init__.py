"""One task a file; each can be run, as in `python -m examples.survey`."""
