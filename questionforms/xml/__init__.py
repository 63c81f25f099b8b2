"""From text to a tree of XML and back: loaded, parsed, escaped, with places. It knows nothing of elements or rules.

Everything above may import it; it only imports the words, the problems and the exceptions.
"""
