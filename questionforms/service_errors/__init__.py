"""What an error text of the service means, what to do about it, and which rule finds it beforehand."""

from questionforms.service_errors.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
