"""Summarise the answers of many workers: counts, distributions and histograms.

The plots and the command import it; it imports `archives` and `read`.
"""
