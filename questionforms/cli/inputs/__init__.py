"""What the arguments of a command name: files, folders, documents in Python, archives of answers.

The runs and the subcommands import it.
"""
