"""The XSDs: found, compiled once, and compared with a document, with an explanation of what does not fit.

The elements do not know it; the checks and everything above them import it. It imports `xml`.
"""
