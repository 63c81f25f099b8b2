"""The settings of `validate`, from its options and from pyproject.toml.

The command and the tools for tests import this package.
"""
