"""The answers of many workers as rows and as Arrow tables, in a long or a wide layout.

The public package and the command import it; it imports `archives` and `read`.
"""
