"""The XHTML inside a FormattedContent: checked as the service checks it, with an explanation of what is wrong.

The checks and their rules import it.
"""
