"""`python -m questionforms` is the command `questionforms`."""

from questionforms.cli import main

if __name__ == "__main__":
    main(prog_name="questionforms")
