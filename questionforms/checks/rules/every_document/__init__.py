"""Characters and encodings that cause trouble in any document."""
