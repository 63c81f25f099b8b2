"""Explanations of the service's error messages: what each means, what to do, and which rule finds it beforehand."""

from questionforms.service_errors.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
