"""An HTML page, parsed once: its parse errors, and what the rules need to know about its elements, forms and scripts.

The checks and their rules import it.
"""
