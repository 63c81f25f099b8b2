"""An HTML page, parsed once: its parse errors, and what the rules need to know of its elements, forms and scripts.

The checks and their rules import it.
"""
