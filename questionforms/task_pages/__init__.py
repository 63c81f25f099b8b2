"""Task pages: what a worker's browser shows of a document. The marketplace and the command import this package."""
