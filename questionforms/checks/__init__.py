"""The checks of a document, in order: size, well-formedness, schema, rules; and the excerpts that show the findings.

The readers of answers, the hand-off, the marketplace and the command import this package. It imports `elements`,
`schema` and `xml`.
"""
