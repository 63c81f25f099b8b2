"""The XSDs: found, kept compiled, and compared with a document, with what does not fit in words.

The elements do not know it; the checks and what is above them import it. It imports `xml`.
"""
