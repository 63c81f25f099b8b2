"""Many documents into Arrow columns at once: scanned, and pivoted to a column a question.

The tables alone import it.
"""
