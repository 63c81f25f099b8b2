"""Plot a summary as a page of panels, with matplotlib.

Only the public package imports it; it imports `summaries`.
"""
