"""What a command's arguments refer to: files, folders, documents in Python, archives of answers.

The runs and subcommands import this package.
"""
