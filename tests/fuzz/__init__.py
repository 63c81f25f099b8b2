"""Coverage-guided fuzzing of the readers of answers: `python -m tests.fuzz reader --minutes 20`, with the extra `fuzz`.

A target is a module with `SEEDS`, from which inputs are made, and `check`, which raises where one is read wrongly.
"""
