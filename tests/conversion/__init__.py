"""Tests of documents in other forms: Python code, and forms as pages of HTML."""
