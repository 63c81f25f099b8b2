"""The answers of many workers as figures: counted, distributed, in bins.

The plots and the command import it; it imports `archives` and `read`.
"""
