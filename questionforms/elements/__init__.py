"""The elements of the five documents: one module a document or a family, each element declared once.

Everything above may import them. They import `xml`, and reach up only through the doors that the layers name.
"""
