"""The checks of a document, in order: size, well-formedness, schema, rules; and where what they find is shown.

What reads answers, the hand-off, the marketplace and the command import them. They import `elements`, `schema`, `xml`.
"""
