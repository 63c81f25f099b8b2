"""The elements of the five documents: a module for each document or family of elements, each element declared once.

All higher layers may import it. It imports `xml`, and higher layers only where the import contract names the import.
"""
