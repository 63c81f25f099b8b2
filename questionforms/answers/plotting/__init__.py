"""A picture of a summary: a page of panels, with matplotlib.

The public package alone imports it; it imports `summaries`.
"""
