"""The markup of a FormattedContent, which allows only a subset of XHTML."""
