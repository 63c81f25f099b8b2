"""The answers of many workers as rows and as Arrow tables, in the long layout or the wide.

The public package and the command import it; it imports `archives` and `read`.
"""
