"""The settings of `validate`, from its options and from pyproject.toml.

The runs and subcommands import this package.
"""
