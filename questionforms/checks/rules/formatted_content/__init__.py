"""The markup of a FormattedContent, past the part of XHTML that its schema allows."""
