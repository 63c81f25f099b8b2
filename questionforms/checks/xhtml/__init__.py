"""The XHTML inside a FormattedContent: checked as the service does, and what is wrong with it in words.

The checks and their rules import it.
"""
