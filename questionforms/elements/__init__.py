"""The elements of the five documents: one module a document or a family, each element declared once."""
