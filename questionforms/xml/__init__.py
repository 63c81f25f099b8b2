"""From text to a tree of XML and back: loaded, parsed, escaped, with places. It knows no element and no rule.

Everything above may import it; it imports the words, the problems and the exceptions alone.
"""
