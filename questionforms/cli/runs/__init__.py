"""What `validate` and `answers` do with one document after the other.

The subcommands import it.
"""
