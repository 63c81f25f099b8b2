"""Read many documents into Arrow columns together: scan them, then pivot them into a column for each question.

Only the tables import it.
"""
