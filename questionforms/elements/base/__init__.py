"""The machinery of all elements: declared fields, argument checks, writing and reading XML, and the repr.

The elements import it; so may any code that checks arguments or traverses elements.
"""
