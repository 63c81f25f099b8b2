"""From text to an XML tree and back: loading, parsing, escaping, positions. It knows nothing about elements or rules.

Everything above may import it; it only imports the words, the problems and the exceptions.
"""
