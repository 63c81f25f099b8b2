"""Convert documents into the Python code that builds them, and forms into HTML pages."""

from __future__ import annotations

from questionforms.conversion.html_page import to_form_answers, to_html_question
from questionforms.conversion.python_code import to_python

__all__ = ["to_form_answers", "to_html_question", "to_python"]
