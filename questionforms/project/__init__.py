"""A project's documents: the settings in its pyproject.toml, the files that they apply to, and how these are checked.

The command and the tools for tests import this package.
"""
