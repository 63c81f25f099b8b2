"""What `validate` and `answers` do with each document.

The subcommands import this package.
"""
