"""A page of HTML, parsed once: its parse errors, and what the rules ask of its elements, forms and scripts.

The checks and their rules import it.
"""
